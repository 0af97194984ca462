import type { ColumnDrift } from "@mlopsc/engine";
import type { ColumnProfile } from "@mlopsc/learn";
import { type FitColumn, type FitRow, fitTable } from "../terminal/fit-table.ts";
import { counted, formatNumber } from "../terminal/numbers.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { medianOf } from "./profile-table.ts";
import { shareText, valueText } from "./value-text.ts";

const heads: readonly FitColumn[] = [
  { head: "column", least: 16 },
  { head: "moved by", align: "right" },
  { head: "mean" },
  { head: "median" },
  { head: "most frequent", least: 24 },
  { head: "missing" },
  { head: "distinct" },
];

/** Below these a column is about as before: standard deviations, and shares of rows. */
const least = { shift: 0.01, variation: 0.001 };

/** The columns that moved, those that moved most first; empty where there is none. */
export function driftTable(drifts: readonly ColumnDrift[], terminal: Terminal): string {
  const moved = drifts.filter(hasMoved).sort((left, right) => extentOf(right) - extentOf(left));
  if (moved.length === 0) return "";
  const rows = moved.map((drift): FitRow => ({ cells: cellsOf(drift) }));
  const shown = heads.map((_, at) => rows.some(({ cells }) => cells[at] !== ""));
  const kept = <Item>(items: readonly Item[]): Item[] => items.filter((__, at) => shown[at]);
  const { bold, dim } = terminal.colours;
  const table = fitTable(
    kept(heads),
    rows.map(({ cells }) => ({ cells: kept(cells) })),
    terminal,
  );
  const rest = drifts.length - moved.length;
  const note = rest === 0 ? "" : `${dim(`${counted(rest, "column")} about as before.`)}\n`;
  return `${bold("Distributions")}\n${table}${note}`;
}

/** A row more or less is told above: here only what the values are like counts. */
function hasMoved({ before, after, shift, variation }: ColumnDrift): boolean {
  if (missingText(before) !== missingText(after)) return true;
  if (after.kind === "id") return false;
  if (after.numbers === undefined && after.categories === undefined) return before.distinct !== after.distinct;
  return shift === null ? before.numbers?.mean !== after.numbers?.mean : extentOf({ shift, variation }) > 0;
}

/** Standard deviations and shares are of about one size; 0 where it is too little to tell. */
function extentOf({
  shift,
  variation,
}: {
  readonly shift?: number | null | undefined;
  readonly variation?: number | undefined;
}): number {
  if (variation !== undefined) return variation < least.variation ? 0 : variation;
  return shift === undefined || shift === null || Math.abs(shift) < least.shift ? 0 : Math.abs(shift);
}

function cellsOf({ name, before, after, shift, variation }: ColumnDrift): string[] {
  const { kind } = after;
  const [old, fresh] = [before.numbers, after.numbers];
  const isNumbers = old !== undefined && fresh !== undefined && kind !== "bool";
  return [
    name,
    kind === "id" ? "" : movedBy(shift, variation),
    isNumbers ? change(valueText(before.kind, old.mean), valueText(kind, fresh.mean)) : "",
    isNumbers ? change(valueText(before.kind, medianOf(old)), valueText(kind, medianOf(fresh))) : "",
    isNumbers || kind === "id" ? "" : topChange(before, after),
    change(missingText(before), missingText(after)),
    isNumbers ? "" : change(formatNumber(before.distinct), formatNumber(after.distinct)),
  ];
}

const change = (before: string, after: string): string => (before === after ? "" : `${before} → ${after}`);

const missingText = ({ missing, count }: ColumnProfile): string => (count === 0 ? "–" : shareText(missing / count));

/** Of the most frequent value before; that of after too, where it is another one. */
function topChange(before: ColumnProfile, after: ColumnProfile): string {
  const [old, fresh] = [topOf(before), topOf(after)];
  if (old === undefined || fresh === undefined) return change(old?.join(" ") ?? "", fresh?.join(" ") ?? "");
  return old[0] === fresh[0]
    ? `${old[0]} ${change(old[1], fresh[1]) || old[1]}`
    : `${old.join(" ")} → ${fresh.join(" ")}`;
}

function topOf({ categories, count, missing }: ColumnProfile): readonly [value: string, share: string] | undefined {
  const [top] = categories ?? [];
  return top === undefined || top.count <= 1
    ? undefined
    : [top.value, shareText(top.count / Math.max(1, count - missing))];
}

/** Means in standard deviations of before; categories by the share of rows that would have to change. */
function movedBy(shift: number | null | undefined, variation: number | undefined): string {
  if (extentOf({ shift, variation }) === 0) return "";
  if (variation !== undefined) return `${shareText(variation)} of rows`;
  return `${Number(shift) < 0 ? "−" : "+"}${Math.abs(Number(shift)).toFixed(2)} sd`;
}
