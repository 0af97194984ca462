import type { DataDifference } from "@mlopsc/engine";
import { nameText, typeText } from "@mlopsc/plan";
import { cut } from "../terminal/fit-table.ts";
import { counted, formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { driftTable } from "./drift-table.ts";
import type { FoundTable } from "./find-table.ts";

type RowsByKey = NonNullable<DataDifference["byKey"]>;
type Cells = RowsByKey["added"]["sample"][number];

/** Whether nothing that can be seen by column or key is another one. Without a key, rows are not known to be the same. */
export const isUnchanged = ({ schema, byKey }: DataDifference): boolean =>
  byKey !== undefined &&
  schema.added.length + schema.removed.length + schema.changed.length === 0 &&
  byKey.added.count + byKey.removed.count + byKey.changed.count === 0;

/** What changed: columns first, then rows, then how the values of each column moved. */
export function printDifference(
  difference: DataDifference,
  before: FoundTable,
  after: FoundTable,
  terminal: Terminal,
): string {
  const { bold, dim } = terminal.colours;
  const title = `${bold(before.label)} → ${bold(after.label)}`;
  if (isUnchanged(difference)) {
    return `${bold("No changes.")} ${before.label} and ${after.label} hold the same rows in another order.\n`;
  }
  const parts = [schemaLines(difference, terminal), rowLines(difference, after, terminal)];
  const drifts = driftTable(difference.columns, terminal);
  const text = parts.filter((lines) => lines.length > 0).map((lines) => `${lines.join("\n")}\n`);
  return [
    `${title}\n`,
    ...text,
    drifts === "" ? `${dim("No column's values are distributed otherwise than before.")}\n` : drifts,
  ].join("\n");
}

function schemaLines({ schema }: DataDifference, { colours, width }: Terminal): string[] {
  const { green, red, yellow, bold } = colours;
  const lines = [
    ...schema.added.map(({ name, type }) => ["+", green, `${nameText(name)}  ${typeText(type)}`] as const),
    ...schema.removed.map(({ name, type }) => ["-", red, `${nameText(name)}  ${typeText(type)}`] as const),
    ...schema.changed.map(
      (each) => ["~", yellow, `${nameText(each.name)}  ${typeText(each.before)} → ${typeText(each.after)}`] as const,
    ),
  ];
  if (lines.length === 0) return [];
  return [bold("Columns"), ...lines.map(([glyph, paint, text]) => paint(cut(`  ${glyph} ${text}`, width)))];
}

function rowLines({ rows, byKey, schema }: DataDifference, after: FoundTable, { colours, width }: Terminal): string[] {
  const { bold, dim, green, red, yellow } = colours;
  const heading = `${bold("Rows")}  ${formatNumber(rows.before)} → ${formatNumber(rows.after)}`;
  if (byKey === undefined)
    return [heading, dim("  No key: rows are not compared one by one. A `key = …` in the dataset tells them apart.")];
  const { added, removed, changed } = byKey;
  const total = added.count + removed.count + changed.count;
  if (total === 0)
    return [
      `${heading}, the same${schema.added.length + schema.removed.length > 0 ? " in the columns that both have" : ""}`,
    ];
  const key = after.key;
  const lines = [heading];
  const add = (paint: (text: string) => string, text: string): void => void lines.push(paint(cut(text, width)));
  if (added.count > 0) lines.push(green(`  + ${counted(added.count, "row")} added`));
  for (const cells of added.sample) add(dim, `      ${rowText(cells, key)}`);
  more(lines, added, dim);
  if (removed.count > 0) lines.push(red(`  - ${counted(removed.count, "row")} removed`));
  for (const cells of removed.sample) add(dim, `      ${rowText(cells, key)}`);
  more(lines, removed, dim);
  if (changed.count > 0) {
    const where = Object.entries(changed.columns).map(([name, count]) => `${nameText(name)} in ${formatNumber(count)}`);
    add(yellow, `  ~ ${counted(changed.count, "row")} changed: ${where.join(", ")}`);
  }
  for (const sample of changed.sample) add(dim, `      ${changeText(sample)}`);
  more(lines, changed, dim);
  return lines;
}

function more(
  lines: string[],
  { count, sample }: { readonly count: number; readonly sample: readonly unknown[] },
  dim: (text: string) => string,
): void {
  if (count > sample.length) lines.push(dim(`      … and ${formatNumber(count - sample.length)} more`));
}

/** The key first, then the other values. */
function rowText(cells: Cells, key: readonly string[]): string {
  const names = Object.keys(cells);
  const ordered = [...names.filter((name) => key.includes(name)), ...names.filter((name) => !key.includes(name))];
  return ordered.map((name) => `${name}: ${cellText(cells[name])}`).join(", ");
}

function changeText({ key, before, after }: RowsByKey["changed"]["sample"][number]): string {
  const moved = Object.keys(after).filter((name) => before[name] !== after[name] || before[name] === "(hidden)");
  const changes = moved.map((name) =>
    before[name] === "(hidden)" && after[name] === "(hidden)"
      ? `${name}: (hidden)`
      : `${name}: ${cellText(before[name])} → ${cellText(after[name])}`,
  );
  return `${Object.values(key).map(cellText).join(", ")}  ${changes.join(", ")}`;
}

const cellText = (value: string | null | undefined): string => (value === null || value === undefined ? "–" : value);
