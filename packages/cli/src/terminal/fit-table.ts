import type { Terminal } from "./terminal.ts";

export interface FitColumn {
  readonly head: string;
  readonly align?: "left" | "right";
  /** May be cut down to so many characters where the screen is narrow; never cut without it. */
  readonly least?: number;
  /** Stands in the same part as the column before it. */
  readonly joined?: true;
}

export interface FitRow {
  readonly cells: readonly string[];
  readonly paint?: (text: string) => string;
}

const gap = 2;

/**
 * Columns lined up in the width of the screen: those that may be cut are cut first; if that is not enough the table
 * goes on below itself, each part with the first column again. No line is wider than the screen.
 */
export function fitTable(columns: readonly FitColumn[], rows: readonly FitRow[], { width, colours }: Terminal): string {
  const parts = splitColumns(columns, rows, width);
  return parts.map((part) => layOut(part, columns, rows, width, colours.dim)).join("\n");
}

/** Indices of the columns of each part. */
function splitColumns(
  columns: readonly FitColumn[],
  rows: readonly FitRow[],
  width: number,
): readonly (readonly number[])[] {
  const leastOf = (at: number): number =>
    Math.min(naturalWidth(columns, rows, at), columns[at]?.least ?? Number.POSITIVE_INFINITY);
  const fits = (group: readonly number[]): boolean =>
    group.length > 1 && group.reduce((sum, at) => sum + gap + leastOf(at), leastOf(0)) <= width;
  const groups: number[][] = [];
  for (let at = 1; at < columns.length; at++) {
    if (columns[at]?.joined === true && fits([...(groups.at(-1) ?? []), at])) groups.at(-1)?.push(at);
    else groups.push([at]);
  }
  const parts: number[][] = [[0]];
  let used = leastOf(0);
  for (const group of groups) {
    const needed = group.reduce((sum, at) => sum + gap + leastOf(at), 0);
    if (used + needed > width && (parts.at(-1) as number[]).length > 1) {
      parts.push([0]);
      used = leastOf(0);
    }
    parts.at(-1)?.push(...group);
    used += needed;
  }
  return parts;
}

function layOut(
  part: readonly number[],
  columns: readonly FitColumn[],
  rows: readonly FitRow[],
  width: number,
  dim: (text: string) => string,
): string {
  const widths = shrink(
    part.map((at) => naturalWidth(columns, rows, at)),
    part.map((at) => columns[at]?.least),
    width,
  );
  const line = (cells: readonly string[]): string =>
    cut(
      part
        .map((at, place) => padded(cut(cells[at] ?? "", widths[place] as number), widths[place] as number, columns[at]))
        .join(" ".repeat(gap))
        .trimEnd(),
      width,
    );
  // Where the table goes on below itself, rows that have nothing there are left out.
  const told = part.includes(1) ? rows : rows.filter(({ cells }) => part.slice(1).some((at) => cells[at] !== ""));
  const body = told.map(({ cells, paint }) => (paint ? paint(line(cells)) : line(cells)));
  return `${[dim(line(columns.map(({ head }) => head))), ...body].join("\n")}\n`;
}

/** Takes from the widest column that may be cut until all fit, or none may be cut further. */
function shrink(natural: readonly number[], least: readonly (number | undefined)[], width: number): readonly number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, each) => sum + each, 0) + gap * (widths.length - 1) - width;
  for (; excess > 0; excess--) {
    let widest = -1;
    for (const [at, each] of widths.entries()) {
      const floor = least[at];
      if (floor !== undefined && each > floor && (widest < 0 || each > (widths[widest] as number))) widest = at;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] as number) - 1;
  }
  return widths;
}

const naturalWidth = (columns: readonly FitColumn[], rows: readonly FitRow[], at: number): number =>
  Math.max(lengthOf(columns[at]?.head ?? ""), ...rows.map(({ cells }) => lengthOf(cells[at] ?? "")));

const lengthOf = (text: string): number => [...text].length;

function padded(text: string, width: number, column: FitColumn | undefined): string {
  const space = " ".repeat(Math.max(0, width - lengthOf(text)));
  return column?.align === "right" ? space + text : text + space;
}

/** The text in at most so many characters, its end marked where it was cut. */
export function cut(text: string, width: number): string {
  const characters = [...text];
  return characters.length <= width ? text : `${characters.slice(0, Math.max(0, width - 1)).join("")}…`;
}
