import type { OutsideProblem, ProgramRun } from "@mlopsc/learn";
import type { ProgramAlgorithm } from "@mlopsc/vocabulary";
import { programEnvironment } from "./program-environment.ts";
import type { ProgramLog } from "./program-log.ts";
import { runLine } from "./run-line.ts";

export interface ProgramCall {
  readonly program: ProgramAlgorithm;
  readonly verb: ProgramRun["verb"];
  /** The current folder of the program; what it is to do lies in `job` below it. */
  readonly folder: string;
  readonly log: ProgramLog;
  readonly signal: AbortSignal;
}

export type RanProgram =
  | { readonly run: ProgramRun; readonly problem?: never }
  | { readonly problem: OutsideProblem; readonly run?: never };

/**
 * Runs `LINE train job` or `LINE predict job`, and waits until it and all that it started have ended. An abort ends them
 * and rejects with the signal's reason.
 */
export async function runProgram({ program, verb, folder, log, signal }: ProgramCall): Promise<RanProgram> {
  const { line, words, shell, timeoutMilliseconds } = program;
  const environment = programEnvironment(program.environment);
  if (environment.unset !== undefined) return { problem: { kind: "variableMissing", name: environment.unset } };
  signal.throwIfAborted();
  const end = await runLine({
    ...{ program, more: [verb, "job"], folder, variables: environment.variables, timeoutMilliseconds, signal },
    log: log.run(`${line} ${verb} job`, environment.hidden),
  });
  if (end.kind === "missing") return { problem: { kind: "programMissing", program: shell ? line : words[0]! } };
  const run: ProgramRun = { line, verb, log: end.log };
  switch (end.kind) {
    case "exited":
      return end.exitCode === 0 ? { run } : { problem: { ...run, kind: "exited", exitCode: end.exitCode } };
    case "killed":
      return { problem: { ...run, kind: "killed", signal: end.signal } };
    case "timedOut":
      return { problem: { ...run, kind: "timedOut", milliseconds: timeoutMilliseconds as number } };
  }
}
