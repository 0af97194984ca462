import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import { mapNumber } from "./map-numbers.ts";
import {
  asInstant,
  type Implementations,
  isTextOperand,
  type NumericOperand,
  numbers,
  type Operand,
  rowsNeeded,
  strideOf,
  type TextOperand,
  texts,
} from "./operand.ts";

export const logic: Implementations<"and" | "or" | "not" | "if" | "coalesce" | "missing"> = {
  // Kleene: the decisive value wins over missing, missing over the other.
  and: (operands, rows) => kleene(operands.map(numbers), rows, 0),
  or: (operands, rows) => kleene(operands.map(numbers), rows, 1),
  not: (operands) => mapNumber("bool", numbers(operands[0]), (x) => (x === 0 ? 1 : 0)),
  if: (operands, rows) => {
    const [condition, ...branches] = operands;
    const { values, stride } = numbers(condition);
    const chosen = (row: number): number => (values[row * stride]! > 0 ? 0 : 1);
    return choose(branches, rowsNeeded(operands, rows), strideOf(operands), chosen);
  },
  coalesce: (operands, rows) => {
    const last = operands.length - 1;
    const present = (row: number): number => {
      for (let at = 0; at < last; at++) if (!isMissing(operands[at]!, row)) return at;
      return last;
    };
    return choose(operands, rowsNeeded(operands, rows), strideOf(operands), present);
  },
  missing: (operands) => missingness(operands[0]!, 1),
};

/** Whether the operand is missing: `found` where it is, its opposite elsewhere. */
export function missingness(operand: Operand, found: 0 | 1 = 1): NumericOperand {
  const source = isTextOperand(operand) ? operand.codes : operand.values;
  const values = new Float64Array(source.length);
  for (let row = 0; row < values.length; row++) {
    const value = source[row]!;
    const missing = isTextOperand(operand) ? value < 0 : Number.isNaN(value);
    values[row] = missing ? found : 1 - found;
  }
  return { kind: "bool", values, stride: operand.stride };
}

function kleene(operands: readonly NumericOperand[], rows: number, decisive: 0 | 1): NumericOperand {
  const values = new Float64Array(rowsNeeded(operands, rows));
  for (let row = 0; row < values.length; row++) {
    let result = 1 - decisive;
    for (const operand of operands) {
      const value = operand.values[row * operand.stride]!;
      if (Number.isNaN(value)) {
        if (result !== decisive) result = Number.NaN;
      } else if ((value > 0 ? 1 : 0) === decisive) result = decisive;
    }
    values[row] = result;
  }
  return { kind: "bool", values, stride: strideOf(operands) };
}

function choose(operands: readonly Operand[], rows: number, stride: 0 | 1, chosen: (row: number) => number): Operand {
  if (operands.some((operand) => isTextOperand(operand) && (operand.stride === 1 || operand.codes[0] !== -1))) {
    return chooseText(operands.map(texts), rows, stride, chosen);
  }
  return chooseNumber(operands.map(numbers), rows, stride, chosen);
}

function chooseNumber(
  operands: readonly NumericOperand[],
  rows: number,
  stride: 0 | 1,
  chosen: (row: number) => number,
): NumericOperand {
  const kind = commonKind(operands.filter((operand) => !isMissingConstant(operand)).map((operand) => operand.kind));
  const options = kind === "timestamp" ? operands.map(asInstant) : operands;
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const option = options[chosen(row)]!;
    values[row] = option.values[row * option.stride]!;
  }
  return { kind: kind ?? operands[0]!.kind, values, stride };
}

function chooseText(
  operands: readonly TextOperand[],
  rows: number,
  stride: 0 | 1,
  chosen: (row: number) => number,
): TextOperand {
  const builder = dictionaryBuilder();
  const recoded = operands.map(({ dictionary }) => new Int32Array(dictionary.length).fill(-1));
  const codes = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const at = chosen(row);
    const option = operands[at]!;
    const code = option.codes[row * option.stride]!;
    const known = recoded[at]!;
    if (code >= 0 && known[code] === -1) known[code] = builder.codeOf(option.dictionary[code]!);
    codes[row] = code < 0 ? -1 : known[code]!;
  }
  return {
    kind: (operands.find((operand) => !isMissingConstant(operand)) ?? operands[0]!).kind,
    codes,
    dictionary: builder.dictionary,
    stride,
  };
}

function isMissing(operand: Operand, row: number): boolean {
  if (isTextOperand(operand)) return operand.codes[row * operand.stride]! < 0;
  return Number.isNaN(operand.values[row * operand.stride]!);
}

const isMissingConstant = (operand: Operand): boolean => operand.stride === 0 && isMissing(operand, 0);

/** int and number together are number; date and timestamp are timestamp. */
function commonKind(kinds: readonly NumericOperand["kind"][]): NumericOperand["kind"] | undefined {
  if (kinds.includes("timestamp")) return "timestamp";
  return kinds.includes("number") ? "number" : kinds[0];
}
