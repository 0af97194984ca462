import type { ProgramLine } from "@mlopsc/vocabulary";
import { readProjectFiles } from "./outside-files.ts";
import { programEnvironment } from "./program-environment.ts";
import type { ProgramLog } from "./program-log.ts";
import { type LineEnd, runLine } from "./run-line.ts";
import { inWorkFolder } from "./work-folder.ts";

export interface CheckRunnerOptions {
  readonly projectFolder: string;
  /** A new path for a folder that is removed again. */
  readonly scratchPath: () => Promise<string>;
  readonly log: ProgramLog;
}

/** How a test ended, or why it was not run. */
export type CheckEnd =
  | Exclude<LineEnd, { readonly kind: "missing" }>
  | { readonly kind: "missing"; readonly reason: string };

/** What a test is given beside what its line names. */
export interface CheckSurroundings {
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

/** Runs a team's own tests, each in a folder with copies of the files that it names and nothing else. */
export function checkRunner({
  projectFolder,
  scratchPath,
  log,
}: CheckRunnerOptions): (program: ProgramLine, surroundings: CheckSurroundings) => Promise<CheckEnd> {
  return async (program, { variables, timeoutMilliseconds, signal }) => {
    const { files, missing } = await readProjectFiles(projectFolder, program.files);
    if (missing !== undefined) return { kind: "missing", reason: `there is no \`${missing}\`` };
    const environment = programEnvironment(program.environment);
    if (environment.unset !== undefined) return { kind: "missing", reason: `\`${environment.unset}\` is not set` };
    return inWorkFolder(scratchPath, { files, made: [] }, async (folder) => {
      const end = await runLine({
        ...{ program, more: [], folder, timeoutMilliseconds, signal },
        variables: { ...environment.variables, ...variables },
        log: log.run(program.line, environment.hidden),
      });
      return end.kind === "missing" ? { kind: "missing", reason: "there is no such program" } : end;
    });
  };
}
