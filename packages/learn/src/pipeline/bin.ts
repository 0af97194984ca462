import type { FittedStep } from "@mlopsc/vocabulary";
import type { NumericColumn, Table } from "../table/table.ts";
import { chosenNumbers } from "./choose-columns.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import { replaceNumbers } from "./replace-columns.ts";
import { quantile, sortedValues } from "./statistics.ts";

type BinStep = Extract<FittedStep, { kind: "bin" }>;

/** Learns the inner edges of the bins, as scikit-learn's KBinsDiscretizer; edges that fall together make one bin. */
export function fitBin(step: BinStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenNumbers(table, step.columns, context);
  if (!chosen.ok) return chosen;
  const columns = chosen.value.map((column) => ({ name: column.name, edges: innerEdges(column, step) }));
  return { ok: true, part: { kind: "bin", columns } };
}

/** The number of the bin, from 0; an edge belongs to the bin above it, and what lies outside to the first or last. */
export function applyBin(
  table: Table,
  columns: readonly { readonly name: string; readonly edges: readonly number[] }[],
): Table {
  return replaceNumbers(table, columns, (column, { name, edges }) => {
    return {
      name,
      kind: "int",
      values: column.values.map((value) => (Number.isNaN(value) ? value : binOf(value, edges))),
    };
  });
}

function innerEdges(column: NumericColumn, { count, method }: BinStep): readonly number[] {
  const sorted = sortedValues(column.values);
  const [low, high] = [sorted[0]!, sorted[sorted.length - 1]!];
  const edges: number[] = [];
  let last = low;
  for (let at = 1; at < count; at++) {
    const share = at / count;
    const edge = method === "quantile" ? quantile(sorted, share) : low + (high - low) * share + 0;
    if (edge > last && edge < high) edges.push(edge);
    last = Math.max(last, edge);
  }
  return edges;
}

function binOf(value: number, edges: readonly number[]): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
