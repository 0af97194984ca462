// AssemblyScript: what the kernel of columns exports. Arguments are addresses and counts of rows in its memory; a count may be any.
export { exponentialsOf, fractionTable } from "./exponential";
export * from "./list-up-to";
export * from "./logistic-errors";
export * from "./normal";
export * from "./offsets";
export * from "./products";
export * from "./shares";
export * from "./softmax-errors";
export * from "./weighted-sums";

/** Below it lie tables of its own. */
export const firstFree: usize = __heap_base;
