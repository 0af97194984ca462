import { endEngine, engineFolder } from "./engine-folder.ts";

/** Ends the engine that a test file started, if one did: with the run, also an interrupted one, and before its folder goes. */
export function setup(): () => void {
  const end = (): void => endEngine(engineFolder());
  process.prependOnceListener("exit", end);
  return end;
}
