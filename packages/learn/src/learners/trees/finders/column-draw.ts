import type { Random } from "../../../random/seeded-random.ts";

/** Moves a column drawn from those at `place` and after it to that place. */
export function drawColumn(columns: Int32Array, place: number, random: Random): void {
  const other = place + random.integer(columns.length - place);
  const kept = columns[place]!;
  columns[place] = columns[other]!;
  columns[other] = kept;
}

/** `share` of so many columns, at least one: a whole number in spite of rounding (0.3 × 10 is 3). */
export const columnCount = (share: number, columns: number): number =>
  Math.max(1, Math.min(columns, Math.floor(share * columns + 1e-9)));
