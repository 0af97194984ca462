import type { Team } from "../team/team.ts";
import { kernelBytes } from "./generated/kernel-bytes.ts";

/** The compiled functions of `kernel/histogram.ts`; addresses are the `byteOffset` of arrays in the kernel's memory. */
export interface KernelFunctions {
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
  doubles(length: number): Float64Array;
  integers(length: number): Int32Array;
  words(length: number): Uint32Array;
  bytes(length: number): Uint8Array;
  /** Gives the memory back to whoever opens a kernel next: the arrays are not to be used any more. */
  close(): void;
}

const pageBytes = 65_536;
const mostPages = 65_536;
/** So that no two arrays share a line of the cache. */
const alignment = 64;

/** Throws where more than 4 GB are asked for in all. */
export function openKernel(team: Team): Kernel {
  const memory = team.same(takeMemory);
  const functions = new WebAssembly.Instance(compiled(), { env: { memory } }).exports;
  let next = alignment;
  const take = (bytes: number): [SharedArrayBuffer, number] => {
    const at = next;
    next = Math.ceil((at + bytes) / alignment) * alignment;
    if (next > memory.buffer.byteLength) grow(next);
    return [memory.buffer, at];
  };
  const grow = (bytes: number): void => {
    // All come here together, and see the old size.
    const pages = Math.ceil(bytes / pageBytes) - memory.buffer.byteLength / pageBytes;
    team.meet();
    if (team.rank === 0) memory.grow(pages);
    team.meet();
    // To grow by nothing makes what the first thread has done seen here.
    if (team.rank > 0) memory.grow(0);
  };
  return {
    ...functions,
    team,
    doubles: (length) => new Float64Array(...take(length * 8), length),
    integers: (length) => new Int32Array(...take(length * 4), length),
    words: (length) => new Uint32Array(...take(length * 4), length),
    bytes: (length) => new Uint8Array(...take(length), length),
    close: () => {
      if (team.rank === 0) spare = memory;
    },
  };
}

/** Kept, because the collector is slow to see that a large memory is not in use any more. */
let spare: KernelMemory | undefined;

function takeMemory(): KernelMemory {
  const memory = spare ?? new WebAssembly.Memory({ initial: 16, maximum: mostPages, shared: true });
  spare = undefined;
  new Uint8Array(memory.buffer).fill(0);
  return memory;
}

let module: object | undefined;

function compiled(): object {
  module ??= new WebAssembly.Module(Uint8Array.from(kernelBytes));
  return module;
}

interface KernelMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

/** What is used of the platform's WebAssembly, which the types of the language alone do not tell. */
declare const WebAssembly: {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: true }) => KernelMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: KernelFunctions };
};
