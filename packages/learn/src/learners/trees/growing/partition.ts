import type { BestSplit } from "../splits/split-rules.ts";

/** Puts the rows that go left before those that go right, each side in its old order; the right begins at `middle`. */
export type Partition = (split: BestSplit, rows: Int32Array, start: number, middle: number, end: number) => void;
