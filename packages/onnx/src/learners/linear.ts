import type { FittedLinear, FittedLinearMachine } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { weightedSumByFours } from "../graph/sum-in-order.ts";
import type { Lowering } from "../lower/lowered.ts";
import { bothClasses, sigmoid, softmax } from "./links.ts";
import type { Features } from "./lower-learner.ts";
import { numbersOf } from "./numbers-of.ts";

type Sums = Pick<FittedLinear, "features" | "intercepts" | "coefficients">;

/** Weighted sums through the inverse link. */
export function lowerLinear(lowering: Lowering, learner: FittedLinear, features: Features): Doubles {
  const sums = lowerSums(lowering, learner, features);
  if (learner.algorithm !== "logistic_regression") return sums[0]!;
  return sums.length === 1
    ? bothClasses(lowering, sigmoid(lowering, sums[0]!))
    : softmax(lowering, lowering.concat(sums));
}

/** Margins through Platt's scales; of several classes divided by their sum. */
export function lowerMachine(
  lowering: Lowering,
  { margins, scales }: FittedLinearMachine,
  features: Features,
): Doubles {
  const probabilities = lowerSums(lowering, margins, features).map((margin, at) => {
    const { slope, intercept } = scales[at]!;
    const scaled = lowering.add(lowering.multiply(margin, slope), intercept);
    return lowering.divide(1, lowering.add(1, lowering.apply("Exp", scaled)));
  });
  if (probabilities.length === 1) return bothClasses(lowering, probabilities[0]!);
  const [first, ...others] = probabilities;
  const total = others.reduce((sum, probability) => lowering.add(sum, probability), first!);
  const shares = lowering.divide(lowering.concat(probabilities), total);
  return lowering.choose(lowering.equal(total, 0), 1 / probabilities.length, shares);
}

/** A column for each output. */
function lowerSums(
  lowering: Lowering,
  { features: names, intercepts, coefficients }: Sums,
  features: Features,
): Doubles[] {
  const columns = names.map((name) => numbersOf(features, name));
  return intercepts.map((intercept, output) =>
    weightedSumByFours(lowering, lowering.ofRows(intercept), columns, coefficients[output]!),
  );
}
