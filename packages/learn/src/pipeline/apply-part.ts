import { isNumericStorage, type ScalarKind } from "@mlopsc/vocabulary";
import { evaluate } from "../expression/evaluate.ts";
import type { EvaluationContext } from "../expression/operand.ts";
import {
  columnLength,
  columnNamed,
  isMissingAt,
  selectColumns,
  withColumns,
  withoutColumns,
} from "../table/columns.ts";
import { isText, type Table, type TableColumn } from "../table/table.ts";
import { applyBin } from "./bin.ts";
import { applyHashing } from "./encode-hashing.ts";
import { applyOneHot } from "./encode-one-hot.ts";
import { applyOrdinal } from "./encode-ordinal.ts";
import { applyTargetMeans } from "./encode-target.ts";
import type { FittedPart } from "./fitted-part.ts";
import { applyFill } from "./impute.ts";
import { applyModelFill } from "./impute-model.ts";
import { applyNeighbourFill } from "./impute-neighbours.ts";
import { applyClip } from "./outliers.ts";
import { applyPrincipalComponents } from "./principal-components.ts";
import { applyScale } from "./scale.ts";

/** Every part but a filter, which changes the rows. */
export type ColumnPart = Exclude<FittedPart, { kind: "filter" }>;

/** The table after a part. Columns that a request does not carry (the prediction column) are passed over. */
export function applyPart(part: ColumnPart, table: Table, context: EvaluationContext): Table {
  switch (part.kind) {
    case "derive":
      return withColumns(table, [ofKind(evaluate(part.expression, table, context, part.name), part.type)]);
    case "select":
      return selectColumns(table, [
        ...part.columns.filter(({ from }) => columnNamed(table, from) !== undefined),
        ...familyColumns(part, table),
      ]);
    case "fill":
      return applyFill(table, part.columns);
    case "neighbour_fill":
      return applyNeighbourFill(table, part);
    case "model_fill":
      return applyModelFill(table, part);
    case "clip":
      return applyClip(table, part.columns);
    case "drop_outliers":
      return table;
    case "one_hot":
      return applyOneHot(table, part.columns);
    case "ordinal":
      return applyOrdinal(table, part.columns);
    case "target_means":
      return applyTargetMeans(table, part.columns);
    case "hashing":
      return applyHashing(table, part.columns, part.buckets);
    case "scale":
      return applyScale(table, part.columns);
    case "bin":
      return applyBin(table, part.columns);
    case "principal_components":
      return applyPrincipalComponents(table, part);
    case "drop_columns":
      return withoutColumns(table, part.columns);
  }
}

/** The column under the kind declared; a column of nothing but missing values may change how it is held. */
function ofKind(column: TableColumn, kind: ScalarKind): TableColumn {
  if (isNumericStorage(kind) !== isText(column)) return { ...column, kind } as TableColumn;
  const rows = columnLength(column);
  for (let row = 0; row < rows; row++) {
    if (!isMissingAt(column, row)) throw new Error(`column ${column.name} is of kind ${column.kind}, not ${kind}`);
  }
  if (isNumericStorage(kind))
    return { name: column.name, kind, values: new Float64Array(rows).fill(Number.NaN) } as TableColumn;
  return { name: column.name, kind, codes: new Int32Array(rows).fill(-1), dictionary: [] } as TableColumn;
}

/** Columns that only the data name (`segment=retail`), of the families that a select keeps. */
function familyColumns(
  { columns, families = [] }: Extract<ColumnPart, { kind: "select" }>,
  table: Table,
): { readonly from: string; readonly to: string }[] {
  if (families.length === 0) return [];
  const listed = new Set(columns.map(({ from }) => from));
  return table.columns
    .map(({ name }) => name)
    .filter((name) => !listed.has(name) && families.some((family) => name.startsWith(family)))
    .map((name) => ({ from: name, to: name }));
}
