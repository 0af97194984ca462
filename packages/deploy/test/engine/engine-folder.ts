import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the engine of a run of the tests lies: `testRun` is the process that all of its workers come from. */
export const engineFolder = (testRun: number): string => join(tmpdir(), `mlopsc-engine-${testRun}`);

export function endEngine(folder: string): void {
  const file = join(folder, "pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8"));
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    return;
  }
  const limit = Date.now() + 20_000;
  while (existsSync(`/proc/${pid}`) && Date.now() < limit) execFileSync("sleep", ["0.05"]);
}

export function removeEngine(folder: string): void {
  endEngine(folder);
  rmSync(folder, { recursive: true, force: true });
}
