import { formatDate, formatTimestamp } from "@mlopsc/learn";
import type { ScalarKind } from "@mlopsc/vocabulary";
import { formatDuration, formatNumber } from "../terminal/numbers.ts";

/** A number of a column (or a mean of such) in the unit that its kind is read in: dates as dates, times as times. */
export function valueText(kind: ScalarKind, value: number): string {
  switch (kind) {
    case "date":
      return formatDate(Math.round(value));
    case "timestamp":
      return formatTimestamp(Math.round(value)).slice(0, 16).replace("T", " ");
    case "duration":
      return value < 0 ? `-${formatDuration(-value)}` : formatDuration(value);
    default:
      return numberText(value);
  }
}

/** Four digits that mean something, however small or large the number. */
export function numberText(value: number): string {
  const size = Math.abs(value);
  if (Number.isFinite(value) && value !== 0 && (size < 1e-3 || size >= 1e12)) {
    return value
      .toExponential(3)
      .replace(/\.?0+e/, "e")
      .replace("e+", "e");
  }
  return formatNumber(value);
}

/** 0.0532 as "5.3%"; a share that is not nothing is never shown as nothing. */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.05) return "<0.1%";
  if (percent < 100 && percent > 99.95) return ">99.9%";
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)}%`;
}
