import { type FileSyntax, parseFile } from "@mlopsc/grammar";
import { bind } from "../semantics/bind.ts";
import type { Program } from "../semantics/program.ts";
import { createReporter, type Reporter } from "../semantics/reporter.ts";

/** The files of a project, as they are read. */
export interface ProjectFiles {
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** What was given with `--param NAME=VALUE`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The names of a project's files: enough to ask which schemas are to be inferred. Never throws. */
export function bindProject(input: ProjectFiles): {
  readonly files: readonly FileSyntax[];
  readonly program: Program;
  readonly reporter: Reporter;
} {
  const files = [...input.files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text }) => parseFile(path, text));
  const reporter = createReporter();
  return { files, program: bind(files, input.parameters, reporter), reporter };
}
