import { mapNumber } from "./map-numbers.ts";
import { numberFromTexts } from "./map-texts.ts";
import { type Implementations, isTextOperand, type NumericOperand, type Operand } from "./operand.ts";

export const conversion: Implementations<"int" | "number"> = {
  // Adding 0 turns -0 into 0.
  int: (operands, rows) => mapNumber("int", asNumber(operands[0]!, rows), (x) => Math.trunc(x) + 0),
  number: (operands, rows) => mapNumber("number", asNumber(operands[0]!, rows), (x) => x),
};

const asNumber = (operand: Operand, rows: number): NumericOperand =>
  isTextOperand(operand) ? numberFromTexts("number", [operand], rows, ([text]) => parseDecimal(text!)) : operand;

const decimalPattern = /^ *[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)? *$/;

/** A decimal number, with spaces (U+0020) around it or not; NaN where the text is anything else, or too large. */
export const parseDecimal = (text: string): number => (decimalPattern.test(text) ? Number(text) : Number.NaN);
