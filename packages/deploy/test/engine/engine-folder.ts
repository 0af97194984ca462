import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where the engine of a run of the tests lies: the temporary folder is the run's own. */
export const engineFolder = (): string => join(tmpdir(), "engine");

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
