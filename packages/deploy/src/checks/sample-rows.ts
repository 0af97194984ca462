import { isMissingAt, isText, seededRandom, type Table, type TableColumn } from "@mlopsc/learn";

/**
 * Rows of a table that show most of what it holds, rising: of each column one that is missing, the least and the greatest
 * number, every value of a category or bool, the longest text, an empty one and one beyond ASCII; then rows drawn at
 * random, `count` in all. Rows in `wanted` are taken before those at random. Where the count is too small for all of
 * these, columns take turns. The same arguments give the same rows.
 */
export function sampleRows(table: Table, count: number, seed: number, wanted: readonly number[] = []): Int32Array {
  const size = Math.min(count, table.rows);
  const random = seededRandom(seed, "sample");
  const order = random.shuffle(Int32Array.from({ length: table.rows }, (_, row) => row));
  const chosen = new Set<number>();
  for (const wish of inTurns(table.columns.map((column) => wishes(column, order)))) {
    if (chosen.size >= size) break;
    if (!wish.rows.some((row) => chosen.has(row))) chosen.add(wish.rows[0]!);
  }
  for (const row of [...wanted, ...order]) {
    if (chosen.size >= size) break;
    chosen.add(row);
  }
  return Int32Array.from(chosen).sort();
}

/** Rows of which one is enough; never empty. */
interface Wish {
  readonly rows: readonly number[];
}

/** A wish remembers so many rows: one of them may have been chosen for another column already. */
const remembered = 32;

function wishes(column: TableColumn, order: Int32Array): readonly Wish[] {
  const found = new Map<string, number[]>();
  const note = (what: string, row: number): void => {
    const rows = found.get(what);
    if (rows === undefined) found.set(what, [row]);
    else if (rows.length < remembered) rows.push(row);
  };
  if (isText(column)) noteTexts(column, order, note);
  else noteNumbers(column, order, note);
  return [...found.values()].map((rows) => ({ rows }));
}

type Note = (what: string, row: number) => void;

function noteNumbers(column: Extract<TableColumn, { values: unknown }>, order: Int32Array, note: Note): void {
  const { values, kind } = column;
  let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  for (const row of order) {
    const value = values[row]!;
    if (Number.isNaN(value)) note("missing", row);
    else if (value === least) note("least", row);
    else if (value === greatest) note("greatest", row);
    if (kind !== "bool" && value === 0) note("zero", row);
    if (kind === "number" && !Number.isInteger(value) && !Number.isNaN(value)) note("fraction", row);
  }
}

function noteTexts(column: Extract<TableColumn, { codes: unknown }>, order: Int32Array, note: Note): void {
  const { kind, codes, dictionary } = column;
  const longest = dictionary.reduce((length, text) => Math.max(length, text.length), 0);
  for (const row of order) {
    if (isMissingAt(column, row)) note("missing", row);
    else {
      const text = dictionary[codes[row]!]!;
      if (kind === "category") note(`level ${text}`, row);
      if (text === "") note("empty", row);
      if (text.length === longest) note("longest", row);
      if (isBeyondAscii(text)) note("beyond ASCII", row);
    }
  }
}

function isBeyondAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return true;
  return false;
}

/** The first of each list, then the second of each, and so on. */
function* inTurns<Item>(lists: readonly (readonly Item[])[]): Generator<Item> {
  const longest = lists.reduce((length, list) => Math.max(length, list.length), 0);
  for (let at = 0; at < longest; at++) {
    for (const list of lists) {
      const item = list[at];
      if (item !== undefined) yield item;
    }
  }
}
