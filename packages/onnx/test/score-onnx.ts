import { isText, predictModel, type StoredModel, type Table, textAt } from "@mlopsc/learn";
import * as runtime from "onnxruntime-web";
import { expect } from "vitest";
import { type ExportOptions, exportOnnx } from "../src/index.ts";

runtime.env.logLevel = "error";
runtime.env.wasm.numThreads = 1;

export const today = 20_000;

export const plain: ExportOptions = { name: "sample", version: 3, producer: "0.1.0", learnerOnly: false, metadata: {} };

/** The bytes; fails the test where the model cannot be exported. */
export function bytesOf(model: StoredModel, options: Partial<ExportOptions> = {}): Uint8Array {
  const exported = exportOnnx(model, { ...plain, ...options });
  if (!exported.ok) throw new Error(JSON.stringify(exported.problem));
  return exported.value.bytes;
}

export type Scored = Readonly<
  Record<string, { readonly width: number; readonly values: readonly (number | string)[] }>
>;

/** What onnxruntime makes of a table. */
export async function scoreOnnx(bytes: Uint8Array, table: Table, missingText = ""): Promise<Scored> {
  const session = await runtime.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const feeds: Record<string, runtime.Tensor> = {};
  for (const name of session.inputNames) {
    const column = table.columns.find((candidate) => candidate.name === name);
    const size = [table.rows, 1];
    if (column === undefined) {
      expect(name).toBe("today");
      feeds[name] = new runtime.Tensor("float64", new Float64Array(table.rows).fill(today), size);
    } else if (isText(column)) {
      const texts = Array.from({ length: table.rows }, (_, row) => textAt(column, row) ?? missingText);
      feeds[name] = new runtime.Tensor("string", texts, size);
    } else feeds[name] = new runtime.Tensor("float64", column.values, size);
  }
  const made = await session.run(feeds);
  const outputs = Object.entries(made).map(([name, { dims, data }]) => {
    return [name, { width: dims[1]!, values: Array.from(data as ArrayLike<number | string | bigint>, plainValue) }];
  });
  await session.release();
  return Object.fromEntries(outputs);
}

const plainValue = (value: number | string | bigint): number | string =>
  typeof value === "bigint" ? Number(value) : value;

/** What mlopsc itself makes of the same table, in the form of the file's outputs. */
export function expectedOf(model: StoredModel, table: Table): Scored {
  const predictions = predictModel(model, table, { today, serving: true });
  const { classes, rows, probabilities, labels, values, outOfScope } = predictions;
  const width = Math.max(1, classes.length);
  const numbers = new Float64Array(table.rows * width).fill(Number.NaN);
  const flag = typeof classes[0] === "boolean";
  const prediction: (number | string)[] = new Array(table.rows).fill(
    classes.length === 0 ? Number.NaN : typeof classes[0] === "string" ? "" : flag ? -1 : Number.NaN,
  );
  rows.forEach((row, at) => {
    if (probabilities === undefined) prediction[row] = values![at]!;
    else {
      numbers.set(probabilities.subarray(at * width, (at + 1) * width), row * width);
      const label = classes[labels![at]!]!;
      prediction[row] = typeof label === "string" ? label : Number(label);
    }
  });
  const turnedAway = new Set(outOfScope.map(({ row }) => row));
  return {
    prediction: { width: 1, values: prediction },
    ...(classes.length === 0 ? {} : { probabilities: { width, values: Array.from(numbers) } }),
    ...(model.definition.steps.some((step) => step.kind === "filter" && step.trainingOnly !== true)
      ? { in_scope: { width: 1, values: Array.from({ length: table.rows }, (_, row) => Number(!turnedAway.has(row))) } }
      : {}),
  };
}

/** Largest difference of numbers, as a share of their size where that is above 1; texts and gaps must be the same. */
export function largestDifference(found: Scored, wanted: Scored): number {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  let largest = 0;
  for (const [name, { width, values }] of Object.entries(wanted)) {
    expect(found[name]!.width).toBe(width);
    expect(found[name]!.values.length).toBe(values.length);
    values.forEach((value, at) => {
      const other = found[name]!.values[at]!;
      if (typeof value === "string" || Number.isNaN(value) || Number.isNaN(other)) {
        if (!Object.is(other, value)) throw new Error(`${name}, row ${Math.floor(at / width)}: ${other}, not ${value}`);
      } else largest = Math.max(largest, Math.abs((other as number) - value) / Math.max(1, Math.abs(value)));
    });
  }
  return largest;
}
