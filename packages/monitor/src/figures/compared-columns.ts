import { numericColumn, type Table, type TableColumn, textColumn } from "@mlopsc/learn";
import type { LoggedColumn } from "@mlopsc/serve";
import type { MonitorDefinition, MonitorReference } from "../monitor-definition.ts";
import type { SampledRow } from "../windows/window-part.ts";

/** What predictions are called beside the columns of a request: no column has such a name. */
export const predictionColumn = "(prediction)";
export const probabilityColumn = "(probability)";

/**
 * The columns that are compared. Dates and times are not: those of a later day are later, which is no drift. Neither are texts
 * and ids, of which nearly every value is its own.
 */
export const comparedColumns = (columns: readonly LoggedColumn[]): readonly LoggedColumn[] =>
  columns.filter(({ kind }) => !["date", "timestamp", "text", "id"].includes(kind));

/** What is compared of predictions: the number; of two classes the probability and the class; of more the class. */
export function predictionColumns(
  { task, classes }: Pick<MonitorDefinition, "task" | "classes">,
  values: readonly (number | null)[],
  labels: readonly number[],
): readonly TableColumn[] {
  if (task === "regression") return [numericColumn(predictionColumn, "number", values)];
  const names = labels.map((label) => (classes[label] === undefined ? null : String(classes[label])));
  const answered = textColumn(predictionColumn, "category", names);
  return classes.length === 2 ? [numericColumn(probabilityColumn, "number", values), answered] : [answered];
}

/** The sampled rows as a table: compared columns, then predictions. */
export function sampledTable(definition: MonitorDefinition, rows: readonly SampledRow[]): Table {
  const columns = comparedColumns(definition.columns).map((column): TableColumn => {
    const at = definition.columns.indexOf(column);
    const { name, kind } = column;
    const cells = rows.map(([, all]) => all[at]!);
    return kind === "category" || kind === "text" || kind === "id"
      ? textColumn(name, kind, cells as readonly (string | null)[])
      : numericColumn(name, kind, cells as readonly (number | null)[]);
  });
  const predictions = predictionColumns(
    definition,
    rows.map(([, , value]) => value),
    rows.map(([, , , label]) => label),
  );
  return { rows: rows.length, columns: [...columns, ...predictions] };
}

/** The reference in the same form; without predictions where none are known. */
export function referenceTable(definition: MonitorDefinition, { table, predictions }: MonitorReference): Table {
  const wanted = new Set(comparedColumns(definition.columns).map(({ name }) => name));
  const columns = table.columns.filter(({ name }) => wanted.has(name));
  if (predictions === undefined) return { rows: table.rows, columns };
  const values = Array.from(predictions.values, (value) => (Number.isNaN(value) ? null : value));
  return { rows: table.rows, columns: [...columns, ...predictionColumns(definition, values, [...predictions.labels])] };
}
