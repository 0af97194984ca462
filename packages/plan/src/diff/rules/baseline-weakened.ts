import { changed } from "../../describe/change-text.ts";
import { briefAlgorithmText } from "../../describe/value-text.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** The learner to beat is another one: what a gate asks against it is no longer the same. */
export const baselineWeakened: Rule = {
  name: "baseline-weakened",
  title: "Baseline changed",
  find: (sides) =>
    keptSteps(sides, "train-model").flatMap(({ address, before, after }) => {
      const [old, now] = [before.config.choice, after.config.choice];
      if (!address.endsWith("/baseline") || old === null || now === null) return [];
      const gates = sides.head.steps.some(
        (step) =>
          step.kind === "evaluate-model" &&
          step.inputs["baseline"] === address &&
          step.config.gates.some(({ bound }) => bound.baselineMetric !== undefined),
      );
      if (!gates && now.algorithm !== "dummy") return [];
      return changed("baseline", briefAlgorithmText(old), briefAlgorithmText(now)).map((change) =>
        stepFinding(after, change),
      );
    }),
};
