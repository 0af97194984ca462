/**
 * Texts of some rows: codes into the levels of the schema where it lists them, or else into the distinct texts, which
 * stand before them. The largest code means missing.
 */
import type { DictionaryBuilder, TextColumn } from "@mlopsc/learn";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

export type TextsWriter = (to: ByteWriter, column: Pick<TextColumn, "codes" | "dictionary">) => void;
export type TextsReader = (from: ByteReader, rows: number, into: number[], dictionary: DictionaryBuilder) => void;

export function compileTextsWriter(levels: readonly string[] | undefined): TextsWriter {
  if (levels === undefined) return putDistinct;
  const places = new Map(levels.map((level, place) => [level, place]));
  return (to, { codes, dictionary }) => {
    for (let row = 0; row < codes.length; row++) {
      const text = dictionary[codes[row]!];
      putCode(to, text === undefined ? undefined : places.get(text), levels.length);
    }
  };
}

export function compileTextsReader(levels: readonly string[] | undefined): TextsReader {
  return (from, rows, into, dictionary) => {
    const texts = levels ?? takeDistinct(from);
    for (let row = 0; row < rows; row++) {
      const text = texts[takeCode(from, texts.length)];
      into.push(text === undefined ? -1 : dictionary.codeOf(text));
    }
  };
}

function putDistinct(to: ByteWriter, { codes, dictionary }: Pick<TextColumn, "codes" | "dictionary">): void {
  to.count(dictionary.length);
  for (const text of dictionary) to.text(text);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    putCode(to, code < 0 ? undefined : code, dictionary.length);
  }
}

const takeDistinct = (from: ByteReader): string[] => Array.from({ length: from.count() }, () => from.text());

function putCode(to: ByteWriter, code: number | undefined, choices: number): void {
  if (choices < 255) to.byte(code ?? 255);
  else to.int32(code ?? -1);
}

const takeCode = (from: ByteReader, choices: number): number => (choices < 255 ? from.byte() : from.int32());
