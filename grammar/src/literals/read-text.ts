import { codes } from "@mlopsc/diagnostics";
import { problem } from "../problem.ts";
import type { SyntaxProblem, TextSyntax, Word } from "../syntax-tree.ts";
import { namePattern } from "../tokens.ts";

const escapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  '"': '"',
  "\\": "\\",
  "{": "{",
  "}": "}",
};
const special = /[\\{}]/g;
const parameter = new RegExp(`\\{(${namePattern})\\}`, "uy");
const unicode = /\\u\{([0-9A-Fa-f]{1,6})\}|\\u([0-9A-Fa-f]{4})/y;

/** How the text is quoted: as `"…"`, as `"""…"""`, or with quotes that are reported elsewhere. */
export interface Quoting {
  readonly open: number;
  readonly close: number;
  /** Between triple quotes a backslash is a backslash. */
  readonly raw: boolean;
}

/**
 * Reads text with its escapes and `{parameter}` parts; `{{` and `}}` are braces. Of text in triple quotes the first
 * line end and the indentation that all its lines share are left out.
 */
export function readText(
  text: string,
  start: number,
  quoting: Quoting,
  report: (problem: SyntaxProblem) => void,
): TextSyntax {
  const parts: (string | Word)[] = [];
  const end = text.length - quoting.close;
  let plain = "";
  let at = quoting.open;
  while (at < end) {
    special.lastIndex = at;
    const found = special.exec(text)?.index ?? end;
    const stop = Math.min(found, end);
    plain += text.slice(at, stop);
    if (stop >= end) break;
    const piece = readSpecial(text, stop, end, start, quoting.raw, report);
    at = stop + piece.length;
    if (typeof piece.value === "string") plain += piece.value;
    else {
      if (plain !== "") parts.push(plain);
      plain = "";
      parts.push(piece.value);
    }
  }
  if (plain !== "") parts.push(plain);
  return { node: "text", parts: quoting.raw ? outdent(parts) : parts, text, span: { start, end: start + text.length } };
}

interface Piece {
  readonly length: number;
  readonly value: string | Word;
}

function readSpecial(
  text: string,
  at: number,
  end: number,
  start: number,
  raw: boolean,
  report: (problem: SyntaxProblem) => void,
): Piece {
  const [sign, next] = [text[at] ?? "", at + 1 < end ? text[at + 1] : undefined];
  if (sign === "\\") return raw ? { length: 1, value: sign } : readEscape(text, at, start, report);
  if (sign === next) return { length: 2, value: sign };
  if (sign === "}") return { length: 1, value: sign };
  parameter.lastIndex = at;
  const name = parameter.exec(text);
  if (name?.[1] !== undefined && parameter.lastIndex <= end) {
    const span = { start: start + at + 1, end: start + at + 1 + name[1].length };
    return { length: name[0].length, value: { text: name[1], span } };
  }
  const span = { start: start + at, end: start + at + 1 };
  report(problem(codes.loneBraceInText, {}, span, { title: "Write {{", span, newText: "{{" }));
  return { length: 1, value: sign };
}

function readEscape(text: string, at: number, start: number, report: (problem: SyntaxProblem) => void): Piece {
  const next = text[at + 1] ?? "";
  if (Object.hasOwn(escapes, next)) return { length: 2, value: escapes[next] ?? "" };
  unicode.lastIndex = at;
  const match = unicode.exec(text);
  const code = Number.parseInt(match?.[1] ?? match?.[2] ?? "110000", 16);
  if (match && code <= 0x10ffff) return { length: match[0].length, value: String.fromCodePoint(code) };
  const span = { start: start + at, end: start + at + 1 + next.length };
  const fix = { title: "Write the backslash twice", span: { start: span.start, end: span.start + 1 }, newText: "\\\\" };
  report(problem(codes.unknownEscape, { escape: `\\${next}` }, span, fix));
  return { length: 1, value: "\\" };
}

function outdent(parts: readonly (string | Word)[]): (string | Word)[] {
  const whole = parts.map((part) => (typeof part === "string" ? part : "x")).join("");
  if (!/^[ \t]*\r?\n/.test(whole)) return [...parts];
  const lines = whole.split("\n").slice(1);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  // The line of the closing quotes counts too, so that it can hold everything to the left.
  const last = lines.at(-1) ?? "";
  if (last.trim() === "") indents.push(last.length);
  const depth = Math.min(...indents);
  const indentation = new RegExp(`\\n[ \\t]{0,${depth}}`, "g");
  return parts
    .map((part, index) => {
      if (typeof part !== "string") return part;
      const shifted = part.replace(indentation, "\n");
      return index === 0 ? shifted.replace(/^[ \t]*\r?\n/, "") : shifted;
    })
    .filter((part) => part !== "");
}
