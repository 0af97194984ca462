import { attributeFinding, grew, keptBlocks, meaningOf, numberOf, type Rule } from "./rule.ts";

/** Lags from nearer to the moment of prediction are let through, or are no longer held against anything. */
export const horizonShortened: Rule = {
  name: "horizon-shortened",
  title: "Horizon shortened",
  find: (sides) =>
    keptBlocks(sides, "model").flatMap((pair) =>
      ["horizon", "cadence"]
        .filter((name) => {
          const had = meaningOf(pair.before, name).kind !== "none";
          const shorter = grew(numberOf(pair.after, name), numberOf(pair.before, name));
          const longer = grew(numberOf(pair.before, name), numberOf(pair.after, name));
          return had && (meaningOf(pair.after, name).kind === "none" || (name === "horizon" ? shorter : longer));
        })
        .map((name) => attributeFinding(pair, name)),
    ),
};
