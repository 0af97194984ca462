import {
  attributeDiffers,
  attributeFinding,
  grew,
  keptBlocks,
  meaningOf,
  numberOf,
  type Rule,
  removedBlocks,
} from "./rule.ts";

/** A deployment is no longer watched; or only in longer windows, without its labels, or against other rows. */
export const monitorWeakened: Rule = {
  name: "monitor-weakened",
  title: "Monitor weakened",
  find: (sides) => [
    ...removedBlocks(sides, "monitor", () => "nothing is watched by it any more"),
    ...keptBlocks(sides, "monitor").flatMap((pair) => {
      const { before, after } = pair;
      const weakened = [
        ...(grew(numberOf(before, "window"), numberOf(after, "window")) ? ["window"] : []),
        ...(meaningOf(before, "labels").kind !== "none" && attributeDiffers(pair, "labels") ? ["labels"] : []),
        ...(attributeDiffers(pair, "reference") ? ["reference"] : []),
        ...(attributeDiffers(pair, "watch") ? ["watch"] : []),
      ];
      return weakened.map((name) => attributeFinding(pair, name));
    }),
  ],
};
