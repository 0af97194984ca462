import type { Expression, FunctionName, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "../table/civil-date.ts";
import { isText, type NumericColumn, type TableColumn, type TextColumn } from "../table/table.ts";

/**
 * A column without a name, while an expression is computed. A constant has one value and a stride of 0, so that the
 * value of a row is always `values[row * stride]`.
 */
export type Operand = NumericOperand | TextOperand;

export interface NumericOperand {
  readonly kind: NumericColumn["kind"];
  readonly values: Float64Array;
  readonly stride: 0 | 1;
}

export interface TextOperand {
  readonly kind: TextColumn["kind"];
  readonly codes: Int32Array;
  readonly dictionary: readonly string[];
  readonly stride: 0 | 1;
}

/** What an expression may read beside its table. */
export interface EvaluationContext {
  /** The value of `today()`, in days since 1970-01-01. */
  readonly today: number;
}

export type Implementation = (
  operands: readonly Operand[],
  rows: number,
  context: EvaluationContext,
  nodes: readonly Expression[],
) => Operand;

/** The implementations of a family of functions. */
export type Implementations<Name extends FunctionName> = Readonly<Record<Name, Implementation>>;

export const isTextOperand = (operand: Operand): operand is TextOperand => "codes" in operand;

export const operandOf = (column: TableColumn): Operand =>
  isText(column)
    ? { kind: column.kind, codes: column.codes, dictionary: column.dictionary, stride: 1 }
    : { kind: column.kind, values: column.values, stride: 1 };

export function constant(kind: ScalarKind, value: LiteralValue): Operand {
  if (kind === "text" || kind === "category" || kind === "id") {
    if (value === null) return { kind, codes: Int32Array.of(-1), dictionary: [], stride: 0 };
    return { kind, codes: Int32Array.of(0), dictionary: [String(value)], stride: 0 };
  }
  return { kind, values: Float64Array.of(value === null ? Number.NaN : Number(value)), stride: 0 };
}

/** The operand as a column of so many rows, under a name. */
export function columnOf(operand: Operand, name: string, rows: number): TableColumn {
  if (isTextOperand(operand)) {
    const codes = operand.stride === 1 ? operand.codes : new Int32Array(rows).fill(operand.codes[0]!);
    return { name, kind: operand.kind, codes, dictionary: operand.dictionary };
  }
  const values = operand.stride === 1 ? operand.values : new Float64Array(rows).fill(operand.values[0]!);
  return { name, kind: operand.kind, values };
}

/** Numbers; a constant that is missing counts as any kind. Throws on text: kinds are checked long before. */
export function numbers(operand: Operand | undefined): NumericOperand {
  if (operand !== undefined && !isTextOperand(operand)) return operand;
  if (operand?.stride === 0 && operand.codes[0] === -1) return missingNumber;
  throw new Error("an expression has text where it needs numbers");
}

/** Texts; a constant that is missing counts as any kind. Throws on numbers: kinds are checked long before. */
export function texts(operand: Operand | undefined): TextOperand {
  if (operand !== undefined && isTextOperand(operand)) return operand;
  if (operand?.stride === 0 && Number.isNaN(operand.values[0])) return missingText;
  throw new Error("an expression has numbers where it needs text");
}

/** Dates as instants (their midnight UTC), where the other operands have instants. */
export function sameUnits(operands: readonly NumericOperand[]): readonly NumericOperand[] {
  if (!operands.some(({ kind }) => kind === "timestamp")) return operands;
  return operands.map(asInstant);
}

export const asInstant = (operand: NumericOperand): NumericOperand =>
  operand.kind === "date"
    ? { kind: "timestamp", values: operand.values.map((days) => days * dayMilliseconds), stride: operand.stride }
    : operand;

/** 1 where all operands are constants: then so is the result. */
export const rowsNeeded = (operands: readonly Operand[], rows: number): number =>
  operands.every(({ stride }) => stride === 0) ? 1 : rows;

export const strideOf = (operands: readonly Operand[]): 0 | 1 => (operands.every(({ stride }) => stride === 0) ? 0 : 1);

const missingNumber: NumericOperand = { kind: "number", values: Float64Array.of(Number.NaN), stride: 0 };
const missingText: TextOperand = { kind: "text", codes: Int32Array.of(-1), dictionary: [], stride: 0 };
