import { rowsWhere } from "../expression/evaluate.ts";
import type { EvaluationContext } from "../expression/operand.ts";
import type { Table } from "../table/table.ts";
import { allRows, takeRows } from "../table/take-rows.ts";
import { applyPart } from "./apply-part.ts";
import type { FittedPipeline } from "./fitted-part.ts";

export interface ApplyContext extends EvaluationContext {
  /** Leaves out the steps marked `trainingOnly`, and tells which rows a filter turned away. */
  readonly serving: boolean;
}

export interface AppliedPipeline {
  readonly output: Table;
  /** For each output row the input row that it came from, rising. */
  readonly rows: Int32Array;
  /** When serving: the input rows that a filter turned away, with its condition as written. */
  readonly outOfScope: readonly { readonly row: number; readonly source: string }[];
}

/** Runs a fitted pipeline, row by row: what a row becomes depends on that row alone. Outliers stay in. */
export function applyPipeline(pipeline: FittedPipeline, table: Table, context: ApplyContext): AppliedPipeline {
  let output = table;
  let rows = allRows(table.rows);
  const outOfScope: { row: number; source: string }[] = [];
  for (const part of pipeline.parts) {
    if (context.serving && "trainingOnly" in part && part.trainingOnly) continue;
    if (part.kind !== "filter") {
      output = applyPart(part, output, context);
      continue;
    }
    const kept = rowsWhere(part.condition, output, context);
    if (kept.length === output.rows) continue;
    if (context.serving) outOfScope.push(...turnedAway(rows, kept, part.source));
    output = takeRows(output, kept);
    rows = kept.map((row) => rows[row]!);
  }
  return { output, rows, outOfScope };
}

function turnedAway(rows: Int32Array, kept: Int32Array, source: string): { row: number; source: string }[] {
  const away: { row: number; source: string }[] = [];
  let next = 0;
  for (let at = 0; at < rows.length; at++) {
    if (kept[next] === at) next++;
    else away.push({ row: rows[at]!, source });
  }
  return away;
}
