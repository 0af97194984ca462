import {
  type CompiledMemory,
  compiledOnce,
  instantiate,
  mostPages,
  pageBytes,
  sharedMemory,
} from "../../web-assembly.ts";
import type { Team } from "../team/team.ts";
import type { ForestFunctions, ForestJob } from "./forest-job.ts";
import { kernelBytes } from "./generated/kernel-bytes.ts";

/** The compiled functions of the folder `kernel/trees`; addresses are the `byteOffset` of arrays in the kernel's memory. */
export interface KernelFunctions extends ForestFunctions {
  sumRows(
    cells: number,
    firstColumn: number,
    endColumn: number,
    words: number,
    quads: number,
    rows: number,
    count: number,
    packed: number,
    gathered: number,
  ): void;
  subtractCells(parent: number, child: number, bytes: number): void;
  addCells(into: number, from: number, bytes: number): void;
  clearCells(cells: number, bytes: number): void;
  splitColumns(cells: number, bins: number, columns: number, node: number, best: number): number;
  packPairs(
    pairs: number,
    row: number,
    count: number,
    by: number,
    sumScale: number,
    weightScale: number,
    unit: number,
    totals: number,
  ): void;
  partRows(
    bins: number,
    rows: number,
    count: number,
    scratch: number,
    last: number,
    missing: number,
    missingLeft: number,
  ): number;
  placeRows(scratch: number, lefts: number, count: number, leftTo: number, rightTo: number): void;
}

/**
 * Compiled loops and the memory that they and all threads of a team work on. Arrays are handed out one after the other;
 * every thread asks for the same ones in the same order, and so gets the same memory. They are zero at first.
 */
export interface Kernel extends KernelFunctions {
  readonly team: Team;
  /** Sets what trees are grown on and by; what is not named stays as it is. */
  describe(job: Partial<ForestJob>): void;
  doubles(length: number): Float64Array;
  integers(length: number): Int32Array;
  words(length: number): Uint32Array;
  halfWords(length: number): Uint16Array;
  bytes(length: number): Uint8Array;
  /** Bytes that were handed out. */
  taken(): number;
  /** Gives the memory back to whoever opens a kernel next: the arrays are not to be used any more. */
  close(): void;
}

/** Of all arrays together. */
export const mostKernelBytes: number = mostPages * pageBytes;
/** So that no two arrays share a line of the cache. */
const alignment = 64;

/** Throws where more than 4 GB are asked for in all. */
export function openKernel(team: Team): Kernel {
  const memory = team.same(takeMemory);
  const exports = instantiate<KernelExports>(compiled(), { memory });
  let next = alignment;
  const take = (bytes: number): [SharedArrayBuffer, number] => {
    const at = next;
    next = Math.ceil((at + bytes) / alignment) * alignment;
    if (next > memory.buffer.byteLength) grow(next);
    return [memory.buffer, at];
  };
  const grow = (bytes: number): void => {
    // All come here together, and see the old size. Meetings take time: it grows by more than is asked for now.
    const size = memory.buffer.byteLength / pageBytes;
    const wanted = Math.max(Math.ceil(bytes / pageBytes), Math.min(mostPages, size + Math.max(64, size >> 3)));
    const pages = wanted - size;
    team.meet();
    if (team.rank === 0) memory.grow(pages);
    team.meet();
    // To grow by nothing makes what the first thread has done seen here.
    if (team.rank > 0) memory.grow(0);
  };
  return {
    ...exports,
    team,
    describe: (job) => {
      for (const [name, value] of Object.entries(job)) exports[name as keyof ForestJob].value = Number(value);
    },
    doubles: (length) => new Float64Array(...take(length * 8), length),
    integers: (length) => new Int32Array(...take(length * 4), length),
    words: (length) => new Uint32Array(...take(length * 4), length),
    halfWords: (length) => new Uint16Array(...take(length * 2), length),
    bytes: (length) => new Uint8Array(...take(length), length),
    taken: () => next,
    close: () => {
      if (team.rank === 0) spare = { memory, used: next };
    },
  };
}

/** Kept, because the collector is slow to see that a large memory is not in use any more. What was not used is zero still. */
let spare: { readonly memory: CompiledMemory<SharedArrayBuffer>; readonly used: number } | undefined;

function takeMemory(): CompiledMemory<SharedArrayBuffer> {
  if (spare === undefined) return sharedMemory(16);
  const { memory, used } = spare;
  spare = undefined;
  new Uint8Array(memory.buffer, 0, used).fill(0);
  return memory;
}

const compiled = compiledOnce(kernelBytes);

type KernelExports = KernelFunctions & { readonly [Name in keyof ForestJob]: { value: number } };
