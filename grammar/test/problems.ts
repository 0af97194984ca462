import type { FileSyntax, SyntaxProblem } from "../src/index.ts";
import { parseFile } from "../src/index.ts";

export interface Found {
  readonly code: string;
  readonly message: string;
  /** The text at its span. */
  readonly at: string;
  readonly line: number;
  readonly problem: SyntaxProblem;
  readonly start: number;
}

/** All problems of a file with absolute places. */
export function problemsOf(file: FileSyntax): Found[] {
  const found = (problem: SyntaxProblem, offset: number): Found => {
    const start = problem.span.start + offset;
    const at = file.text.slice(start, problem.span.end + offset);
    const line = file.text.slice(0, start).split("\n").length;
    return { code: problem.diagnostic.code, message: problem.diagnostic.message, at, line, problem, start };
  };
  return [
    ...file.problems.map((problem) => found(problem, 0)),
    ...file.blocks.flatMap(({ block, offset }) => block.problems.map((problem) => found(problem, offset))),
  ];
}

export const codesOf = (text: string): string[] => problemsOf(parseFile("test.mlops", text)).map(({ code }) => code);

/** The text after the first fix of its first problem that has one. */
export function mended(text: string): string {
  const first = problemsOf(parseFile("test.mlops", text)).find(({ problem }) => problem.fixes.length > 0);
  const edits = first?.problem.fixes[0]?.edits ?? [];
  const offset = (first?.start ?? 0) - (first?.problem.span.start ?? 0);
  let result = text;
  for (const { span, newText } of [...edits].sort((a, b) => b.span.start - a.span.start)) {
    result = result.slice(0, span.start + offset) + newText + result.slice(span.end + offset);
  }
  return result;
}

/** A tree without what only says where or how things were written. */
export function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "span" && key !== "trivia");
  return Object.fromEntries(entries.map(([key, item]) => [key, meaning(item)]));
}

export const membersOf = (text: string): unknown => meaning(parseFile("test.mlops", text).blocks[0]?.block.members);
