import { type OutsideFeature, requireColumn, type Table } from "@mlopsc/learn";
import { isQuantity } from "@mlopsc/vocabulary";
import { inputTensor, matrixTensor } from "./input-tensors.ts";
import type { OnnxValue, TensorData, TensorType } from "./onnx-messages.ts";

/** How features become inputs. */
export interface InputPlan {
  /** Rows that the model takes at once; null: as many as there are. */
  readonly batch: number | null;
  /** True where a missing value has no form in the input: of whole numbers and bools. A missing text is an empty one. */
  readonly needs: (feature: OutsideFeature) => boolean;
  feeds(rows: Table): Readonly<Record<string, TensorData>>;
}

export type Matched<Value> =
  | { readonly value: Value; readonly mismatch?: never }
  | { readonly mismatch: { readonly reason: string; readonly help: string }; readonly value?: never };

const types: readonly string[] = ["float32", "float64", "int64", "int32", "bool", "string"] satisfies TensorType[];

/** One matrix of all features in their order, or one input a feature, found by name. */
export function matchInputs(inputs: readonly OnnxValue[], features: readonly OutsideFeature[]): Matched<InputPlan> {
  const strange = inputs.find(({ type }) => !types.includes(type));
  if (strange !== undefined)
    return mismatch(
      `its input \`${strange.name}\` is ${strange.type || "no tensor"}`,
      `Inputs are ${types.join(", ")}.`,
    );
  const [only, ...others] = inputs;
  if (only === undefined) return mismatch("it has no input", "Export it with inputs for the features.");
  return others.length === 0 && only.shape.length === 2 ? matchMatrix(only, features) : matchColumns(inputs, features);
}

function matchMatrix(input: OnnxValue, features: readonly OutsideFeature[]): Matched<InputPlan> {
  const { name, shape } = input;
  const [batch = null, width = null] = shape;
  const listed = features.map((feature) => `\`${feature.name}\``).join(", ");
  if (width !== null && width !== features.length) {
    return mismatch(
      `its input \`${name}\` takes ${width} features, and there are ${features.length}: ${listed}`,
      "Name in `features` those that it was trained on, in that order.",
    );
  }
  const text = features.find((feature) => feature.kind === "category");
  if (text !== undefined && input.type !== "string") {
    return mismatch(
      `\`${text.name}\` holds text, and its input \`${name}\` takes numbers`,
      `Encode \`${text.name}\` as in training, or export the model with one input a feature.`,
    );
  }
  const type = input.type as TensorType;
  return {
    value: {
      batch,
      needs: () => !takesMissing(type),
      feeds: (rows) => ({
        [name]: matrixTensor(
          features.map((each) => requireColumn(rows, each.name)),
          type,
          rows.rows,
        ),
      }),
    },
  };
}

function matchColumns(inputs: readonly OnnxValue[], features: readonly OutsideFeature[]): Matched<InputPlan> {
  const byName = new Map(features.map((feature) => [plainName(feature.name), feature]));
  const pairs = inputs.map((input) => ({ input, feature: byName.get(plainName(input.name)) }));
  const unknown = pairs.find(({ feature }) => feature === undefined);
  const names = (list: readonly { readonly name: string }[]): string =>
    list.map(({ name }) => `\`${name}\``).join(", ");
  if (unknown !== undefined) {
    return mismatch(
      `its input \`${unknown.input.name}\` is none of the features, which are ${names(features)}`,
      "Add a column of that name to `features`, or export the model with the names of the columns.",
    );
  }
  const used = new Set(pairs.map(({ feature }) => feature));
  const unused = features.filter((feature) => !used.has(feature));
  if (unused.length > 0)
    return mismatch(`it has no input for ${names(unused)}`, `Leave ${names(unused)} out of \`features\`.`);
  const matched = pairs as readonly { readonly input: OnnxValue; readonly feature: OutsideFeature }[];
  const wrong = matched.find(({ input, feature }) => (feature.kind === "category") !== (input.type === "string"));
  if (wrong !== undefined) {
    const { input, feature } = wrong;
    const reason = `its input \`${input.name}\` is ${input.type}, and the feature holds ${isQuantity(feature.kind) ? "numbers" : feature.kind}`;
    return mismatch(reason, "Prepare the column as in training.");
  }
  const batch = matched.map(({ input }) => input.shape[0] ?? null).find((size) => size !== null) ?? null;
  const strict = new Set(matched.filter(({ input }) => !takesMissing(input.type)).map(({ feature }) => feature.name));
  return {
    value: {
      batch,
      needs: ({ name }) => strict.has(name),
      feeds: (rows) => {
        const tensors = matched.map(({ input: { name, type, shape }, feature }) => {
          const tensor = inputTensor(requireColumn(rows, feature.name), type as TensorType, shape.length);
          return [name, tensor] as const;
        });
        return Object.fromEntries(tensors);
      },
    },
  };
}

/** Converters put `_` for signs that a name may not have. */
const plainName = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "_");

const takesMissing = (type: string): boolean => type === "float32" || type === "float64" || type === "string";

export const mismatch = (reason: string, help: string): { readonly mismatch: { reason: string; help: string } } => ({
  mismatch: { reason, help },
});
