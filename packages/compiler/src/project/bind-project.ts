import { type FileSyntax, parseFile } from "@mlopsc/grammar";
import { Memory } from "../incremental/memory.ts";
import { bind } from "../semantics/bind.ts";
import type { Program } from "../semantics/program.ts";

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
} {
  const files = [...input.files]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map(({ path, text }) => parseFile(path, text));
  return { files, program: bind(files, input.parameters, new Memory().begin()) };
}
