import type { NodeRows } from "../../../../src/learners/trees/finders/split-finder.ts";
import type { BestSplit } from "../../../../src/learners/trees/splits/split-rules.ts";
import type { PlainRows } from "./plain-rules.ts";

/** Looks for the best splits of nodes, and keeps nothing of one for the next. */
export interface PlainFinder {
  start(tree: PlainRows): void;
  /** Overwrites `best` where it finds a better one. */
  find(node: NodeRows, best: BestSplit): void;
}
