import { parseFile } from "@mlopsc/grammar";
import { describe, expect, it } from "vitest";
import { placeAt } from "../../src/cursor/place-at.ts";
import { markedText } from "../marked-text.ts";

/** Where a cursor stands: the braces that are open, what its entry holds before it, and the word that it touches. */
function drawn(marked: string): string {
  const { text, cursors } = markedText(marked);
  const { line, word, inside } = placeAt(parseFile("a.mlops", text), cursors[0]!);
  if (line === null) return "nowhere";
  const before = line.before.map((token) => token.text).join(" ");
  const around = inside === null ? `[${word.text}]` : `in ${inside.text}`;
  return [line.braces.join(" > "), before, around].filter((part) => part !== "").join(" | ");
}

const places: readonly (readonly [text: string, place: string])[] = [
  ["<|>", "[]"],
  ["mo<|>", "[mo]"],
  ["model <|>\n\ntarget t {\n}", "model | []"],
  ["model m {\n  fr<|>om = x\n}", "model | [from]"],
  ["model m {\n  from = <|>\n  predict = y\n}", "model | from = | []"],
  ["model m {\n  from = x\n  <|>\n}", "model | []"],
  ["model m {\n  metrics = [a,\n    <|>\n  ]\n}", "model | metrics = [ a , | []"],
  // A bracket that was forgotten does not swallow the next line.
  ["model m {\n  metrics = [a\n  <|>\n}", "model | []"],
  ["model m {\n  metrics = [a\n  from<|> = x\n}", "model | [from]"],
  // Two entries on a line.
  ["target t { port = 1 mem<|>ory = 2MB }", "target | [memory]"],
  ["model m { gate { auc > <|> } }", "model > gate | auc > | []"],
  // A brace that was forgotten.
  ["model m\n  from = <|>\n", "model | from = | []"],
  ["model m {\n  gate {\n    auc > 1\n<|>", "model > gate | []"],
  ["model m {\n  from = x<|>\n\nmodel n {\n}", "model | from = | [x]"],
  ["model m {\n  from = x\n<|>\nmodel n {\n}", "model | []"],
  ["model m {\n}<|>", "nowhere"],
  ["model m {\n}\n<|>", "[]"],
  // In and behind texts and comments.
  ['dataset d {\n  source = csv("a<|>b")\n}', 'dataset | source = csv ( | in "ab"'],
  ['dataset d {\n  source = csv("ab"<|>)\n}', 'dataset | source = csv ( "ab" | []'],
  ['dataset d {\n  source = csv("ab<|>\n}', 'dataset | source = csv ( | in "ab'],
  ["model m {\n  # a <|>b\n}", "nowhere"],
  ["transform t {\n  drop `a b<|>\n}", "transform | drop | [a b]"],
  ["transform t {\n  drop a, b split<|> test 20%\n}", "transform | [split]"],
  ["model m {\n  @@ ??<|>\n}", "model | @ @ ? ? | []"],
  ["model m {\n  @@ #<|>\n}", "model | [@@ #]"],
];

describe("where a cursor stands", () => {
  it.each(places)("%j", (text, place) => {
    expect(drawn(text)).toBe(place);
  });
});
