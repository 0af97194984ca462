import { attributeDiffers, attributeFinding, grew, keptBlocks, numberOf, type Rule } from "./rule.ts";

/** Fewer replicas or less memory answer; or they stand elsewhere. */
export const targetWeakened: Rule = {
  name: "target-weakened",
  title: "Target weakened",
  find: (sides) =>
    keptBlocks(sides, "target").flatMap((pair) => {
      const weakened = [
        ...(attributeDiffers(pair, "platform") ? ["platform"] : []),
        ...["replicas", "memory"].filter((name) => grew(numberOf(pair.after, name), numberOf(pair.before, name))),
      ];
      return weakened.map((name) => attributeFinding(pair, name));
    }),
};
