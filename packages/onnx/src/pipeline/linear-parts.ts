import type { FittedPart } from "@mlopsc/learn";
import type { Doubles } from "../graph/graph.ts";
import { weightedSum } from "../graph/sum-in-order.ts";
import { type Lowered, type Lowering, numbers } from "../lower/lowered.ts";

type ModelFill = Extract<FittedPart, { readonly kind: "model_fill" }>;
type Standardised = ModelFill["features"][number];

/** (x - mean) / deviation; all missing where the column is absent, or text. */
export function standardised(
  lowering: Lowering,
  value: Lowered | undefined,
  { mean, deviation }: Standardised,
): Lowered {
  if (value?.type === "refused") return value;
  if (value?.type !== "numbers") return numbers(lowering.ofRows(Number.NaN));
  return numbers(lowering.divide(lowering.subtract(value.values, mean), deviation));
}

/** By column: what stands in for missing values is the linear model's guess. */
export function lowerModelFill(
  lowering: Lowering,
  part: ModelFill,
  columns: ReadonlyMap<string, Lowered>,
): readonly (readonly [string, Lowered])[] {
  const features = part.features.map((feature) => standardised(lowering, columns.get(feature.name), feature));
  const failure = features.find((feature) => feature.type === "refused");
  const values = features.flatMap((feature) =>
    feature.type === "numbers" ? [lowering.choose(lowering.isNaN(feature.values), 0, feature.values)] : [],
  );
  return part.columns.map((fill) => {
    const value = columns.get(fill.name);
    if (value?.type !== "numbers") return [fill.name, value!] as const;
    if (failure !== undefined) return [fill.name, failure] as const;
    const sum = weightedSum(lowering, lowering.ofRows(fill.value), values, fill.weights);
    const guess = fill.kind === "date" || fill.kind === "timestamp" ? rounded(lowering, sum) : sum;
    return [fill.name, numbers(lowering.choose(lowering.isNaN(value.values), guess, value.values))] as const;
  });
}

/** As Math.round: halves up. */
const rounded = (lowering: Lowering, x: Doubles): Doubles => lowering.apply("Floor", lowering.add(x, 0.5));
