import type { ClassLabel, StoredModel } from "@mlopsc/learn";
import type { Bools, Doubles, Tensor } from "./graph/graph.ts";
import { axis } from "./graph/operators.ts";
import type { Lowering } from "./lower/lowered.ts";

/** What the label is of a row that has no prediction. */
const noFlag = -1;

/**
 * Adds what comes out, and gives the names: `prediction`, of classifiers `probabilities`, and where there are filters
 * `in_scope`. Rows that a filter turns away, and those that lack what the learner needs, have no prediction.
 */
export function addOutputs(
  lowering: Lowering,
  model: StoredModel,
  predicted: Doubles,
  inScope: Bools | undefined,
): string[] {
  const { graph } = lowering;
  const { classes } = model;
  const threshold = "members" in model ? undefined : model.threshold;
  const outputs =
    classes.length === 0
      ? [graph.output("prediction", predicted, 1, "NaN where there is none.")]
      : [
          graph.output("prediction", label(lowering, classes, predicted, threshold), 1, labelText(classes, threshold)),
          graph.output("probabilities", predicted, classes.length, `Of the classes ${JSON.stringify(classes)}.`),
        ];
  if (inScope === undefined) return outputs;
  return [...outputs, graph.output("in_scope", inScope, 1, "Whether all filters of the model let the row through.")];
}

const labelText = (classes: readonly ClassLabel[], threshold: number | undefined): string =>
  (threshold === undefined
    ? "The most probable class"
    : `${JSON.stringify(classes[1])} where its probability is above ${threshold}`) +
  (typeof classes[0] === "boolean" ? `; 1 is true, 0 false, ${noFlag} none.` : ".");

function label(
  lowering: Lowering,
  classes: readonly ClassLabel[],
  probabilities: Doubles,
  threshold: number | undefined,
): Tensor {
  const { graph, missingText } = lowering;
  const best =
    threshold === undefined
      ? graph.node("int64", "ArgMax", [probabilities], axis(1))
      : lowering.toInteger(lowering.less(threshold, lowering.column(probabilities, 1)));
  const without = lowering.isNaN(lowering.column(probabilities, 0));
  const [first] = classes;
  if (typeof first === "string") {
    const table = graph.constant("string", [classes.length], classes as readonly string[]);
    const none = graph.constant("string", [1, 1], [missingText]);
    return lowering.chooseText(without, none, graph.node("string", "Gather", [table, best], axis(0)));
  }
  const table = graph.constant("double", [classes.length], classes.map(Number));
  const flag = typeof first === "boolean";
  const found = graph.node("double", "Gather", [table, best], axis(0));
  const chosen = lowering.choose(without, flag ? noFlag : Number.NaN, found);
  return flag ? lowering.toInteger(chosen) : chosen;
}
