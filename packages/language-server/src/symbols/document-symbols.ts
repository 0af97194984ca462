import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, FileSyntax, Member, PlacedBlock } from "@mlopsc/grammar";

/** A block, and in it what has a name of its own: sections, columns of a schema, steps. Spans count from the block's start. */
export interface BlockSymbol {
  readonly name: string;
  /** The word before the name, or what is written behind it. */
  readonly detail: string;
  readonly kind: "block" | "attribute" | "section" | "column" | "step" | "condition";
  /** The block's kind, for a block. */
  readonly block?: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly BlockSymbol[];
}

/** A block where it stands. */
export interface PlacedSymbol extends PlacedBlock {
  /** The same object as long as the block is. */
  readonly symbol: BlockSymbol;
}

/** The outline of a file, broken or not. */
export function documentSymbols({ blocks }: FileSyntax): readonly PlacedSymbol[] {
  return blocks.flatMap(({ offset, block }) => {
    const symbol = symbolOf(block);
    return symbol === null ? [] : [{ offset, block, symbol }];
  });
}

const kept: WeakMap<BlockSyntax, BlockSymbol | null> = new WeakMap();

function symbolOf(block: BlockSyntax): BlockSymbol | null {
  const known = kept.get(block);
  if (known !== undefined) return known;
  const symbol = blockSymbol(block);
  kept.set(block, symbol);
  return symbol;
}

function blockSymbol(block: BlockSyntax): BlockSymbol | null {
  const { kind, name } = block;
  // A half-written header has no name yet.
  const word = name !== null && name.text !== "" ? name : kind;
  if (word.text === "") return null;
  return {
    name: word.text,
    detail: kind.text,
    kind: "block",
    block: kind.text,
    span: { start: Math.min(kind.span.start, word.span.start), end: block.text.length },
    nameSpan: word.span,
    children: block.members.flatMap((member) => memberSymbol(member, block.text)),
  };
}

function memberSymbol(member: Member, text: string): readonly BlockSymbol[] {
  const rest = (from: Span): string => oneLine(text.slice(from.end, member.span.end));
  const symbol = (kind: BlockSymbol["kind"], word: { readonly text: string; readonly span: Span }): BlockSymbol => ({
    name: word.text,
    detail: kind === "section" ? "" : rest(word.span),
    kind,
    span: member.span,
    nameSpan: word.span,
    children: member.node === "section" ? member.members.flatMap((each) => memberSymbol(each, text)) : [],
  });
  switch (member.node) {
    case "attribute":
      return [symbol("attribute", member.name)];
    case "section":
      return [symbol("section", member.name)];
    case "field":
    case "dimension":
      return [symbol("column", member.name)];
    case "step":
      return [symbol("step", member.verb)];
    case "condition":
    case "check":
      return [
        symbol("condition", { text: oneLine(text.slice(member.span.start, member.span.end)), span: member.span }),
      ];
    case "broken":
      return member.head === null ? [] : [symbol("attribute", member.head)];
  }
}

const oneLine = (text: string): string => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
