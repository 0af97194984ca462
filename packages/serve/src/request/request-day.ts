import { parseDate } from "@mlopsc/learn";

/** A request may say which day it stands for: what `today()` means for it, and for no other. A replay does. */
export const todayHeader = "mlopsc-today";

/** In days since 1970-01-01: that of the header, or `today` where there is none; undefined where it is no day. */
export function requestDay(written: string | string[] | undefined, today: () => number): number | undefined {
  if (written === undefined) return today();
  const day = typeof written === "string" ? parseDate(written) : Number.NaN;
  return Number.isNaN(day) ? undefined : day;
}
