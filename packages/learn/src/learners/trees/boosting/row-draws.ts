import type { Random } from "../../../random/seeded-random.ts";
import { allRows } from "../../../table/take-rows.ts";

/** Rows that trees may see, and a tenth that they may not; all rows both where none are to be held out. */
export function holdOut(rows: number, wanted: boolean, random: Random): { seen: Int32Array; heldOut: Int32Array } {
  const all = allRows(rows);
  if (!wanted || rows < 2) return { seen: all, heldOut: all };
  const shuffled = random.shuffle(all);
  const count = Math.max(1, Math.floor(rows / 10));
  return { seen: shuffled.slice(count).sort(), heldOut: shuffled.slice(0, count).sort() };
}

/** A share of the rows, rising, drawn without replacement. */
export function drawRows(seen: Int32Array, share: number, random: Random): Int32Array {
  if (share >= 1) return seen;
  const count = Math.max(1, Math.round(seen.length * share));
  return random.shuffle(seen.slice()).slice(0, count).sort();
}
