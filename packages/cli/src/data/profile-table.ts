import type { ColumnProfile } from "@mlopsc/learn";
import { typeText } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { type FitColumn, type FitRow, fitTable } from "../terminal/fit-table.ts";
import { formatNumber } from "../terminal/numbers.ts";
import { sparkline } from "../terminal/sparkline.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { FoundTable } from "./find-table.ts";
import { shareText, valueText } from "./value-text.ts";

const heads: readonly FitColumn[] = [
  { head: "column", least: 16 },
  { head: "type", least: 12 },
  { head: "missing", align: "right" },
  { head: "distinct", align: "right" },
  { head: "shape, or most frequent", least: 23 },
  { head: "min", align: "right" },
  { head: "mean", align: "right", joined: true },
  { head: "median", align: "right", joined: true },
  { head: "max", align: "right", joined: true },
];

/** A line a column: its type as the language writes it, and what its values are like. */
export function profileTable({ columns, profile }: FoundTable, terminal: Terminal): string {
  const rows = columns.map((column, at): FitRow => ({ cells: cellsOf(column, profile[at]) }));
  const shown = heads.map((_, at) => at < 4 || rows.some(({ cells }) => cells[at] !== ""));
  const kept = <Item>(items: readonly Item[]): Item[] => items.filter((__, at) => shown[at]);
  return fitTable(
    kept(heads),
    rows.map(({ cells }) => ({ cells: kept(cells) })),
    terminal,
  );
}

function cellsOf({ name, type }: Column, profile: ColumnProfile | undefined): string[] {
  if (profile === undefined) return [name, typeText(type), "", "", "", "", "", "", ""];
  const { count, missing, distinct, numbers } = profile;
  const figures =
    numbers === undefined || type.kind === "bool"
      ? ["", "", "", ""]
      : [numbers.min, numbers.mean, medianOf(numbers), numbers.max].map((value) => valueText(type.kind, value));
  return [
    name,
    typeText(type),
    missing === 0 ? "–" : shareText(missing / count),
    formatNumber(distinct),
    shapeOf(type, profile),
    ...figures,
  ];
}

export const medianOf = ({ quantiles }: NonNullable<ColumnProfile["numbers"]>): number =>
  quantiles.find(({ share }) => share === 0.5)?.value ?? Number.NaN;

function shapeOf(type: Column["type"], { numbers, categories, count, missing }: ColumnProfile): string {
  if (type.pii) return "(hidden: pii)";
  if (type.kind === "id") return "";
  if (categories !== undefined) {
    const present = Math.max(1, count - missing);
    // Where every value is another one, none of them is worth naming.
    if ((categories[0]?.count ?? 0) <= 1) return "";
    return categories
      .slice(0, 5)
      .map((each) => `${each.value} ${shareText(each.count / present)}`)
      .join(", ");
  }
  return numbers === undefined ? "" : sparkline(numbers.histogram.map((bin) => bin.count));
}
