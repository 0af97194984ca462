import type { TrainedModel } from "@mlopsc/learn";
import type { Doubles, Graph } from "../graph/graph.ts";
import { operatorsOf } from "../graph/operators.ts";
import type { Lowering } from "./lowered.ts";

/** The tools of one export. Columns must have been put in before {@link Lowering.ofRows} is called. */
export function createLowering(graph: Graph, model: TrainedModel): Lowering {
  const operators = operatorsOf(graph);
  let today: Doubles | undefined;
  return {
    ...operators,
    missingText: missingTextOf(model),
    ofRows: (value) => graph.node("double", "Expand", [operators.number(value), graph.rowsShape()]),
    today: () => {
      today ??= graph.input("today", "double", "The day of the request, in days since 1970-01-01.");
      return today;
    },
  };
}

/** The empty text, unless the model has a meaning for it. */
function missingTextOf(model: TrainedModel): string {
  const texts = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value === "string") texts.add(value);
    else if (typeof value === "object" && value !== null) Object.values(value).forEach(visit);
  };
  visit([model.definition, model.pipeline, model.learner, model.classes]);
  let text = "";
  for (let count = 1; texts.has(text); count++) text = count === 1 ? "(missing)" : `(missing ${count})`;
  return text;
}
