import type { FittedBayes } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { lookUp } from "../graph/sum-in-order.ts";
import type { Lowering } from "../lower/lowered.ts";
import { placesOfNumbers, placesOfTexts } from "../lower/places.ts";
import type { Features } from "./lower-learner.ts";
import { numbersOf } from "./numbers-of.ts";

/** Beyond so many deviations the square would not fit a double. */
const farthest = 1e150;

/** Log likelihoods, rows × classes, feature after feature. A missing value or a level never seen adds nothing. */
export function lowerBayes(lowering: Lowering, learner: FittedBayes, features: Features): Doubles {
  const row = (values: readonly number[]): Doubles => lowering.graph.constant("double", [1, values.length], values);
  let sums = lowering.add(lowering.ofRows(0), row(learner.shares.map(Math.log)));
  for (const { name, means, deviations } of learner.gaussian) {
    const x = numbersOf(features, name);
    const distance = lowering.apply("Abs", lowering.subtract(x, row(means)));
    const deviationsApart = lowering.divide(distance, row(deviations));
    const apart = lowering.choose(lowering.less(farthest, deviationsApart), farthest, deviationsApart);
    const half = lowering.divide(lowering.multiply(apart, apart), 2);
    const loss = lowering.add(row(deviations.map(Math.log)), half);
    sums = lowering.subtract(sums, lowering.choose(lowering.isNaN(x), 0, loss));
  }
  for (const feature of learner.categorical) sums = lowering.add(sums, logShares(lowering, feature, features));
  return sums;
}

function logShares(
  lowering: Lowering,
  { name, levels, logShares: shares }: FittedBayes["categorical"][number],
  features: Features,
): Doubles {
  const nothing = levels.length;
  const elsewhere = { missing: nothing, unknown: nothing };
  const feature = features.get(name)!;
  // Of a bool the levels are "0" and "1".
  const place =
    feature.type === "texts"
      ? placesOfTexts(lowering, feature, new Map(levels.map((level, at) => [level, at])), elsewhere)
      : placesOfNumbers(lowering, feature, new Map(levels.map((level, at) => [Number(level), at])), elsewhere);
  const table = [...levels.map((_, at) => shares.map((ofClass) => ofClass[at]!)), shares.map(() => 0)];
  return lookUp(lowering, lowering.graph.constant("double", [table.length, shares.length], table.flat()), place);
}
