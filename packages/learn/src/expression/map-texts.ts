import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import type { NumericColumn, TextColumn } from "../table/table.ts";
import { type NumericOperand, rowsNeeded, strideOf, type TextOperand } from "./operand.ts";

// The trick of dictionary-coded text: a function of texts is computed once for each entry (or pair of entries) in use,
// and only the codes are walked row by row. Memory is bounded: the table of results is dense or a map, by what is smaller.

/** The number (NaN is missing, as are rows with a missing text) that a function gives for each row's texts. */
export function numberFromTexts(
  kind: NumericColumn["kind"],
  operands: readonly TextOperand[],
  rows: number,
  compute: (texts: readonly string[]) => number,
): NumericOperand {
  const out = new Float64Array(rowsNeeded(operands, rows));
  const [only] = operands;
  const varying = operands.filter(({ stride }) => stride === 1);
  if (varying.length === 1 || (operands.length === 1 && only !== undefined)) {
    numberFromOne(out, operands, varying[0] ?? only!, compute);
  } else {
    const results = new Map<string, number>();
    forEachTexts(operands, out.length, (row, key, texts) => {
      out[row] = texts === null ? Number.NaN : remembered(results, key, () => compute(texts()));
    });
  }
  return { kind, values: out, stride: strideOf(operands) };
}

/** The text (null is missing, as are rows with a missing text) that a function gives for each row's texts. */
export function textFromTexts(
  kind: TextColumn["kind"],
  operands: readonly TextOperand[],
  rows: number,
  compute: (texts: readonly string[]) => string | null,
): TextOperand {
  const builder = dictionaryBuilder();
  const codes = numberFromTexts("int", operands, rows, (texts) => {
    const text = compute(texts);
    return text === null ? -1 : builder.codeOf(text);
  });
  const out = Int32Array.from(codes.values, (code) => (Number.isNaN(code) ? -1 : code));
  return { kind, codes: out, dictionary: builder.dictionary, stride: codes.stride };
}

function numberFromOne(
  out: Float64Array,
  operands: readonly TextOperand[],
  varying: TextOperand,
  compute: (texts: readonly string[]) => number,
): void {
  const texts = operands.map(({ codes, dictionary }) => dictionary[codes[0]!] ?? "");
  if (operands.some((operand) => operand !== varying && operand.codes[0] === -1)) {
    out.fill(Number.NaN);
    return;
  }
  const at = operands.indexOf(varying);
  const { codes, dictionary } = varying;
  const results = new Float64Array(dictionary.length);
  const known = new Uint8Array(dictionary.length);
  for (let row = 0; row < out.length; row++) {
    const code = codes[row]!;
    if (code < 0) {
      out[row] = Number.NaN;
      continue;
    }
    if (known[code] === 0) {
      texts[at] = dictionary[code]!;
      results[code] = compute(texts);
      known[code] = 1;
    }
    out[row] = results[code]!;
  }
}

/** Calls back with a key of each row's codes and a way to get its texts; null where one is missing. */
function forEachTexts(
  operands: readonly TextOperand[],
  rows: number,
  visit: (row: number, key: string, texts: (() => readonly string[]) | null) => void,
): void {
  for (let row = 0; row < rows; row++) {
    let key = "";
    let missing = false;
    for (const { codes, stride } of operands) {
      const code = codes[row * stride]!;
      if (code < 0) missing = true;
      key += `${code},`;
    }
    visit(
      row,
      key,
      missing ? null : () => operands.map(({ codes, dictionary, stride }) => dictionary[codes[row * stride]!]!),
    );
  }
}

function remembered(results: Map<string, number>, key: string, compute: () => number): number {
  const known = results.get(key);
  if (known !== undefined) return known;
  const value = compute();
  results.set(key, value);
  return value;
}
