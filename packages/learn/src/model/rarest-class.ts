import type { ModelDefinition } from "@mlopsc/vocabulary";
import { columnNamed } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { type ClassLabel, classesOf, classIndices } from "./class-labels.ts";

/** The rarest class that occurs, with its rows. */
export interface RarestClass {
  readonly label: ClassLabel;
  readonly rows: number;
}

/** Undefined for regression, where the target is made by the pipeline, and where there is one class or none. */
export function rarestClass({ target, task }: ModelDefinition, table: Table): RarestClass | undefined {
  const column = columnNamed(table, target);
  if (column === undefined || task === "regression") return undefined;
  const classes = classesOf(column);
  const counts = new Float64Array(classes.length);
  for (const index of classIndices(column, classes)) if (!Number.isNaN(index)) counts[index]! += 1;
  let rarest: RarestClass | undefined;
  const used = classes.filter((_, index) => counts[index]! > 0);
  if (used.length < 2) return undefined;
  classes.forEach((label, index) => {
    const rows = counts[index]!;
    if (rows > 0 && (rarest === undefined || rows < rarest.rows)) rarest = { label, rows };
  });
  return rarest;
}
