import type { Member, SectionSyntax, Trivia } from "@mlopsc/grammar";
import { spaces, widest } from "./print-expression.ts";
import { type Cells, printMember } from "./print-member.ts";

export interface FormatContext {
  readonly text: string;
  /** Members with a problem: they stay as they are written. */
  readonly kept: ReadonlySet<Member>;
}

/** The lines between two braces. */
export function formatMembers(
  members: readonly Member[],
  dangling: readonly string[],
  indent: number,
  context: FormatContext,
): string[] {
  const lines: string[] = [];
  let run: Row[] = [];
  const flush = (): void => {
    lines.push(...alignRows(run, indent));
    run = [];
  };
  for (const member of members) {
    const isParted = member.trivia.blankBefore || member.trivia.leading.includes("");
    if (isParted || member.node === "section" || run.at(-1)?.node !== member.node) flush();
    if (member.trivia.blankBefore && lines.length > 0) lines.push("");
    if (member.node === "section") {
      lines.push(...indented(member.trivia.leading, indent), ...formatSection(member, indent, context));
    } else {
      const isKept = context.kept.has(member);
      const cells = printMember(member, isKept, { text: context.text, indent, column: indent });
      run.push({ node: member.node, cells, isKept: isKept || member.node === "broken", trivia: member.trivia });
    }
  }
  flush();
  lines.push(...indented(dangling, indent));
  while (lines.at(-1) === "") lines.pop();
  return lines;
}

const indented = (comments: readonly string[], indent: number): string[] =>
  comments.map((comment) => (comment === "" ? "" : spaces(indent) + comment));

interface Row {
  readonly node: Member["node"];
  readonly cells: Cells;
  readonly isKept: boolean;
  readonly trivia: Trivia;
}

/** Rows with their cells, and the comments behind them, in columns. */
function alignRows(rows: readonly Row[], indent: number): string[] {
  const widths = [0, 1].map((column) =>
    Math.max(
      0,
      ...rows
        .filter((row) => !row.isKept && row.cells.length > column + 1)
        .map((row) => widthOf(row.cells[column] ?? "")),
    ),
  );
  const texts = rows.map((row) =>
    row.cells
      .map((cell, column) =>
        column < row.cells.length - 1 ? cell + spaces((widths[column] ?? 0) - widthOf(cell)) : cell,
      )
      .join(row.node === "attribute" ? " " : "  "),
  );
  const commented = texts.filter((text, index) => rows[index]?.trivia.trailing != null && !text.includes("\n"));
  const commentAt = Math.max(0, ...commented.map(widthOf));
  return rows.flatMap((row, index) => {
    const text = texts[index] ?? "";
    const lines = indented(row.trivia.leading, indent);
    if (row.trivia.trailing === null) return [...lines, spaces(indent) + text];
    const gap = text.includes("\n") ? 2 : commentAt - widthOf(text) + 2;
    return [...lines, `${spaces(indent)}${text}${spaces(gap)}${row.trivia.trailing}`];
  });
}

/** Columns in a fixed-width font; a character is taken for one column whatever its script. */
const widthOf = (text: string): number => [...text].length;

function formatSection(section: SectionSyntax, indent: number, context: FormatContext): string[] {
  const name = context.text.slice(section.name.span.start, section.name.span.end);
  const { trailing, opening, dangling = [] } = section.trivia;
  const end = trailing === null ? "" : `  ${trailing}`;
  const line = section.members.length <= 1 ? onOneLine(section, section.members, indent, context) : null;
  if (line !== null) {
    const whole = `${spaces(indent)}${name} ${line}`;
    if (whole.length <= widest) return [whole + end];
  }
  return [
    `${spaces(indent)}${name} {${opening === undefined ? "" : `  ${opening}`}`,
    ...formatMembers(section.members, dangling, indent + 2, context),
    `${spaces(indent)}}${end}`,
  ];
}

/** `{ a = 1  b = 2 }` where it was written on one line and can be; null elsewhere. */
export function onOneLine(
  owner: { readonly span: { readonly start: number; readonly end: number }; readonly trivia: Trivia },
  members: readonly Member[],
  indent: number,
  context: FormatContext,
): string | null {
  if (owner.trivia.opening !== undefined || owner.trivia.dangling !== undefined) return null;
  if (members.length === 0) return "{}";
  if (context.text.slice(owner.span.start, owner.span.end).includes("\n")) return null;
  const parts: string[] = [];
  for (const member of members) {
    if (context.kept.has(member) || member.node === "broken") return null;
    if (member.trivia.leading.length > 0 || member.trivia.trailing !== null) return null;
    if (member.node === "step" && members.length > 1) return null;
    const part =
      member.node === "section"
        ? sectionLine(member, indent, context)
        : printMember(member, false, { text: context.text, indent, column: 0 }).join(" ");
    if (part === null || part.includes("\n")) return null;
    parts.push(part);
  }
  return `{ ${parts.join("  ")} }`;
}

function sectionLine(section: SectionSyntax, indent: number, context: FormatContext): string | null {
  const lines = formatSection(section, indent, context);
  return lines.length === 1 && section.trivia.trailing === null ? (lines[0] ?? "").trim() : null;
}
