import { blocks, isBlockKind } from "@mlopsc/vocabulary";
import { namePattern } from "./tokens.ts";

/** A stretch of a file: a block with the comments that touch it, or something that is none. */
export interface Piece {
  readonly kind: "block" | "stray";
  readonly start: number;
  readonly end: number;
}

const kinds = Object.keys(blocks).join("|");
const name = `(?:${namePattern}|\`[^\`\\n]+\`|"[^"\\n]*")`;
/** A line that can only begin a block, whatever is still open above it. */
const blockLine = new RegExp(`(?:(?:${kinds})[ \\t]+${name}[ \\t]*\\{|param[ \\t]+${name}[ \\t]*:)`, "uy");
const anyKind = new RegExp(`(?:${kinds})[ \\t]+${name}`, "uy");
const anyBlock = new RegExp(`(?:${namePattern})(?:[ \\t]+${name})*[ \\t]*\\{`, "uy");
const firstWord = new RegExp(namePattern, "uy");
const notABlock = /[ \t]*(?:[=:(.,)]|$)/my;
const goesOnAfter = /(?:[=,:+\-*/%^<>([]|\b(?:and|or|in|not))[ \t]*$/;
const emptyLine = /[ \t\r]*(?:\n|#|$)/y;
const special = /["`#{}\n]|\/\//g;
const text = /"(?:[^"\\\n]|\\[^\n])*"?/y;

/**
 * Cuts a file where its top-level blocks begin and end, by braces, quotes and comments alone. A block whose brace is
 * missing ends before the next line that begins a known block in the first column.
 * @param known where a block ends that begins at an offset, where that is known beforehand
 */
export function scanBlocks(source: string, known: (start: number) => number | undefined = nothing): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  let comments = -1;
  let lineEnds = 0;
  while (at < source.length) {
    const sign = source.charCodeAt(at);
    if (sign === 10) {
      lineEnds += 1;
      if (lineEnds > 1) comments = -1;
      at += 1;
      continue;
    }
    if (isSpace(sign)) {
      at += 1;
      continue;
    }
    const end = comments < 0 ? known(at) : undefined;
    if (end !== undefined) {
      pieces.push({ kind: "block", start: at, end });
      at = end;
      lineEnds = 0;
    } else if (sign === 35 || source.startsWith("//", at)) {
      if (comments < 0) comments = at;
      lineEnds = 0;
      at = lineEnd(source, at);
    } else {
      const piece = pieceAt(source, at, comments);
      pieces.push(piece);
      at = Math.max(piece.end, at + 1);
      comments = -1;
      lineEnds = 0;
    }
  }
  return pieces;
}

const nothing = (): undefined => undefined;
const isSpace = (code: number): boolean => code === 32 || code === 9 || code === 13 || code === 0xa0 || code === 0xfeff;
const matches = (pattern: RegExp, source: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(source);
};

function lineEnd(source: string, from: number): number {
  const end = source.indexOf("\n", from);
  return end < 0 ? source.length : end;
}

function pieceAt(source: string, at: number, comments: number): Piece {
  const start = comments < 0 ? at : comments;
  firstWord.lastIndex = at;
  const word = firstWord.exec(source)?.[0] ?? "";
  const isKnown = word !== "" && isBlockKind(word) && !matches(notABlock, source, at + word.length);
  if (word === "param" && isKnown && !matches(anyBlock, source, at))
    return { kind: "block", start, end: trimmed(source, start, parameterEnd(source, at)) };
  if (word !== "" && matches(anyBlock, source, at))
    return { kind: "block", start, end: trimmed(source, start, blockEnd(source, at, false)) };
  if (isKnown) return { kind: "block", start, end: trimmed(source, start, blockEnd(source, at, true)) };
  return { kind: "stray", start: at, end: strayEnd(source, at) };
}

/** Without the white space at the end. */
function trimmed(source: string, start: number, end: number): number {
  let last = end;
  while (last > start && (isSpace(source.charCodeAt(last - 1)) || source.charCodeAt(last - 1) === 10)) last -= 1;
  return last;
}

/**
 * Where a block ends: behind its closing brace and the comment there.
 * @param headless its first line has no brace; indented lines below it belong to it all the same
 */
function blockEnd(source: string, from: number, headless: boolean): number {
  let depth = 0;
  let headAt = headless ? 0 : 1;
  let at = from;
  for (;;) {
    special.lastIndex = at;
    const found = special.exec(source);
    if (!found) return source.length;
    at = found.index;
    const sign = found[0];
    if (sign === "#" || sign === "//") at = lineEnd(source, at);
    else if (sign === '"') at = textEnd(source, at);
    else if (sign === "`") at = nameEnd(source, at);
    else if (sign === "{") {
      depth += 1;
      headAt = 1;
      at += 1;
    } else if (sign === "}") {
      depth -= 1;
      at += 1;
      if (depth <= 0 && !closesTwice(source, found.index)) return behindBrace(source, at);
    } else {
      at += 1;
      if (matches(blockLine, source, at)) return withoutComments(source, at);
      if (headAt === 0) {
        headAt = 1;
        const body = bodyBelow(source, at);
        if (body === "none") return at - 1;
        if (body === "lines") depth = 1;
      }
    }
  }
}

/** An indented brace on a line of its own with one in the first column below: a `{` between them was forgotten. */
function closesTwice(source: string, brace: number): boolean {
  const start = source.lastIndexOf("\n", brace) + 1;
  return (
    start < brace && source.slice(start, brace).trim() === "" && /^\}[ \t\r]*\n\}/.test(source.slice(brace, brace + 40))
  );
}

