import {
  type ClassLabel,
  type DictionaryBuilder,
  dictionaryBuilder,
  isText,
  numericColumn,
  type OutsideFeature,
  requireColumn,
  type Table,
  type TableColumn,
  tableOf,
} from "@mlopsc/learn";
import type { JobDocument } from "./job-document.ts";

/** Features and target as a trainer reads them: true and false are 1 and 0, classes go by their names. */
export function trainingTable(
  features: Table,
  target: { readonly values: Float64Array; readonly labels: readonly ClassLabel[] },
  { target: name }: Pick<JobDocument, "target">,
): Table {
  return tableOf([...features.columns.map(handedOver), targetColumn(name, target)], features.rows);
}

/** The rows to predict, numbered from 0; a category that training did not know is missing. */
export function rowsTable(features: Table, known: readonly OutsideFeature[], { row }: Pick<JobDocument, "row">): Table {
  const numbers = numericColumn(
    row,
    "int",
    Float64Array.from({ length: features.rows }, (_, index) => index),
  );
  const columns = known.map((feature) => handedOver(withKnownLevels(requireColumn(features, feature.name), feature)));
  return tableOf([numbers, ...columns], features.rows);
}

const handedOver = (column: TableColumn): TableColumn =>
  column.kind === "bool"
    ? { ...column, kind: "int" }
    : column.kind === "duration"
      ? { ...column, kind: "number" }
      : column;

export function withKnownLevels(column: TableColumn, { levels }: OutsideFeature): TableColumn {
  if (!isText(column) || levels === undefined) return column;
  const known = new Set(levels);
  const isKnown = column.dictionary.map((level) => known.has(level));
  return { ...column, codes: column.codes.map((code) => (isKnown[code] ? code : -1)) };
}

function targetColumn(
  name: string,
  { values, labels }: { readonly values: Float64Array; readonly labels: readonly ClassLabel[] },
): TableColumn {
  if (labels.length === 0) return numericColumn(name, "number", values);
  if (labels.every((label) => typeof label === "number")) {
    const kind = labels.every(Number.isInteger) ? "int" : "number";
    return numericColumn(
      name,
      kind,
      values.map((index) => labels[index] as number),
    );
  }
  const builder: DictionaryBuilder = dictionaryBuilder();
  const codes = labels.map((label) => builder.codeOf(String(label)));
  return {
    name,
    kind: "category",
    codes: Int32Array.from(values, (index) => codes[index]!),
    dictionary: builder.dictionary,
  };
}
