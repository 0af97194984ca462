import type { FittedBoosting, FittedForest, TreeEnsemble } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { axis } from "../graph/operators.ts";
import { sumInOrder } from "../graph/sum-in-order.ts";
import type { Lowering } from "../lower/lowered.ts";
import { placesOfTexts } from "../lower/places.ts";
import { bothClasses, sigmoid, softmax } from "./links.ts";
import type { Features } from "./lower-learner.ts";
import { numbersOf, textsOf } from "./numbers-of.ts";
import { treeNodes } from "./tree-nodes.ts";

/** The mean of the trees. */
export function lowerForest(lowering: Lowering, learner: FittedForest, features: Features): Doubles {
  const { ensemble, task } = learner;
  const zeros = new Array<number>(ensemble.outputs).fill(0);
  const means = lowering.divide(sums(lowering, ensemble, zeros, features), ensemble.roots.length);
  return task === "binary" ? bothClasses(lowering, means) : means;
}

/** The sum of the trees through the inverse of the loss's link. */
export function lowerBoosting(lowering: Lowering, learner: FittedBoosting, features: Features): Doubles {
  const raw = sums(lowering, learner.ensemble, learner.baseline, features);
  if (learner.task === "regression") return learner.loss === "poisson" ? lowering.apply("Exp", raw) : raw;
  return learner.task === "binary" ? bothClasses(lowering, sigmoid(lowering, raw)) : softmax(lowering, raw);
}

/**
 * `start` and the leaves, tree after tree. ONNX's trees only say into which leaf a row falls (a float holds that
 * exactly, but not a leaf's doubles); the leaves stand in a table.
 */
function sums(lowering: Lowering, ensemble: TreeEnsemble, start: readonly number[], features: Features): Doubles {
  const { graph } = lowering;
  const trees = ensemble.roots.length;
  const first = lowering.concat(start.map((value) => lowering.ofRows(value)));
  if (trees === 0) return first;
  const { attributes, leaves } = treeNodes(ensemble);
  const leaf = graph.node(
    "float",
    "TreeEnsembleRegressor",
    [cells(lowering, ensemble, features)],
    attributes,
    "ai.onnx.ml",
  );
  const table = graph.constant("double", [leaves.length / ensemble.outputs, ensemble.outputs], leaves);
  const found = graph.node("double", "Gather", [table, lowering.toInteger(leaf)], axis(0));
  // Rows × rounds × outputs: where there are several outputs, each round has a tree, or a leaf a number, for each.
  const width = start.length;
  const rounds = (trees * ensemble.outputs) / width;
  const byOutput = Array.from({ length: width }, (_, output) => {
    const shaped = graph.node("double", "Reshape", [found, graph.constant("int64", [3], [-1, rounds, width])]);
    const own = graph.node("double", "Gather", [shaped, graph.constant("int64", [], [output])], axis(2));
    return sumInOrder(lowering, lowering.column(first, output), own, rounds);
  });
  return lowering.concat(byOutput);
}

/** Rows × features; categories as places among the learner's levels, all others after them. */
function cells(lowering: Lowering, { features: fitted }: TreeEnsemble, features: Features): Doubles {
  return lowering.concat(
    fitted.map((feature) => {
      if (feature.kind === "number") return numbersOf(features, feature.name);
      const places = new Map(feature.levels.map((level, place) => [level, place]));
      const elsewhere = { missing: places.size, unknown: places.size };
      return lowering.toDouble(placesOfTexts(lowering, textsOf(features, feature.name), places, elsewhere));
    }),
  );
}
