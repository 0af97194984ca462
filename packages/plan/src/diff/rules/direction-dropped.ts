import { changed } from "../../describe/change-text.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** Predictions need no longer rise or fall with a column. */
export const directionDropped: Rule = {
  name: "direction-dropped",
  title: "Direction dropped",
  find: (sides) =>
    keptSteps(sides, "train-model").flatMap(({ address, before, after }) => {
      if (address.endsWith("/baseline")) return [];
      return (["increasing", "decreasing"] as const).flatMap((name) => {
        const [old, now] = [before.config.definition[name] ?? [], after.config.definition[name] ?? []];
        if (old.every((column) => now.includes(column))) return [];
        return changed(name, old, now).map((change) => stepFinding(after, change));
      });
    }),
};