/** What stands below a first line without a brace: the brace, lines that are indented or end in a brace, or nothing of it. */
function bodyBelow(source: string, at: number): "brace" | "lines" | "none" {
  const rest = /^[ \t\r]*(\{|\}|\S)?/.exec(source.slice(at, at + 200));
  if (rest?.[1] === "{") return "brace";
  if (rest?.[1] === "}") return "lines";
  return rest?.[1] !== undefined && rest[0].length > 1 && isSpace(source.charCodeAt(at)) ? "lines" : "none";
}

/** Text in quotes ends on its line; in triple quotes at the next three, but before any line that begins a block. */
function textEnd(source: string, at: number): number {
  if (!source.startsWith('"""', at)) {
    text.lastIndex = at;
    return at + Math.max(1, text.exec(source)?.[0].length ?? 1);
  }
  const close = source.indexOf('"""', at + 3);
  const end = close < 0 ? source.length : close + 3;
  for (let line = source.indexOf("\n", at); line >= 0 && line < end; line = source.indexOf("\n", line + 1)) {
    if (matches(blockLine, source, line + 1)) return line;
  }
  return end;
}

function nameEnd(source: string, at: number): number {
  const end = lineEnd(source, at);
  const close = source.indexOf("`", at + 1);
  return close < 0 || close > end ? end : close + 1;
}

/** The comment on the line of the closing brace belongs to the block. */
function behindBrace(source: string, at: number): number {
  let next = at;
  while (isSpace(source.charCodeAt(next))) next += 1;
  return source.charCodeAt(next) === 35 || source.startsWith("//", next) ? lineEnd(source, next) : at;
}

/** The comments right above a block are its own. */
function withoutComments(source: string, at: number): number {
  let start = at;
  for (;;) {
    const before = source.lastIndexOf("\n", start - 2) + 1;
    if (start < 2 || before >= start || source.charCodeAt(before) !== 35) return start;
    start = before;
  }
}

/** A parameter is a line, which goes on after an operator or inside brackets. */
function parameterEnd(source: string, from: number): number {
  let at = from;
  let open = 0;
  for (;;) {
    const end = lineEnd(source, at);
    const code = source.slice(at, end).replace(/"(?:[^"\\]|\\.)*"|#.*|\/\/.*/g, "");
    open += code.split(/[([]/).length - code.split(/[)\]]/).length;
    if (end >= source.length || (open <= 0 && !goesOnAfter.test(code.trimEnd()))) return end;
    if (matches(anyKind, source, end + 1) || matches(emptyLine, source, end + 1)) return end;
    at = end + 1;
  }
}

/** A line that is no block; with what it has in braces, if it has. */
function strayEnd(source: string, at: number): number {
  const end = lineEnd(source, at);
  const line = source.slice(at, end);
  if (line.startsWith("}")) return at + 1;
  const quoted = line.replace(/"(?:[^"\\]|\\.)*"?/g, (found) => " ".repeat(found.length));
  const comment = quoted.search(/#|\/\//);
  const code = comment < 0 ? quoted : quoted.slice(0, comment);
  if (code.split("{").length > code.split("}").length) return blockEnd(source, at, false);
  return trimmed(source, at, comment < 0 ? end : at + comment);
}
