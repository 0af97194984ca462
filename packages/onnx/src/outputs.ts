import { type ClassLabel, costMatrix, type StoredModel } from "@mlopsc/learn";
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
  const decision = decisionOf(model);
  const outputs =
    classes.length === 0
      ? [graph.output("prediction", predicted, 1, "NaN where there is none.")]
      : [
          graph.output("prediction", label(lowering, classes, predicted, decision), 1, labelText(classes, decision)),
          graph.output("probabilities", predicted, classes.length, `Of the classes ${JSON.stringify(classes)}.`),
        ];
  if (inScope === undefined) return outputs;
  return [...outputs, graph.output("in_scope", inScope, 1, "Whether all filters of the model let the row through.")];
}

/** How classes follow from probabilities; neither: the most probable. */
interface Decision {
  readonly threshold?: number | undefined;
  /** By true class, then predicted class. */
  readonly costs?: readonly (readonly number[])[];
}

function decisionOf(model: StoredModel): Decision {
  const { classes, definition, threshold } = model;
  if (definition.costs === undefined || definition.task !== "multiclass") return { threshold };
  return { costs: costMatrix(definition.costs, classes.length, classes.map(String)) };
}

function labelText(classes: readonly ClassLabel[], { threshold, costs }: Decision): string {
  const flags = typeof classes[0] === "boolean" ? `; 1 is true, 0 false, ${noFlag} none.` : ".";
  if (costs !== undefined) return `The class whose mistakes are expected to cost least${flags}`;
  if (threshold === undefined) return `The most probable class${flags}`;
  return `${JSON.stringify(classes[1])} where its probability is above ${threshold}${flags}`;
}

function decided(lowering: Lowering, probabilities: Doubles, { threshold, costs }: Decision): Tensor {
  const { graph } = lowering;
  if (threshold !== undefined) return lowering.toInteger(lowering.less(threshold, lowering.column(probabilities, 1)));
  if (costs === undefined) return graph.node("int64", "ArgMax", [probabilities], axis(1));
  const matrix = graph.constant("double", [costs.length, costs.length], costs.flat());
  return graph.node("int64", "ArgMin", [graph.node("double", "MatMul", [probabilities, matrix])], axis(1));
}

function label(lowering: Lowering, classes: readonly ClassLabel[], probabilities: Doubles, decision: Decision): Tensor {
  const { graph, missingText } = lowering;
  const best = decided(lowering, probabilities, decision);
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
