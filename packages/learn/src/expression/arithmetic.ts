import { dayMilliseconds } from "../table/civil-date.ts";
import type { NumericColumn } from "../table/table.ts";
import { mapNumber, mapNumbers } from "./map-numbers.ts";
import { asInstant, type Implementations, type NumericOperand, numbers } from "./operand.ts";

type NumericKind = NumericColumn["kind"];

export const arithmetic: Implementations<"add" | "subtract" | "multiply" | "divide" | "modulo" | "power" | "negate"> = {
  add: (operands, rows) => {
    const [left, right] = instantsUnlessBothAreDates(operands.map(numbers));
    const kind = kindOfSum(left.kind, right.kind);
    return mapNumbers(
      kind,
      left,
      right,
      rows,
      withinInstants(kind, (a, b) => a + b),
    );
  },
  subtract: (operands, rows) => {
    const [left, right] = instantsUnlessBothAreDates(operands.map(numbers));
    if (left.kind === "date" && right.kind === "date") {
      return mapNumbers("duration", left, right, rows, (a, b) => (a - b) * dayMilliseconds);
    }
    const kind = kindOfDifference(left.kind, right.kind);
    return mapNumbers(
      kind,
      left,
      right,
      rows,
      withinInstants(kind, (a, b) => a - b),
    );
  },
  multiply: (operands, rows) => onNumbers("number", operands.map(numbers), rows, (a, b) => a * b),
  divide: (operands, rows) => onNumbers("number", operands.map(numbers), rows, (a, b) => a / b),
  modulo: (operands, rows) => onNumbers("number", operands.map(numbers), rows, (a, b) => a % b),
  power: (operands, rows) => onNumbers("number", operands.map(numbers), rows, (a, b) => a ** b),
  negate: (operands) => {
    const x = numbers(operands[0]);
    return mapNumber(x.kind, x, (value) => -value);
  },
};

function onNumbers(
  kind: NumericKind,
  [left, right]: readonly NumericOperand[],
  rows: number,
  compute: (left: number, right: number) => number,
): NumericOperand {
  return mapNumbers(kind, left!, right!, rows, compute);
}

function instantsUnlessBothAreDates([left, right]: readonly NumericOperand[]): readonly [
  NumericOperand,
  NumericOperand,
] {
  if (left!.kind === "date" && right!.kind === "date") return [left!, right!];
  return [asInstant(left!), asInstant(right!)];
}

/** A timestamp outside of the range that JavaScript's and the database's calendars know is missing. */
function withinInstants(
  kind: NumericKind,
  compute: (left: number, right: number) => number,
): (left: number, right: number) => number {
  if (kind !== "timestamp") return compute;
  return (left, right) => {
    const instant = compute(left, right);
    return Math.abs(instant) <= 8.64e15 ? instant : Number.NaN;
  };
}

function kindOfSum(left: NumericKind, right: NumericKind): NumericKind {
  if (left === "timestamp" || right === "timestamp") return "timestamp";
  if (left === "duration" || right === "duration") return "duration";
  return left === "int" && right === "int" ? "int" : "number";
}

function kindOfDifference(left: NumericKind, right: NumericKind): NumericKind {
  if (left === "timestamp") return right === "timestamp" ? "duration" : "timestamp";
  if (left === "duration" || right === "duration") return "duration";
  return left === "int" && right === "int" ? "int" : "number";
}
