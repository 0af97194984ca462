import { setFlagsFromString } from "node:v8";

/**
 * An editor's server is one of many processes on a laptop. Node lets a heap of small objects double before it looks for
 * what is not used any more; asked for size it looks sooner: half the memory, for a twentieth of the time.
 */
export function saveMemory(): void {
  setFlagsFromString("--optimize-for-size");
}
