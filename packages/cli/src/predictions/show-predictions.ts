import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { DataStore } from "@mlopsc/engine";
import type { JsonScalar, StoredModel } from "@mlopsc/learn";
import { valueOrStop } from "../data/value-or-stop.ts";
import { numberText } from "../data/value-text.ts";
import { type FitColumn, fitTable } from "../terminal/fit-table.ts";
import { counted, formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { predictionNames } from "./prediction-columns.ts";
import type { RequestRows } from "./read-requests.ts";

/** Rows on the screen. */
export const mostRows = 20;
const mostWidth = 24;

type Row = Readonly<Record<string, JsonScalar>>;

interface Shown {
  readonly requests: RequestRows;
  readonly model: StoredModel;
  /** Columns that are left out. */
  readonly personal: ReadonlySet<string>;
  /** Columns that stand beside the predictions: why. */
  readonly reasons: readonly string[];
}

/** The first rows on the screen: as many columns of the input as there is room for, and all that was predicted. */
export async function showPredictions(
  store: DataStore,
  tables: readonly string[],
  { requests, model, personal, reasons }: Shown,
  scratch: string,
  terminal: Terminal,
): Promise<void> {
  const path = join(scratch, "shown.jsonl");
  valueOrStop(await store.export(tables, path, { rows: mostRows }));
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line !== "");
  const records = lines.map((line) => JSON.parse(line) as Row);
  const predicted = [...predictionNames(model), ...reasons].filter((name) =>
    records.some((record) => record[name] !== undefined && record[name] !== null),
  );
  const { rows } = requests.table;
  const all = requests.columns.map(({ name }) => name).filter((name) => !personal.has(name));
  const known = [...leading(all, predicted, records, terminal.width), ...predicted];
  const columns = known.map((name) => (reasons.includes(name) ? { head: name } : columnOf(name, records)));
  terminal.out(
    fitTable(
      columns,
      records.map((record) => ({ cells: known.map((name) => cellText(name, record[name])) })),
      terminal,
    ),
  );
  const notes = [
    ...(rows > records.length ? [`${counted(rows - records.length, "more row")}`] : []),
    ...(all.length + predicted.length > known.length
      ? [`${formatNumber(all.length + predicted.length - known.length)} more columns`]
      : []),
  ];
  if (notes.length > 0) terminal.out(terminal.colours.dim(`… and ${notes.join(", ")}: --out FILE writes them all.\n`));
}

/** The first columns of the input that fit beside the predictions. */
function leading(
  names: readonly string[],
  predicted: readonly string[],
  records: readonly Row[],
  width: number,
): readonly string[] {
  const widthOf = (name: string): number =>
    2 + Math.min(mostWidth, Math.max(name.length, ...records.map((record) => cellText(name, record[name]).length)));
  let left = width - predicted.reduce((sum, name) => sum + widthOf(name), 0);
  const fitting: string[] = [];
  for (const name of names) {
    left -= widthOf(name);
    if (left < 0 && fitting.length > 0) break;
    fitting.push(name);
  }
  return fitting;
}

function columnOf(name: string, records: readonly Row[]): FitColumn {
  const isNumber = records.every(
    (record) => typeof record[name] === "number" || record[name] === null || record[name] === undefined,
  );
  return { head: name, align: isNumber ? "right" : "left", least: 12 };
}

function cellText(name: string, value: JsonScalar | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value !== "number") return String(value);
  return /^probability/.test(name) ? value.toFixed(4) : Number.isInteger(value) ? String(value) : numberText(value);
}
