// Where the blocks of a file stand, found without a parser: what the graph, the tests and the plan point at must be
// found in a broken file, too, and before any server runs. The meaning of a block is the server's business.

export interface ScannedBlock {
  readonly kind: string;
  /** Without backticks. */
  readonly name: string;
  /** As `mlopsc plan` names it: `model.churn`. */
  readonly address: string;
  /** Offsets in UTF-16 units; the name's end and the block's end are behind the last character. */
  readonly nameStart: number;
  readonly nameEnd: number;
  readonly start: number;
  readonly end: number;
  readonly sections: readonly ScannedSection[];
}

export interface ScannedSection {
  readonly name: string;
  readonly lines: readonly ScannedLine[];
}

export interface ScannedLine {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export const blockKinds: readonly string[] = [
  ...["project", "param", "dataset", "transform", "search", "model", "ensemble"],
  ...["target", "deploy", "monitor", "alert", "channel", "drift"],
];

const declaration = new RegExp(
  `^[ \\t]*(${blockKinds.join("|")})[ \\t]+(\`[^\`\\n]*\`|[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*)[ \\t]*(?=[{:\\r\\n]|$)`,
  "gmu",
);

/** The blocks in their order, with the lines of their sections. Never throws. */
export function scanBlocks(text: string): readonly ScannedBlock[] {
  const marks = blankOut(text);
  const found: ScannedBlock[] = [];
  for (const match of marks.matchAll(declaration)) {
    const last = found.at(-1);
    if (last !== undefined && match.index < last.end) continue;
    const [whole, kind = "", written = ""] = match;
    const nameStart = match.index + whole.indexOf(written, whole.indexOf(kind) + kind.length);
    const nameEnd = nameStart + written.length;
    const start = match.index + (whole.length - whole.trimStart().length);
    const brace = /\{/y;
    brace.lastIndex = match.index + whole.length;
    const opened = brace.test(marks) ? brace.lastIndex : undefined;
    const end = opened === undefined ? lineEnd(marks, nameEnd) : closing(marks, opened);
    const name = text.slice(nameStart, nameEnd).replaceAll("`", "");
    const sections = opened === undefined ? [] : sectionsIn(text, marks, opened, end);
    found.push({ kind, name, address: `${kind}.${name}`, nameStart, nameEnd, start, end, sections });
  }
  return found;
}

/** The block around an offset; the one whose line it is on counts. */
export const blockAt = (blocks: readonly ScannedBlock[], offset: number): ScannedBlock | undefined =>
  blocks.find(({ start, end }) => start <= offset && offset <= end);

const quoted = /`[^`\n]*`|"""[\s\S]*?(?:"""|$)|"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|$)|#[^\n]*/g;

/** The text with comments and strings made blank, so that a brace is a brace; of the same length. */
const blankOut = (text: string): string =>
  text.replace(quoted, (piece) =>
    piece.startsWith("`") ? piece.replace(/[{}#"]/g, "_") : piece.replace(/[^\n]/g, " "),
  );

/** Behind the brace that closes the one before `from`; the next declaration or the end where it is missing. */
function closing(marks: string, from: number): number {
  let depth = 1;
  for (let at = from; at < marks.length; at++) {
    if (marks[at] === "{") depth++;
    else if (marks[at] === "}" && --depth === 0) return at + 1;
    else if (marks[at] === "\n" && startsBlock(marks, at + 1)) return at;
  }
  return marks.length;
}

/** Blocks stand at the margin: one there ends an unclosed one. */
function startsBlock(marks: string, at: number): boolean {
  if (!/[a-z]/.test(marks[at] ?? "")) return false;
  return new RegExp(declaration.source, "u").test(marks.slice(at, lineEnd(marks, at)));
}

function sectionsIn(text: string, marks: string, from: number, to: number): readonly ScannedSection[] {
  const inside = marks.slice(from, to);
  const found: ScannedSection[] = [];
  for (const match of inside.matchAll(/(?:^|[\s{}])([a-z_]+)[ \t]*\{/g)) {
    const start = from + match.index + match[0].length;
    const end = closing(marks, start);
    found.push({ name: match[1] as string, lines: linesIn(text, marks, start, end - 1) });
  }
  return found;
}

/** The entries of a section: one a line; a line goes on inside of brackets. */
function linesIn(text: string, marks: string, from: number, to: number): readonly ScannedLine[] {
  const found: ScannedLine[] = [];
  let depth = 0;
  let start = from;
  const close = (end: number): void => {
    // Strings were made blank: a line's end is where its text ends, before a comment.
    const piece = text.slice(start, end);
    const shown = withoutComment(piece);
    const lead = shown.length - shown.trimStart().length;
    const trimmed = shown.trim();
    if (trimmed !== "") found.push({ start: start + lead, end: start + lead + trimmed.length, text: trimmed });
    start = end + 1;
  };
  for (let at = from; at < to; at++) {
    if ("([".includes(marks[at] as string)) depth++;
    else if (")]".includes(marks[at] as string)) depth--;
    else if (marks[at] === "\n" && depth <= 0) close(at);
  }
  close(to);
  return found;
}

const withoutComment = (piece: string): string =>
  piece.replace(/(`[^`\n]*`|"(?:[^"\\\n]|\\.)*")|#.*$/gm, (_, kept: string | undefined) => kept ?? "");

function lineEnd(text: string, from: number): number {
  const end = text.indexOf("\n", from);
  return end === -1 ? text.length : end;
}
