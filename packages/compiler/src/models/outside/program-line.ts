import { codes } from "@mlopsc/diagnostics";
import type { Declaration, WrittenText } from "../../semantics/program.ts";
import type { Reporter } from "../../semantics/reporter.ts";
import { reportWrongValue } from "../../semantics/values/report-wrong-value.ts";
import type { ValueContext } from "../../semantics/values/value-context.ts";
import { projectPath } from "./project-path.ts";
import { splitLine } from "./split-line.ts";

/** How messages call what runs a program: `command`, and how that is written. */
export interface ProgramCallee {
  readonly callee: string;
  readonly wanted: string;
}

/** The words of a line; one, the whole line, where a shell reads it. Null where it cannot be run, which is reported. */
export function programWords(
  { line, span }: WrittenText,
  shell: boolean,
  { callee, wanted }: ProgramCallee,
  where: Declaration,
  reporter: Reporter,
): readonly string[] | null {
  const split = shell ? { words: line.trim() === "" ? [] : [line] } : splitLine(line);
  if (split.words !== undefined && split.words.length > 0 && split.words[0] !== "") return split.words;
  if (split.words === undefined && split.problem !== "unclosed quote")
    reporter.report(where, span, codes.shellSigns, { sign: split.problem.sign });
  else {
    const problem = split.words === undefined ? "has a line with a quote that is not closed" : "has an empty line";
    reporter.report(where, span, codes.outsideText, { algorithm: callee, problem, wanted });
  }
  return null;
}

/** Files in the form of paths of the project, sorted; what lies elsewhere is reported and left out. */
export function programFiles(files: readonly WrittenText[], where: Declaration, reporter: Reporter): readonly string[] {
  const paths = files.flatMap(({ line, span }) => {
    const path = projectPath(line);
    if (path === null) reporter.report(where, span, codes.outsideFolder, { path: line });
    return path ?? [];
  });
  return [...new Set(paths)].sort();
}

/** Names of environment variables, sorted; what can be none is reported and left out. */
export function variableNames(texts: readonly WrittenText[], context: ValueContext): readonly string[] {
  const names = texts.flatMap(({ line, span }) => {
    if (/^[A-Za-z_]\w*$/.test(line)) return line;
    reportWrongValue("environment", "the name of a variable", `\`${line}\``, span, context);
    return [];
  });
  return [...new Set(names)].sort();
}
