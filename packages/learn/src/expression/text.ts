import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import { numberFromTexts, textFromTexts } from "./map-texts.ts";
import {
  type Implementation,
  type Implementations,
  type NumericOperand,
  numbers,
  rowsNeeded,
  strideOf,
  type TextOperand,
  texts,
} from "./operand.ts";
import { simpleLower, simpleUpper } from "./simple-case.ts";

const toText =
  (compute: (text: string) => string, kind: TextOperand["kind"] = "text"): Implementation =>
  (operands, rows) =>
    textFromTexts(kind, [texts(operands[0])], rows, ([text]) => compute(text!));

const toBool =
  (holds: (text: string, part: string) => boolean): Implementation =>
  (operands, rows) =>
    numberFromTexts("bool", operands.map(texts), rows, ([text, part]) => Number(holds(text!, part!)));

export const text: Implementations<
  "lower" | "upper" | "trim" | "length" | "left" | "right" | "concat" | "contains" | "starts_with" | "pseudonym"
> = {
  lower: toText(simpleLower),
  upper: toText(simpleUpper),
  trim: toText((value) => value.replace(/^ +/, "").replace(/ +$/, "")),
  length: (operands, rows) => numberFromTexts("int", [texts(operands[0])], rows, ([value]) => [...value!].length),
  left: (operands, rows) => cut(texts(operands[0]), numbers(operands[1]), rows, leftPoints),
  right: (operands, rows) => cut(texts(operands[0]), numbers(operands[1]), rows, rightPoints),
  concat: (operands, rows) => textFromTexts("text", operands.map(texts), rows, (values) => values.join("")),
  contains: toBool((value, part) => value.includes(part)),
  starts_with: toBool((value, part) => value.startsWith(part)),
  pseudonym: toText((value) => bytesToHex(sha256(utf8ToBytes(value))).slice(0, 16), "category"),
};

function cut(
  operand: TextOperand,
  count: NumericOperand,
  rows: number,
  compute: (text: string, count: number) => string,
): TextOperand {
  const constantCount = count.values[0]!;
  if (count.stride === 0 && !Number.isNaN(constantCount)) {
    return textFromTexts("text", [operand], rows, ([value]) => compute(value!, constantCount));
  }
  const builder = dictionaryBuilder();
  const codes = new Int32Array(rowsNeeded([operand, count], rows));
  for (let row = 0; row < codes.length; row++) {
    const value = operand.dictionary[operand.codes[row * operand.stride]!];
    const points = count.values[row * count.stride]!;
    codes[row] = value === undefined || Number.isNaN(points) ? -1 : builder.codeOf(compute(value, points));
  }
  return { kind: "text", codes, dictionary: builder.dictionary, stride: strideOf([operand, count]) };
}

const leftPoints = (value: string, count: number): string =>
  count < 1 ? "" : [...value].slice(0, Math.trunc(count)).join("");

const rightPoints = (value: string, count: number): string =>
  count < 1 ? "" : [...value].slice(-Math.trunc(count)).join("");
