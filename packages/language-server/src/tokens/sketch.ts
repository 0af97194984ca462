import { type BlockSyntax, tokenise } from "@mlopsc/grammar";
import { markBlock } from "./mark-block.ts";
import type { Mark, Meaning } from "./meaning.ts";

/** A token of a block. What its meaning is may still hang on the rest of the program. */
export interface SketchedToken {
  readonly start: number;
  readonly end: number;
  readonly meaning: Meaning;
  readonly declares: boolean;
}

/** The tokens of a block, in their order, as far as the block alone tells. Blocks are values: each is read once. */
export function sketchBlock(block: BlockSyntax): readonly SketchedToken[] {
  const known = kept.get(block);
  if (known !== undefined) return known;
  const tokens = sketchText(block.text, markBlock(block));
  kept.set(block, tokens);
  return tokens;
}

const kept: WeakMap<BlockSyntax, readonly SketchedToken[]> = new WeakMap();

/** The tokens of a text whose words are marked, in the order of the marks. */
export function sketchText(text: string, marks: readonly Mark[]): readonly SketchedToken[] {
  const found: SketchedToken[] = [];
  let at = 0;
  for (const token of tokenise(text)) {
    const [start, end] = [token.startOffset, token.startOffset + token.image.length];
    while (at < marks.length && (marks[at] as Mark).span.end <= start) at += 1;
    const mark = marks[at];
    const { name, CATEGORIES } = token.tokenType;
    if (name === "Comment" || name === "SlashComment") {
      const meaning = token.image.startsWith("##") ? "documentation" : "comment";
      found.push({ start, end: end - Number(token.image.endsWith("\r")), meaning, declares: false });
    } else if (texts.has(name)) addText(start, end, marks, at, found);
    else if (name === "Number") addNumber(token.image, start, found);
    else if (mark !== undefined && mark.span.start <= start && end <= mark.span.end) {
      found.push({ start, end, meaning: mark.meaning, declares: mark.declares });
    } else {
      const meaning = fixed[name] ?? (CATEGORIES?.some((each) => each.name === "BinaryOperator") ? "operator" : null);
      if (meaning !== null) found.push({ start, end, meaning, declares: false });
    }
  }
  return found;
}

const texts: ReadonlySet<string> = new Set(["Text", "TripleText", "UnclosedText", "UnclosedTripleText"]);

const fixed: Readonly<Record<string, Meaning>> = {
  Instant: "number",
  True: "word",
  False: "word",
  None: "word",
  Not: "operator",
  Assign: "operator",
  Question: "operator",
};

/** The parts of a text between its `{parameters}`, and these. */
function addText(start: number, end: number, marks: readonly Mark[], from: number, found: SketchedToken[]): void {
  let at = start;
  for (let index = from; index < marks.length; index += 1) {
    const { span, meaning } = marks[index] as Mark;
    if (span.end > end) break;
    if (at < span.start) found.push({ start: at, end: span.start, meaning: "text", declares: false });
    found.push({ ...span, meaning, declares: false });
    at = span.end;
  }
  if (at < end) found.push({ start: at, end, meaning: "text", declares: false });
}

/** `150ms`: a number and its unit. */
function addNumber(image: string, start: number, found: SketchedToken[]): void {
  const length = /^[\d_]*(?:\.[\d_]+)?(?:[eE][+-]?\d+)?/.exec(image)?.[0].length ?? image.length;
  found.push({ start, end: start + length, meaning: "number", declares: false });
  if (length < image.length) {
    found.push({ start: start + length, end: start + image.length, meaning: "unit", declares: false });
  }
}
