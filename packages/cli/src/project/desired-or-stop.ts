import type { DesiredState } from "@mlopsc/plan";
import type { Options } from "../commands/command.ts";
import { showWarnings } from "../terminal/show-warnings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { keepCompiled, keptCompiled } from "./compiled-cache.ts";
import { readParameters, readProject } from "./read-project.ts";

export interface Desired {
  readonly desired: DesiredState;
  /** Text by path: what diagnostics point into. */
  readonly sources: ReadonlyMap<string, string>;
}

/**
 * What the project asks for: warnings are shown, errors end the command. Files that were compiled before, by this very
 * program with the same parameters, are not compiled again.
 */
export async function desiredOrStop(project: string, options: Options, terminal: Terminal): Promise<Desired> {
  const files = readProject(project);
  const parameters = readParameters(options["param"]);
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  const kept = keptCompiled(project, { files, parameters });
  if (kept !== undefined) {
    showWarnings(kept.diagnostics, sources, terminal);
    return { desired: kept.desired, sources };
  }
  const { compileOrStop } = await import("./compile.ts");
  const { desired, compilation, inferred } = await compileOrStop(project, options, terminal, files);
  if (!inferred) keepCompiled(project, { files, parameters }, { desired, diagnostics: compilation.diagnostics });
  return { desired, sources };
}
