import { codes } from "@mlopsc/diagnostics";
import type { Declaration, Value } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { splitLine } from "./outside/split-line.ts";

/** The program and its arguments that a line names; null where no program could be run with it, which is reported. */
export function readCommandLine(
  { value: line, span }: Extract<Value, { readonly kind: "text" | "name" }>,
  where: Declaration,
  reporter: Reporter,
): readonly string[] | null {
  const split = splitLine(line);
  if (split.words?.[0]) return split.words;
  const problem =
    split.words !== undefined
      ? "names no program"
      : split.problem === "unclosed quote"
        ? "has a quotation mark that is never closed"
        : `has \`${split.problem.sign}\`, which means something to a shell only, and no shell reads it`;
  reporter.report(where, span, codes.commandLine, { line, problem });
  return null;
}
