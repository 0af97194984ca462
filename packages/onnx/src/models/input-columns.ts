import { applyPipeline, requireColumn, type Table, type TrainedModel, tableFromRecords } from "@mlopsc/learn";
import { type ColumnType, isNumericStorage, type ModelDefinition } from "@mlopsc/vocabulary";
import { type Lowered, type Lowering, numbers } from "../lower/lowered.ts";

/** The inputs of a file, as columns. */
export interface InputColumns {
  readonly columns: ReadonlyMap<string, Lowered>;
  /** The same columns, without rows. */
  readonly shape: Table;
}

interface Input {
  readonly name: string;
  readonly type: Pick<ColumnType, "kind" | "levels">;
}

/** An input for each column of a request. */
export function requestColumns(lowering: Lowering, definition: Pick<ModelDefinition, "input">): InputColumns {
  const request = definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  return { columns: inputsFor(lowering, request), shape: tableFromRecords(request, []) };
}

/** An input for each column that a model's learner reads. */
export function featureColumns(lowering: Lowering, { definition, pipeline, features }: TrainedModel): InputColumns {
  const request = definition.input.filter(({ trainingOnly }) => trainingOnly !== true);
  const { output } = applyPipeline(pipeline, tableFromRecords(request, []), { today: 0, serving: true });
  const read = features.map((name) => ({ name, type: { kind: requireColumn(output, name).kind } }));
  return { columns: inputsFor(lowering, read), shape: output };
}

const inputsFor = (lowering: Lowering, inputs: readonly Input[]): ReadonlyMap<string, Lowered> =>
  new Map(inputs.map((input) => [input.name, inputColumn(lowering, input)]));

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
