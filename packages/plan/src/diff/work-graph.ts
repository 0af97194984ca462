import type { PlannedStep } from "../plan.ts";
import { blockOf } from "../target-steps.ts";
import type { StepPair } from "./sides.ts";

/** A step that would not stay as it is, with what it is on both sides. */
export interface Work {
  readonly planned: PlannedStep;
  readonly pair: StepPair;
  /** On either side, as the head calls them: what no longer comes in is a reason too. */
  readonly inputs: readonly string[];
}

/** All work, and ways through it that do not look at all of it. */
export interface WorkGraph {
  /** Inputs first; removals last. */
  readonly all: readonly Work[];
  readonly ofBlock: (block: string) => readonly Work[];
  /** The roots and what follows from them, in the order of all. */
  readonly following: (roots: readonly Work[]) => readonly Work[];
}

export function workGraph(all: readonly Work[]): WorkGraph {
  const byBlock = new Map<string, Work[]>();
  const readers = new Map<string, Work[]>();
  const order = new Map(all.map((work, at) => [work, at]));
  const add = (map: Map<string, Work[]>, key: string, work: Work): void => {
    const list = map.get(key);
    if (list) list.push(work);
    else map.set(key, [work]);
  };
  for (const work of all) {
    add(byBlock, blockOf(work.pair.address), work);
    for (const input of work.inputs) add(readers, input, work);
  }
  return {
    all,
    ofBlock: (block) => byBlock.get(block) ?? [],
    following: (roots) => {
      const reached = new Set(roots);
      for (const work of reached) for (const reader of readers.get(work.pair.address) ?? []) reached.add(reader);
      return [...reached].sort((left, right) => (order.get(left) ?? 0) - (order.get(right) ?? 0));
    },
  };
}
