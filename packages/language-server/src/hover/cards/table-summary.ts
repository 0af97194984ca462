import type { Declaration, SchemaColumn, TableSchema } from "@mlopsc/compiler";
import { nameText, typeText } from "@mlopsc/plan";
import type { TableFacts } from "../../knowledge/knowledge.ts";
import { countText } from "../../text/number-text.ts";
import { codeBlock, facts } from "../card.ts";
import type { HoverContext } from "../hover-context.ts";

/** Key, rows and version of a dataset, and its columns. */
export function datasetSummary(
  dataset: Declaration,
  { analyses, knowledge }: HoverContext,
): readonly (string | null)[] {
  const analysis = analyses.datasets.get(dataset);
  if (analysis === undefined) return [];
  const { schema, key } = analysis;
  const known = knowledge.tableOf(dataset.address);
  const heading = facts(
    columnCount(schema),
    key.length === 0 ? null : `key ${key.map((name) => `\`${name}\``).join(", ")}`,
    rowsText(known),
    known?.version && `version ${known.version.number}, taken in ${known.version.taken}`,
  );
  return [heading, columnList(schema)];
}

/** From what a transform is made, and the columns that come out. */
export function transformSummary(
  transform: Declaration,
  { analyses, knowledge }: HoverContext,
): readonly (string | null)[] {
  const analysis = analyses.transforms.get(transform);
  if (analysis === undefined) return [];
  const { sources, output } = analysis;
  const from = sources.map(({ name }) => `\`${name}\``).join(", ");
  const heading = facts(
    from === "" ? null : `from ${from}`,
    columnCount(output),
    rowsText(knowledge.tableOf(transform.address)),
    analysis.split === null ? null : "split into training and test part",
  );
  return [heading, columnList(output)];
}

const rowsText = (known: TableFacts | null): string | null => (known === null ? null : countText(known.rows, "row"));

const columnCount = ({ known, columns }: TableSchema): string =>
  known ? countText(columns.length, "column") : "its columns are not known yet";

/** The most columns that are listed one by one. */
const mostListed = 20;

/** The columns of a table, a line each, their types below one another. */
export function columnList({ columns, families }: TableSchema): string | null {
  const rows = [
    ...columns.map((column) => [nameText(column.name), typeOf(column)] as const),
    ...families.map(({ prefix, type }) => [`${prefix}*`, typeText(type)] as const),
  ];
  if (rows.length === 0) return null;
  const shown = rows.slice(0, mostListed);
  const width = Math.max(...shown.map(([name]) => name.length));
  const lines = shown.map(([name, type]) => `${name.padEnd(width)}  ${type}`);
  const rest = rows.length - shown.length;
  return codeBlock("mlops", [...lines, ...(rest > 0 ? [`… and ${rest} more`] : [])].join("\n"));
}

export const typeOf = ({ type }: Pick<SchemaColumn, "type">): string => (type === null ? "?" : typeText(type));
