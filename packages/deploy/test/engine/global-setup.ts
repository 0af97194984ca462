import { engineFolder, removeEngine } from "./engine-folder.ts";

/** Ends the engine that a test file started, if one did. */
export const teardown = (): void => removeEngine(engineFolder(process.pid));
