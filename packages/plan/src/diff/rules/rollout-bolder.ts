import { attributeFinding, grew, type KeptBlock, keptBlocks, numberOf, type Rule, wordOf } from "./rule.ts";

/** More requests meet the new version at once, or sooner. */
export const rolloutBolder: Rule = {
  name: "rollout-bolder",
  title: "Roll-out bolder",
  find: (sides) =>
    keptBlocks(sides, "deploy")
      .filter(isBolder)
      .map((pair) => attributeFinding(pair, "rollout")),
};

const careful = ["recreate", "blue_green", "canary"];

function isBolder({ before, after }: KeptBlock): boolean {
  const [old, now] = [before, after].map((block) => careful.indexOf(wordOf(block, "rollout") ?? "")) as [
    number,
    number,
  ];
  const number = (block: KeptBlock["before"], name: string): number | undefined => numberOf(block, "rollout", name);
  return (
    now < old ||
    grew(number(before, "share"), number(after, "share")) ||
    grew(number(after, "hold"), number(before, "hold"))
  );
}
