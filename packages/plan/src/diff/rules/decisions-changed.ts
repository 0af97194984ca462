import { metricKey, type ThresholdDefinition } from "@mlopsc/vocabulary";
import { changed } from "../../describe/change-text.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** Probabilities that came true may not any more, or the same probability decides otherwise. */
export const decisionsChanged: Rule = {
  name: "decisions-changed",
  title: "Decisions changed",
  find: (sides) => [
    ...keptSteps(sides, "train-model").flatMap(({ address, before, after }) => {
      if (address.endsWith("/baseline")) return [];
      const [old, now] = [before.config.definition, after.config.definition];
      const changes = [
        ...(old.calibrate === undefined ? [] : changed("calibrate", old.calibrate, now.calibrate)),
        ...changed("threshold", thresholdText(old.threshold), thresholdText(now.threshold)),
      ];
      return changes.map((change) => stepFinding(after, change));
    }),
    ...keptSteps(sides, "combine-models").flatMap(({ before, after }) =>
      changed("threshold", thresholdText(before.config.threshold), thresholdText(after.config.threshold)).map(
        (change) => stepFinding(after, change),
      ),
    ),
  ],
};

/** What mistakes cost is told of `costs`. */
const thresholdText = (threshold: ThresholdDefinition | undefined): string =>
  typeof threshold === "object" ? `best(${metricKey(threshold.best)})` : String(threshold ?? 0.5);
