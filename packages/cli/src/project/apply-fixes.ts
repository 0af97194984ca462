import { join } from "node:path";
import { certainFixes, type Diagnostic, type TextEdit } from "@mlopsc/diagnostics";
import type { Options } from "../commands/command.ts";
import { type Compiled, compile } from "./compile.ts";
import type { SourceFile } from "./read-project.ts";
import { replaceFile } from "./replace-file.ts";

/** One fix can bring the next problem to light; a fix that brings its own back must not go on for ever. */
const mostRounds = 8;

/**
 * Applies the fix of every diagnostic that has exactly one, round by round, and writes the files.
 */
export async function applyFixes(
  project: string,
  options: Options,
  first: Compiled,
): Promise<{ readonly compiled: Compiled; readonly fixed: number }> {
  let compiled = first;
  let fixed = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    const { files, count } = fixedFiles(compiled.files, compiled.compilation.diagnostics);
    if (count === 0) break;
    fixed += count;
    compiled = await compile(project, options, files);
  }
  const before = new Map(first.files.map(({ path, text }) => [path, text]));
  for (const { path, text } of compiled.files) if (before.get(path) !== text) replaceFile(join(project, path), text);
  return { compiled, fixed };
}

function fixedFiles(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
): { files: SourceFile[]; count: number } {
  const fixes = certainFixes(diagnostics);
  const edits = fixes.flatMap((fix) => fix.edits);
  return { files: files.map((file) => ({ ...file, text: edited(file, edits) })), count: fixes.length };
}

/** Last edit first, so that the offsets of the others stay right. */
function edited({ path, text }: SourceFile, edits: readonly TextEdit[]): string {
  return edits
    .filter(({ file }) => file === path)
    .sort((left, right) => right.span.start - left.span.start)
    .reduce((result, { span, newText }) => result.slice(0, span.start) + newText + result.slice(span.end), text);
}
