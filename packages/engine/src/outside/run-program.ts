import type { OutsideProblem, ProgramRun } from "@mlopsc/learn";
import type { ProgramAlgorithm } from "@mlopsc/vocabulary";
import { execa } from "execa";
import { endGroup, inOwnGroup, stopGroup, trackGroup } from "./process-group.ts";
import { programEnvironment } from "./program-environment.ts";
import type { ProgramLog } from "./program-log.ts";

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
  const { line, timeoutMilliseconds } = program;
  const environment = programEnvironment(program.environment);
  if (environment.unset !== undefined) return { problem: { kind: "variableMissing", name: environment.unset } };
  signal.throwIfAborted();
  const written = log.run(`${line} ${verb} job`, environment.hidden);
  const limit = timeoutMilliseconds === null ? undefined : AbortSignal.timeout(timeoutMilliseconds);
  const [file, ...words] = program.shell ? [`${program.words[0]} ${verb} job`] : [...program.words, verb, "job"];
  const child = execa(file as string, words, {
    ...{ cwd: folder, env: environment.variables, extendEnv: false, shell: program.shell },
    ...{ detached: inOwnGroup, stdin: "ignore", all: true, buffer: false, reject: false },
  });
  child.all.setEncoding("utf8").on("data", (text: string) => written.write(text));
  const { pid } = child;
  if (pid !== undefined) trackGroup(pid);
  const stop = (): void => {
    if (pid !== undefined) stopGroup(pid);
  };
  for (const cause of [signal, limit]) cause?.addEventListener("abort", stop);
  child.once("exit", () => {
    if (pid !== undefined) endGroup(pid);
  });
  try {
    const { exitCode, signal: killedBy, code } = await child;
    signal.throwIfAborted();
    const run: ProgramRun = { line, verb, log: written.end() };
    if (exitCode === 0) return { run };
    if (limit?.aborted) return { problem: { ...run, kind: "timedOut", milliseconds: timeoutMilliseconds as number } };
    if (exitCode !== undefined) return { problem: problemOf(exitCode, program, run) };
    if (killedBy !== undefined) return { problem: { ...run, kind: "killed", signal: killedBy } };
    if (code === "ENOENT" || code === "EACCES")
      return { problem: { kind: "programMissing", program: program.words[0]! } };
    throw new Error(`${line} could not be started: ${code ?? "for no reason that is told"}`);
  } finally {
    for (const cause of [signal, limit]) cause?.removeEventListener("abort", stop);
  }
}

/** A shell says by 127 that there is no such program, and by 126 that it may not be run. */
const problemOf = (exitCode: number, { shell, line }: ProgramAlgorithm, run: ProgramRun): OutsideProblem =>
  shell && (exitCode === 126 || exitCode === 127) && run.log.length <= 1
    ? { kind: "programMissing", program: line }
    : { ...run, kind: "exited", exitCode };
