import type { Random } from "../../../random/seeded-random.ts";
import type { BestSplit, PackedRules } from "../splits/split-rules.ts";
import type { ValueBounds } from "../splits/value-bounds.ts";

/** The packed statistics of the rows that a tree is grown on. */
export interface TreeRows {
  /** Pairs by row. */
  readonly packed: Float64Array;
  readonly rules: PackedRules;
  readonly random: Random;
}

/** A node as a run of the tree's rows: `rows[start..end-1]`, with their packed totals. */
export interface NodeRows {
  readonly rows: Int32Array;
  readonly start: number;
  readonly end: number;
  readonly totals: Float64Array;
}

/** Cells of all columns of one node. */
export type NodeHistogram = Float64Array;

/** A node whose best split is looked for. */
export interface Candidate {
  readonly node: NodeRows;
  /** Whether it may be split at all. */
  readonly open: boolean;
  readonly best: BestSplit;
  /** Null in a tree without directions. */
  readonly bounds: ValueBounds | null;
  /** Null where none is kept. */
  histogram: NodeHistogram | null;
}

/** Finds the best splits of nodes; keeps what a node's children are found faster with. */
export interface SplitFinder {
  start(tree: TreeRows): void;
  root(root: Candidate): void;
  /** The smaller and the larger child, of which one is open at least; takes the parent's histogram over. */
  children(parent: Candidate, smaller: Candidate, larger: Candidate): void;
  /** The candidate's histogram is not needed any more. */
  release(candidate: Candidate): void;
}
