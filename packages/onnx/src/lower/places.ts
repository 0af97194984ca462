import type { Integers } from "../graph/graph.ts";
import type { Lowering, Numbers, Texts } from "./lowered.ts";

/** Where rows go that hold none of the keys. */
export interface Elsewhere {
  readonly missing: number;
  readonly unknown: number;
}

/** The place that each row's value has among some texts. */
export function placesOfTexts(
  { graph, missingText }: Lowering,
  { values }: Texts,
  places: ReadonlyMap<string, number>,
  { missing, unknown }: Elsewhere,
): Integers {
  return graph.node(
    "int64",
    "LabelEncoder",
    [values],
    {
      keys_strings: { kind: "texts", value: [...places.keys(), missingText] },
      values_int64s: { kind: "integers", value: [...places.values(), missing] },
      default_int64: { kind: "integer", value: unknown },
    },
    "ai.onnx.ml",
  );
}

/** The same of numbers. */
export function placesOfNumbers(
  lowering: Lowering,
  { values }: Numbers,
  places: ReadonlyMap<number, number>,
  { missing, unknown }: Elsewhere,
): Integers {
  const { graph } = lowering;
  const steps = [...places.values()].map((place) => place - unknown);
  const count = steps.length;
  const found =
    count === 0
      ? lowering.ofRows(unknown)
      : lowering.add(
          graph.node("double", "ReduceSum", [
            lowering.multiply(
              lowering.toDouble(lowering.equal(values, graph.constant("double", [1, count], [...places.keys()]))),
              graph.constant("double", [1, count], steps),
            ),
            graph.constant("int64", [1], [1]),
          ]),
          unknown,
        );
  return lowering.toInteger(lowering.choose(lowering.isNaN(values), missing, found));
}
