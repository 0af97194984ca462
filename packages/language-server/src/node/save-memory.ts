import { setFlagsFromString } from "node:v8";

/**
 * An editor's server is one of many processes on a laptop. Node lets a heap of small objects double before it looks for
 * what is not used any more; asked for size it looks sooner. In 10 000 lines, after every kind of request: 137 MiB, not 207.
 */
export function saveMemory(): void {
  setFlagsFromString("--optimize-for-size");
}
