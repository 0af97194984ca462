import { isText, type TableColumn, textAt } from "@mlopsc/learn";
import type { TensorData, TensorType } from "./onnx-messages.ts";

/** All columns as one matrix, rows × columns, row after row. A missing number is NaN. */
export function matrixTensor(columns: readonly TableColumn[], type: TensorType, rows: number): TensorData {
  const width = columns.length;
  const dims = [rows, width];
  if (type === "string") {
    const data = Array.from({ length: rows * width }, (_, at) => textOf(columns[at % width]!, Math.floor(at / width)));
    return { type, dims, data };
  }
  const data = numbersOf(type, rows * width);
  for (const [at, column] of columns.entries()) {
    if (isText(column)) throw new Error(`${column.name} holds text and not numbers`);
    fill(data, column.values, at, width);
  }
  return { type, dims, data };
}

/** One column, as a vector or as a matrix of one column. */
export function inputTensor(column: TableColumn, type: TensorType, rank: number): TensorData {
  const { dims, ...tensor } = matrixTensor([column], type, isText(column) ? column.codes.length : column.values.length);
  return { ...tensor, dims: rank === 1 ? [dims[0]!] : dims };
}

type Numbers = Exclude<TensorData["data"], readonly string[]>;

function numbersOf(type: Exclude<TensorType, "string">, length: number): Numbers {
  switch (type) {
    case "float32":
      return new Float32Array(length);
    case "float64":
      return new Float64Array(length);
    case "int64":
      return new BigInt64Array(length);
    case "int32":
      return new Int32Array(length);
    case "bool":
      return new Uint8Array(length);
  }
}

function fill(data: Numbers, values: Float64Array, start: number, stride: number): void {
  if (data instanceof BigInt64Array)
    for (let row = 0; row < values.length; row++) data[start + row * stride] = BigInt(Math.round(values[row]!));
  else for (let row = 0; row < values.length; row++) data[start + row * stride] = values[row]!;
}

const textOf = (column: TableColumn, row: number): string =>
  isText(column) ? (textAt(column, row) ?? "") : String(column.values[row]);
