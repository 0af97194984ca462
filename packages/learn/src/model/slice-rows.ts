import { compareText } from "../expression/compare-text.ts";
import { quantile, sortedValues } from "../pipeline/statistics.ts";
import { isText, type NumericColumn, type Table, type TableColumn } from "../table/table.ts";
import { formatDate, formatTimestamp } from "../table/temporal-text.ts";

/** Rows of a table that share a value of a column, or a stretch of its numbers. */
export interface Slice {
  readonly column: string;
  /** `individual`, `18 .. 35`, `other`, `missing`. */
  readonly label: string;
  /** Rising. */
  readonly rows: Int32Array;
}

const mostValues = 12;
const mostWhole = 8;
const stretches = 4;

/**
 * The rows parted by a column, each row in one slice: a slice for each of the most frequent values (the rest are
 * `other`), for each of few whole numbers, or for each quarter of many numbers; missing values are one of their own.
 */
export function sliceRows(table: Table, column: TableColumn): Slice[] {
  const { labels, labelOf } = isText(column) ? textLabels(column) : numberLabels(column);
  const rows = new Map<string, number[]>();
  for (let row = 0; row < table.rows; row++) {
    const label = labelOf(row);
    const known = rows.get(label);
    if (known === undefined) rows.set(label, [row]);
    else known.push(row);
  }
  return [...labels, restLabel, missingLabel].flatMap((label) => {
    const found = rows.get(label);
    rows.delete(label);
    return found === undefined ? [] : [{ column: column.name, label, rows: Int32Array.from(found) }];
  });
}

const restLabel = "other";
const missingLabel = "missing";

interface Labels {
  /** In the order in which slices are told. */
  readonly labels: readonly string[];
  labelOf(row: number): string;
}

function textLabels({ codes, dictionary }: Extract<TableColumn, { readonly codes: Int32Array }>): Labels {
  const counts = dictionary.map(() => 0);
  for (const code of codes) if (code >= 0) counts[code]! += 1;
  const frequent = dictionary
    .map((label, code) => ({ label, count: counts[code]! }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || compareText(a.label, b.label))
    .slice(0, mostValues)
    .map(({ label }) => label)
    .sort(compareText);
  const shown = new Set(frequent);
  return {
    labels: frequent,
    labelOf: (row) => {
      const label = codes[row]! < 0 ? undefined : dictionary[codes[row]!];
      return label === undefined ? missingLabel : shown.has(label) ? label : restLabel;
    },
  };
}

function numberLabels(column: NumericColumn): Labels {
  const { values } = column;
  const sorted = sortedValues(values);
  const distinct = [...new Set(sorted)];
  const labelled = (label: (value: number) => string): Labels["labelOf"] => {
    return (row) => (Number.isNaN(values[row]!) ? missingLabel : label(values[row]!));
  };
  if (distinct.length <= mostWhole && distinct.every(Number.isInteger)) {
    const text = (value: number): string => numberText(column, value);
    return { labels: distinct.map(text), labelOf: labelled(text) };
  }
  // A border belongs to the stretch above it.
  const borders = Array.from({ length: stretches - 1 }, (_, at) => quantile(sorted, (at + 1) / stretches));
  const cuts = [...new Set(borders)].filter((border) => border > sorted[0]!);
  const labels = Array.from({ length: cuts.length + 1 }, (_, at) => {
    const low = at === 0 ? sorted[0]! : cuts[at - 1]!;
    const end =
      at === cuts.length ? ` .. ${numberText(column, sorted.at(-1)!)}` : ` ..< ${numberText(column, cuts[at]!)}`;
    return `${numberText(column, low)}${end}`;
  });
  return { labels, labelOf: labelled((value) => labels[cuts.filter((cut) => value >= cut).length]!) };
}

function numberText({ kind }: NumericColumn, value: number): string {
  if (kind === "bool") return value === 1 ? "true" : "false";
  if (kind === "date") return formatDate(Math.round(value));
  if (kind === "timestamp") return formatTimestamp(Math.round(value));
  return String(Number(value.toPrecision(4)));
}
