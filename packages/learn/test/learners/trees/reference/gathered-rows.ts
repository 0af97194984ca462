import type { NodeRows } from "../../../../src/learners/trees/finders/split-finder.ts";
import type { PlainRows } from "./plain-rules.ts";

/** What is summed over the rows of a node, side by side in the order of the rows. */
export interface GatheredRows {
  /** The class of each row; unused for gradients. */
  readonly classes: Int32Array;
  /** Two numbers a row of gradients, one a row of classes. */
  readonly values: Float64Array;
  rows: Int32Array;
  start: number;
  end: number;
}

export const gatheredRows = (rows: number, width: number): GatheredRows => ({
  classes: new Int32Array(rows),
  values: new Float64Array(rows * width),
  rows: new Int32Array(0),
  start: 0,
  end: 0,
});

/** Fills and gives back `into`. */
export function gatherNode(
  { packed, classes, rules }: PlainRows,
  { rows, start, end }: NodeRows,
  into: GatheredRows,
): GatheredRows {
  into.rows = rows;
  into.start = start;
  into.end = end;
  const { values, classes: found } = into;
  if (rules.kind === "gradient") {
    for (let index = start, place = 0; index < end; index++, place += 2) {
      const from = 2 * rows[index]!;
      values[place] = packed[from]!;
      values[place + 1] = packed[from + 1]!;
    }
    return into;
  }
  for (let index = start, place = 0; index < end; index++, place++) {
    const row = rows[index]!;
    values[place] = packed[row]!;
    found[place] = classes[row]!;
  }
  return into;
}
