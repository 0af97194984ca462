import { randomState } from "../../../random/seeded-random.ts";
import type { TrainingRows } from "../../learner-context.ts";
import type { BinnedTable } from "../bins/binning.ts";
import type { FlatTree } from "../ensemble/flat-trees.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { classPacking, gradientPacking, type Packing } from "../splits/packed-rows.ts";
import { gainScale } from "../splits/split-rules.ts";
import { share } from "../team/team.ts";
import { describeTable } from "./describe-table.ts";
import { type ForestMemory, forestMemory } from "./forest-memory.ts";

export interface ForestRules {
  /** Infinity: not limited. */
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  /** Columns looked at for a split. */
  readonly columnsPerSplit: number;
  /** One place of each column is drawn, instead of the best one being looked for. */
  readonly drawsCuts: boolean;
  readonly bootstrap: boolean;
}

/** Grows the tree of a number, which depends on that number and on the seed alone. */
export type ForestGrower = (tree: number) => FlatTree;

/** Whole trees are grown by the kernel; null on a thread for which there is no memory. */
export function forestGrower(
  table: BinnedTable,
  rows: TrainingRows,
  rules: ForestRules,
  kernel: Kernel,
): { readonly growers: number; readonly grow: ForestGrower | null } {
  const { task, seed } = rows;
  const classCount = task === "regression" ? 0 : rows.classCount;
  const outputs = task === "multiclass" ? classCount : 1;
  describeTable(table, kernel);
  describeRules(rows, classCount, rules, kernel);
  const memory = forestMemory(table, { ...rules, classCount, outputs }, kernel);
  kernel.team.meet();
  const own = memory.own;
  if (own === null) return { growers: memory.growers, grow: null };
  const packing = packingOf(rows, classCount);
  return {
    growers: memory.growers,
    grow(tree) {
      const count = kernel.drawRows(...randomState(seed, `tree ${tree}`), rules.bootstrap);
      const by = packing(kernel.heaviestRow());
      const { countUnit: unit, sumScale, weightScale } = by;
      kernel.describe({ unit, sumScale, weightScale, gainScale: gainScale(by) });
      kernel.packRows(count);
      const nodes = kernel.growTree(count);
      const leaves = kernel.writeTree(nodes, outputs);
      return copyTree(own, nodes, leaves * outputs, kernel.writtenSets());
    },
  };
}

function describeRules(
  { target, weights }: TrainingRows,
  classCount: number,
  { maxDepth, minSamplesLeaf, columnsPerSplit, drawsCuts }: ForestRules,
  kernel: Kernel,
): void {
  const [from, to] = share(kernel.team, 0, target.length);
  const wanted = classCount === 0 ? kernel.doubles(target.length) : kernel.integers(target.length);
  wanted.set(target.subarray(from, to), from);
  const given = weights === undefined ? null : kernel.doubles(target.length);
  given?.set(weights!.subarray(from, to), from);
  kernel.describe({
    ...{ classCount, target: wanted.byteOffset, given: given?.byteOffset ?? 0, columnsPerSplit, drawsCuts },
    ...{ maxDepth: Math.min(maxDepth, mostRows), minRows: Math.min(minSamplesLeaf, mostRows) },
  });
}

/** Twice as many are still a whole number of 32 bits. */
const mostRows = 2 ** 30;

/** By the weight of the heaviest row. */
function packingOf({ target }: TrainingRows, classCount: number): (heaviest: number) => Packing {
  const rows = target.length;
  if (classCount > 0) return (heaviest) => classPacking(rows, heaviest);
  const largest = target.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE);
  return (heaviest) => gradientPacking(rows, largest * heaviest, heaviest);
}

/** Out of memory that the next tree is grown in. */
const copyTree = (memory: ForestMemory, nodes: number, values: number, sets: number): FlatTree => ({
  feature: Int32Array.from(memory.feature.subarray(0, nodes)),
  threshold: Float64Array.from(memory.threshold.subarray(0, nodes)),
  left: Int32Array.from(memory.left.subarray(0, nodes)),
  missingLeft: Uint8Array.from(memory.missingLeft.subarray(0, nodes)),
  covers: Float64Array.from(memory.covers.subarray(0, nodes)),
  values: Float64Array.from(memory.values.subarray(0, values)),
  sets: Int32Array.from(memory.sets.subarray(0, 8 * sets)),
  gains: Float64Array.from(memory.gains),
});
