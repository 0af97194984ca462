import { changed } from "../../describe/change-text.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** Parts of the test rows are no longer measured on their own; `worst` gates look at fewer. */
export const slicesDropped: Rule = {
  name: "slices-dropped",
  title: "Slices dropped",
  find: (sides) =>
    keptSteps(sides, "evaluate-model").flatMap(({ before, after }) => {
      const [old, now] = [before.config.slices?.columns ?? [], after.config.slices?.columns ?? []];
      if (old.every((column) => now.includes(column))) return [];
      return changed("slices", old, now).map((change) => stepFinding(after, change));
    }),
};
