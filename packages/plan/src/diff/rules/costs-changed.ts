import { metricKey } from "@mlopsc/vocabulary";
import { changed } from "../../describe/change-text.ts";
import { costedText, costsText } from "../../describe/model-changes.ts";
import { keptSteps, type Rule, stepFinding } from "./rule.ts";

/** What is a good model is another question now: mistakes count otherwise. Ensembles take it over from their members. */
export const costsChanged: Rule = {
  name: "costs-changed",
  title: "Costs changed",
  find: (sides) => [
    ...keptSteps(sides, "evaluate-model").flatMap(({ before, after }) =>
      (after.address.startsWith("model.") ? before.config.metrics : []).flatMap((old) => {
        const now = after.config.metrics.find((each) => metricKey(each) === metricKey(old));
        // Of more than two classes they decide too, and are told of the model.
        if (old.costs?.classes !== "two" || now === undefined) return [];
        return changed("costs", costedText(old), costedText(now)).map((change) => stepFinding(after, change));
      }),
    ),
    ...keptSteps(sides, "train-model").flatMap(({ address, before, after }) => {
      const [old, now] = [before.config.definition.costs, after.config.definition.costs];
      if (old === undefined || address.endsWith("/baseline")) return [];
      return changed("costs", costsText(old), costsText(now)).map((change) => stepFinding(after, change));
    }),
  ],
};
