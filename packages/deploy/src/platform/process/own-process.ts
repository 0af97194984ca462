import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/** A process of ours: its number alone may by now be another's. */
export interface ProcessRecord {
  readonly pid: number;
  /** When it started, as the system tells it. */
  readonly started: string;
}

export interface ProcessStart {
  /** Arguments of `node`. */
  readonly line: readonly string[];
  readonly folder: string;
  /** The file that `processScript` is in. */
  readonly script: string;
  readonly recordFile: string;
  readonly outputFile: string;
}

/** Both files that a process prints to together hold twice this, in bytes, and what it prints in two seconds. */
const outputBytes = 4_194_304;

/** Starts a Node process that lives on when this one ends. It leads a group of its own: no Ctrl-C of a terminal reaches it. */
export function startProcess({ line, folder, script, recordFile, outputFile }: ProcessStart): ChildProcess {
  for (const each of [recordFile, outputFile]) mkdirSync(dirname(each), { recursive: true });
  rmSync(recordFile, { force: true });
  if (existsSync(outputFile)) renameSync(outputFile, `${outputFile}.1`);
  const output = openSync(outputFile, "a");
  const child = spawn(process.execPath, ["--require", script, ...line], {
    cwd: folder,
    detached: true,
    stdio: ["ignore", output, output],
    env: {
      ...inherited(),
      MLOPSC_RECORD: recordFile,
      MLOPSC_OUTPUT: outputFile,
      MLOPSC_OUTPUT_BYTES: String(outputBytes),
    },
  });
  closeSync(output);
  child.unref();
  return child;
}

/** What Node needs of this process's environment: not its secrets. */
function inherited(): Record<string, string> {
  const names = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "SystemRoot", "NODE_EXTRA_CA_CERTS"];
  return Object.fromEntries(
    names.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
}

/** The process that a record names, if it runs. */
export function runningProcess(recordFile: string): ProcessRecord | undefined {
  let record: ProcessRecord;
  try {
    record = JSON.parse(readFileSync(recordFile, "utf8")) as ProcessRecord;
  } catch {
    return undefined;
  }
  return isRunning(record) ? record : undefined;
}

/** Asks it to end, waits for what it has in hand, and ends it where it takes longer. */
export async function endProcess(recordFile: string, graceMilliseconds: number): Promise<void> {
  const record = runningProcess(recordFile);
  if (record !== undefined) {
    signal(record.pid, "SIGTERM");
    const limit = Date.now() + graceMilliseconds;
    while (isRunning(record) && Date.now() < limit) await delay(10);
    if (isRunning(record)) signal(record.pid, "SIGKILL");
    while (isRunning(record)) await delay(10);
  }
  rmSync(recordFile, { force: true });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended meanwhile.
  }
}

function isRunning({ pid, started }: ProcessRecord): boolean {
  try {
    process.kill(pid, 0);
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return startOf(pid) === started;
}

/** Clock ticks from boot to its start, with the boot's id; of a process that ended and was not waited for yet: nothing. */
function startOf(pid: number): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything: count from after it. Fields 3 and 22 of proc(5).
    const fields = status.slice(status.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" ? undefined : `${boot}/${fields[19]}`;
  } catch {
    if (process.platform === "linux") return undefined;
  }
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return undefined;
  }
}
