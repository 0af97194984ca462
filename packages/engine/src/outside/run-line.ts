import type { ProgramLine } from "@mlopsc/vocabulary";
import { execa } from "execa";
import { endGroup, inOwnGroup, stopGroup, trackGroup } from "./process-group.ts";
import type { RunLog } from "./program-log.ts";

export interface LineCall {
  readonly program: Pick<ProgramLine, "line" | "words" | "shell">;
  /** Words after those of the line. */
  readonly more: readonly string[];
  /** The current folder of the program. */
  readonly folder: string;
  /** All that it sees of the environment. */
  readonly variables: Readonly<Record<string, string>>;
  /** Null: not limited. */
  readonly timeoutMilliseconds: number | null;
  readonly log: RunLog;
  readonly signal: AbortSignal;
}

/** How a program ended; `log` holds its last lines. */
export type LineEnd =
  | { readonly kind: "exited"; readonly exitCode: number; readonly log: readonly string[] }
  | { readonly kind: "killed"; readonly signal: string; readonly log: readonly string[] }
  | { readonly kind: "timedOut"; readonly log: readonly string[] }
  /** There is no such program, or it may not be run. */
  | { readonly kind: "missing" };

/**
 * Runs a line, and waits until it and all that it started have ended. An abort ends them and rejects with the signal's
 * reason.
 */
export async function runLine(call: LineCall): Promise<LineEnd> {
  const { program, more, folder, variables, timeoutMilliseconds, log, signal } = call;
  signal.throwIfAborted();
  const limit = timeoutMilliseconds === null ? undefined : AbortSignal.timeout(timeoutMilliseconds);
  const [file, ...words] = program.shell ? [[program.words[0], ...more].join(" ")] : [...program.words, ...more];
  const child = execa(file as string, words, {
    ...{ cwd: folder, env: variables, extendEnv: false, shell: program.shell },
    ...{ detached: inOwnGroup, stdin: "ignore", all: true, buffer: false, reject: false },
  });
  child.all.setEncoding("utf8").on("data", (text: string) => log.write(text));
  const { pid } = child;
  if (pid !== undefined) trackGroup(pid);
  const stop = (): void => {
    if (pid !== undefined) stopGroup(pid);
  };
  for (const cause of [signal, limit]) cause?.addEventListener("abort", stop);
  let timer: NodeJS.Timeout | undefined;
  child.once("exit", () => {
    if (pid !== undefined) endGroup(pid);
    timer = afterLooks(() => {
      child.stdout?.destroy();
      child.stderr?.destroy();
    });
  });
  try {
    const { exitCode, signal: killedBy, code } = await child;
    signal.throwIfAborted();
    const lines = log.end();
    if (exitCode === 0) return { kind: "exited", exitCode, log: lines };
    if (limit?.aborted) return { kind: "timedOut", log: lines };
    if (exitCode !== undefined) {
      return isMissing(exitCode, program, lines) ? { kind: "missing" } : { kind: "exited", exitCode, log: lines };
    }
    if (killedBy !== undefined) return { kind: "killed", signal: killedBy, log: lines };
    if (code === "ENOENT" || code === "EACCES") return { kind: "missing" };
    throw new Error(`${program.line} could not be started: ${code ?? "for no reason that is told"}`);
  } finally {
    clearInterval(timer);
    for (const cause of [signal, limit]) cause?.removeEventListener("abort", stop);
  }
}

/** What a pipe holds of a program that has ended is read between two looks, however busy this process is. */
const looks = { everyMilliseconds: 500, most: 3 };

/**
 * Lets go of the output of a program that has ended: a process that it moved to a session of its own escapes its group,
 * and would hold the output open for ever.
 */
function afterLooks(letGo: () => void): NodeJS.Timeout {
  let seen = 0;
  return setInterval(() => {
    if (++seen >= looks.most) letGo();
  }, looks.everyMilliseconds);
}

/** A shell says by 127 that there is no such program, and by 126 that it may not be run. */
const isMissing = (exitCode: number, { shell }: LineCall["program"], log: readonly string[]): boolean =>
  shell && (exitCode === 126 || exitCode === 127) && log.length <= 1;
