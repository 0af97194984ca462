import type { Action } from "../plan.ts";
import { blockOf } from "../target-steps.ts";

/** What a drawing needs of a step: desired, planned or finished. */
export interface DrawnStep {
  readonly address: string;
  readonly kind: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly action?: Action;
}

export interface Graph {
  /** The parts of each block, in the order in which the steps stand. */
  readonly blocks: readonly { readonly block: string; readonly steps: readonly DrawnStep[] }[];
  /** Without repetition: one edge for two roles of one input. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  /** Address → `n0`, `n1`, … */
  readonly names: ReadonlyMap<string, string>;
}

/** Steps as nodes grouped by block, inputs as edges; an input that is not drawn has no edge. */
export function graphOf(steps: readonly DrawnStep[]): Graph {
  const names = new Map(steps.map(({ address }, index) => [address, `n${index}`]));
  const blocks = new Map<string, DrawnStep[]>();
  for (const step of steps) {
    const block = blockOf(step.address);
    const parts = blocks.get(block);
    if (parts) parts.push(step);
    else blocks.set(block, [step]);
  }
  const edges = steps.flatMap(({ address, inputs }) =>
    [...new Set(Object.values(inputs))].filter((from) => names.has(from)).map((from) => ({ from, to: address })),
  );
  return { blocks: [...blocks].map(([block, parts]) => ({ block, steps: parts })), edges, names };
}
