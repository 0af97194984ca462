import type { BlockSyntax, Member } from "@mlopsc/grammar";
import { type FormatContext, formatMembers, onOneLine } from "./format-members.ts";
import { printValue, widest, written } from "./print-expression.ts";

export interface FormattedBlock {
  readonly text: string;
  /** It is one line, and may stand right below another such block. */
  readonly isLine: boolean;
}

/** Blocks are values: the same block is formatted once. */
const formatted: WeakMap<BlockSyntax, FormattedBlock> = new WeakMap();

/** A block in canonical layout. One with a problem outside its lines (a brace, its name) stays as it is written. */
export function formatBlock(block: BlockSyntax): FormattedBlock {
  const known = formatted.get(block);
  if (known) return known;
  const kept = membersToKeep(block);
  const result = kept ? layOut(block, { text: block.text, kept }) : { text: block.text, isLine: false };
  formatted.set(block, result);
  return result;
}

/** The lines with problems; null where a problem is in none of them. */
function membersToKeep(block: BlockSyntax): ReadonlySet<Member> | null {
  const kept = new Set<Member>();
  for (const { span } of block.problems) {
    let candidates: readonly Member[] = block.members;
    let found: Member | undefined;
    do {
      found = candidates.find((member) => member.span.start <= span.start && member.span.end >= span.end);
      candidates = found?.node === "section" ? found.members : [];
    } while (found?.node === "section");
    if (!found) return null;
    kept.add(found);
  }
  return kept;
}

function layOut(block: BlockSyntax, context: FormatContext): FormattedBlock {
  const head = `${block.kind.text} ${block.name ? written(block.text, block.name.span) : ""}`;
  const comments = block.trivia.leading.map((line) => `${line}\n`).join("");
  const end = block.trivia.trailing === null ? "" : `  ${block.trivia.trailing}`;
  const isLine = comments === "";
  if (block.parameter) return { text: `${comments}${head}${printParameter(block)}${end}`, isLine };
  const bodyStart = (block.name ?? block.kind).span.end;
  const bodyEnd = block.trivia.trailing === null ? block.text.length : block.text.lastIndexOf("}") + 1;
  const owner = { span: { start: bodyStart, end: Math.max(bodyStart, bodyEnd) }, trivia: block.trivia };
  const line = onOneLine(owner, block.members, 0, context);
  const whole = `${head} ${line}`;
  if (line !== null && whole.length <= widest) return { text: comments + whole + end, isLine };
  const opening = block.trivia.opening === undefined ? "" : `  ${block.trivia.opening}`;
  const lines = formatMembers(block.members, block.trivia.dangling ?? [], 2, context);
  return { text: [`${comments}${head} {${opening}`, ...lines, `}${end}`].join("\n"), isLine: false };
}

function printParameter(block: BlockSyntax): string {
  const type = block.parameter?.type ? ` : ${written(block.text, block.parameter.type.span)}` : "";
  const value = block.parameter?.value;
  return value ? `${type} = ${printValue(value, { text: block.text, indent: 0, column: 0 })}` : type;
}
