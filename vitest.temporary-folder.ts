import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * One temporary folder for a run of the tests, which goes with it: what a test leaves there, nobody has to clear away.
 * The processes of the tests are started afterwards, and Vitest hands them the variables of this one.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-tests-"));
  process.env["TMPDIR"] = folder;
  const remove = (): void => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  // For a run that is interrupted: Vitest does not take down what was set up.
  process.once("exit", remove);
  return remove;
}
