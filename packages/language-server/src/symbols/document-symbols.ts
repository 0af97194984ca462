import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax, FileSyntax, Member } from "@mlopsc/grammar";

/** A block, and in it what has a name of its own: sections, columns of a schema, steps. Spans are absolute. */
export interface FileSymbol {
  readonly name: string;
  /** The word before the name, or what is written behind it. */
  readonly detail: string;
  readonly kind: "block" | "attribute" | "section" | "column" | "step" | "condition";
  /** The block's kind, for a block. */
  readonly block?: string;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly FileSymbol[];
}

/** The outline of a file, broken or not. */
export function documentSymbols({ blocks }: FileSyntax): readonly FileSymbol[] {
  return blocks.flatMap(({ offset, block }) => {
    const symbol = blockSymbol(block, offset);
    return symbol === null ? [] : [symbol];
  });
}

function blockSymbol(block: BlockSyntax, offset: number): FileSymbol | null {
  const { kind, name } = block;
  // A half-written header has no name yet.
  const word = name !== null && name.text !== "" ? name : kind;
  if (word.text === "") return null;
  return {
    name: word.text,
    detail: kind.text,
    kind: "block",
    block: kind.text,
    span: { start: offset + Math.min(kind.span.start, word.span.start), end: offset + block.text.length },
    nameSpan: moved(word.span, offset),
    children: block.members.flatMap((member) => memberSymbol(member, block.text, offset)),
  };
}

function memberSymbol(member: Member, text: string, offset: number): readonly FileSymbol[] {
  const rest = (from: Span): string => oneLine(text.slice(from.end, member.span.end));
  const symbol = (kind: FileSymbol["kind"], word: { readonly text: string; readonly span: Span }): FileSymbol => ({
    name: word.text,
    detail: kind === "section" ? "" : rest(word.span),
    kind,
    span: moved(member.span, offset),
    nameSpan: moved(word.span, offset),
    children: member.node === "section" ? member.members.flatMap((each) => memberSymbol(each, text, offset)) : [],
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

const moved = ({ start, end }: Span, offset: number): Span => ({ start: start + offset, end: end + offset });

const oneLine = (text: string): string => {
  const line = text.trim().replace(/\s+/g, " ");
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
