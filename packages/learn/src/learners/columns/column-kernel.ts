import { fractionsOfTwo } from "../exponential.ts";
import { compiledOnce, fixedMemory, instantiate, pageBytes } from "../web-assembly.ts";
import { kernelBytes } from "./generated/kernel-bytes.ts";

/** The compiled functions of the folder `kernel/columns`; addresses are the `byteOffset` of arrays in the kernel's memory. */
export interface ColumnFunctions {
  addFour(
    into: number,
    a: number,
    b: number,
    c: number,
    d: number,
    byA: number,
    byB: number,
    byC: number,
    byD: number,
    count: number,
  ): void;
  addFourTwice(
    into: number,
    other: number,
    a: number,
    b: number,
    c: number,
    d: number,
    weights: number,
    otherWeights: number,
    count: number,
  ): void;
  addFourOffsetsTwice(
    into: number,
    other: number,
    a: number,
    b: number,
    c: number,
    d: number,
    values: number,
    otherValues: number,
    count: number,
  ): void;
  addOne(into: number, a: number, byA: number, count: number): void;
  addFourProducts(sums: number, errors: number, a: number, b: number, c: number, d: number, count: number): void;
  addFourProductsTwice(
    sums: number,
    otherSums: number,
    errors: number,
    otherErrors: number,
    a: number,
    b: number,
    c: number,
    d: number,
    count: number,
  ): void;
  addOneProduct(sum: number, errors: number, a: number, count: number): void;
  multiply(into: number, a: number, b: number, count: number): void;
  addAll(sum: number, values: number, count: number): void;
  logisticErrors(raw: number, target: number, weights: number, count: number): number;
  softmaxErrors(raw: number, stride: number, classes: number, target: number, weights: number, count: number): number;
  /** Gives how many it wrote. */
  listUpTo(values: number, limit: number, places: number, count: number): number;
  exponentialsOf(values: number, count: number): void;
  writeShares(sums: number, slope: number, intercept: number, shares: number, count: number): void;
  takeNormal(
    sums: number,
    values: number,
    centre: number,
    width: number,
    logWidth: number,
    farthest: number,
    count: number,
  ): void;
}

/** Compiled loops over columns of doubles, two rows at a time, and the memory that they work on. */
export interface ColumnKernel extends ColumnFunctions {
  /** Arrays of these lengths, one after another from the memory's start: what lay there is written over. */
  arrays(...lengths: number[]): Float64Array[];
}

/** So that no two arrays share a line of the cache, and a row more than an odd count has room. */
const alignment = 8;
const bytes = 8;

const aligned = (length: number): number => Math.ceil(length / alignment) * alignment;

/** Doubles that arrays of these lengths take. */
export const roomFor = (lengths: readonly number[]): number =>
  lengths.reduce((sum, length) => sum + aligned(length), 0);

/** Throws a RangeError where the machine has not so much memory. */
export function openColumnKernel(doubles: number): ColumnKernel {
  const memory = fixedMemory(Math.ceil((doubles * bytes) / pageBytes) + 1);
  const exports = instantiate<ColumnExports>(compiled(), { memory, exponential: Math.exp });
  new Float64Array(memory.buffer, exports.fractionTable(), fractionsOfTwo.length).set(fractionsOfTwo);
  const first = aligned(exports.firstFree.value / bytes);
  return {
    ...exports,
    arrays: (...lengths) => {
      let next = first;
      return lengths.map((length) => {
        const array = new Float64Array(memory.buffer, next * bytes, length);
        next += aligned(length);
        return array;
      });
    },
  };
}

let scratch: { readonly kernel: ColumnKernel; readonly doubles: number } | undefined;

/**
 * One for all that work on a block of rows and are done before the next begins: what lies in its memory is good until then. It has
 * room for so many doubles.
 */
export function scratchKernel(doubles: number): ColumnKernel {
  if (scratch === undefined || scratch.doubles < doubles) scratch = { kernel: openColumnKernel(doubles), doubles };
  return scratch.kernel;
}

const compiled = compiledOnce(kernelBytes);

type ColumnExports = ColumnFunctions & {
  fractionTable(): number;
  readonly firstFree: { readonly value: number };
};
