import type { ModelDefinition } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../problem.ts";
import { columnNamed } from "../table/columns.ts";
import { isText, type Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";

/** Rows after the pipeline that count, with how much each does: above 0. */
export interface WeighedRows {
  readonly output: Table;
  /** Absent where all count alike. */
  readonly weights?: Float64Array;
}

/** Leaves out the rows whose weight is 0, as if they were not there. A problem where a weight is missing or negative. */
export function weighedRows({ weights: name, steps }: ModelDefinition, output: Table): Outcome<WeighedRows> {
  if (name === undefined) return done({ output });
  const column = columnNamed(output, name);
  if (column === undefined) return failed({ kind: "unknownColumn", step: steps.length, column: name });
  if (isText(column)) {
    return failed({ kind: "wrongKind", step: steps.length, column: name, found: column.kind });
  }
  const { values } = column;
  const [missing, negative] = [values.filter(Number.isNaN).length, values.filter((value) => value < 0).length];
  if (missing > 0) return failed({ kind: "weightsUnusable", column: name, fault: "missing", rows: missing });
  if (negative > 0) return failed({ kind: "weightsUnusable", column: name, fault: "negative", rows: negative });
  const counting = Int32Array.from(values.keys()).filter((row) => values[row]! > 0);
  if (counting.length === 0) {
    return failed({ kind: "weightsUnusable", column: name, fault: "zero", rows: output.rows });
  }
  if (counting.length === output.rows) return done({ output, weights: values });
  return done({ output: takeRows(output, counting), weights: values.filter((value) => value > 0) });
}
