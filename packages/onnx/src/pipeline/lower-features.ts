import { applyPipeline, requireColumn, type Table, type TrainedModel, tableFromRecords } from "@mlopsc/learn";
import { type ColumnType, isNumericStorage } from "@mlopsc/vocabulary";
import type { Bools } from "../graph/graph.ts";
import type { Features } from "../learners/lower-learner.ts";
import { type Lowered, type Lowering, numbers, type Refused, refused } from "../lower/lowered.ts";
import { lowerPipeline } from "./lower-pipeline.ts";

export type LoweredFeatures =
  | {
      readonly ok: true;
      readonly features: Features;
      /** Whether all filters let a row through; undefined where there are none. */
      readonly inScope: Bools | undefined;
    }
  | { readonly ok: false; readonly problem: Refused };

interface Input {
  readonly name: string;
  readonly type: Pick<ColumnType, "kind" | "levels">;
}

/** What the learner reads, made of the columns of a request, or (`learnerOnly`) asked for as it is. */
export function lowerFeatures(lowering: Lowering, model: TrainedModel, learnerOnly: boolean): LoweredFeatures {
  const request = model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  const shape = tableFromRecords(request, []);
  const inputs = learnerOnly ? featureInputs(model, shape) : request;
  if (inputs.length === 0) return { ok: false, problem: refused("a model that reads no column") };
  const columns = new Map(inputs.map((input) => [input.name, inputColumn(lowering, input)]));
  if (learnerOnly) return featuresOf(model, columns, undefined);
  const lowered = lowerPipeline(lowering, model.pipeline.parts, columns, shape);
  return featuresOf(model, lowered.columns, lowered.inScope);
}

function featureInputs({ pipeline, features }: TrainedModel, shape: Table): readonly Input[] {
  const { output } = applyPipeline(pipeline, shape, { today: 0, serving: true });
  return features.map((name) => ({ name, type: { kind: requireColumn(output, name).kind } }));
}

function inputColumn(lowering: Lowering, { name, type }: Input): Lowered {
  if (isNumericStorage(type.kind)) return numbers(lowering.graph.input(name, "double", documentation(type, lowering)));
  const values = lowering.graph.input(name, "string", documentation(type, lowering));
  return { type: "texts", values, levels: type.levels };
}

function documentation({ kind, levels }: Input["type"], { missingText }: Lowering): string {
  if (!isNumericStorage(kind)) {
    const among = levels === undefined ? "" : `: ${levels.map((level) => JSON.stringify(level)).join(", ")}`;
    return `${kind}${among}; missing is ${JSON.stringify(missingText)}`;
  }
  return `${kind}${kind in units ? ` (${units[kind as keyof typeof units]})` : ""}; missing is NaN`;
}

const units = {
  bool: "0 or 1",
  date: "days since 1970-01-01",
  timestamp: "milliseconds since 1970-01-01 UTC",
  duration: "milliseconds",
} as const;

function featuresOf(
  model: TrainedModel,
  columns: ReadonlyMap<string, Lowered>,
  inScope: Bools | Refused | undefined,
): LoweredFeatures {
  if (inScope !== undefined && "type" in inScope) return { ok: false, problem: inScope };
  const features = new Map<string, Exclude<Lowered, Refused>>();
  for (const name of model.features) {
    const value = columns.get(name)!;
    if (value.type === "refused") return { ok: false, problem: value };
    features.set(name, value);
  }
  return { ok: true, features, inScope };
}
