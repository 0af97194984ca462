import type { Task } from "@mlopsc/vocabulary";
import { columnNamed } from "../table/columns.ts";
import { isText, type Table } from "../table/table.ts";
import type { FitContext } from "./fit-context.ts";
import { asLevels, levelCounts } from "./levels.ts";

/** The target as numbers: itself, or 0 and 1 for each class. NaN where the target is missing. */
export interface TargetValues {
  readonly task: Task;
  /** One for regression, one (the second class, by code point) for two classes, one a class for several. */
  readonly outputs: readonly { readonly label: string; readonly values: Float64Array }[];
}

/** Undefined where the context names no target, or the table lacks it, or no row has it. */
export function targetValues(table: Table, context: FitContext): TargetValues | undefined {
  const column = context.target === undefined ? undefined : columnNamed(table, context.target);
  if (column === undefined || context.task === undefined) return undefined;
  if (context.task === "regression" || (context.task === "binary" && !isText(column) && column.kind === "bool")) {
    if (isText(column) || column.values.every(Number.isNaN)) return undefined;
    return { task: context.task, outputs: [{ label: "", values: column.values }] };
  }
  const coded = asLevels(column);
  const classes = levelCounts(coded).map(({ level }) => level);
  if (classes.length === 0) return undefined;
  const asked = context.task === "binary" ? classes.slice(-1) : classes;
  const outputs = asked.map((label) => {
    const code = coded.dictionary.indexOf(label);
    return {
      label,
      values: Float64Array.from(coded.codes, (found) => (found < 0 ? Number.NaN : Number(found === code))),
    };
  });
  return { task: context.task, outputs };
}
