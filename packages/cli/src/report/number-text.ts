import { formatDate, formatTimestamp } from "@mlopsc/learn";
import type { ScalarKind } from "@mlopsc/vocabulary";

const thinSpace = "\u202f";
const minus = "\u2212";

/** A whole number with thin spaces between thousands. */
export const countText = (count: number): string => grouped(String(Math.round(count)));

/** A number to four significant digits, never in fewer digits than its whole part has. */
export function numberText(value: number, digits = 4): string {
  if (!Number.isFinite(value)) return "–";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e15 || size < 1e-5) return exponentText(value);
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
  return grouped(String(Number(value.toFixed(Math.min(decimals, 20)))));
}

/** A score of fixed form, so that figures under each other compare: three decimals below 10, else four digits. */
export const scoreText = (value: number): string =>
  Math.abs(value) < 10 ? grouped(value.toFixed(3)) : numberText(value);

export const signedText = (value: number): string => `${value >= 0 ? "+" : ""}${numberText(value)}`;

/** The value of a metric by its key; `mape` is a share. */
export const metricText = (key: string, value: number): string =>
  key === "mape" ? shareText(value, 2) : scoreText(value);
export const signedMetricText = (key: string, value: number): string =>
  `${value >= 0 ? "+" : ""}${metricText(key, value)}`;

/** 0.0532 as "5.3 %". */
export function shareText(share: number, decimals = 1): string {
  const percent = share * 100;
  if (percent !== 0 && Math.abs(percent) < 10 ** -decimals / 2)
    return `< ${(10 ** -decimals).toFixed(decimals)}${thinSpace}%`;
  return `${grouped(percent.toFixed(decimals))}${thinSpace}%`;
}

/** With its sign, also where it is a gain: "+4.5 %". */
export const changeText = (share: number): string => `${share >= 0 ? "+" : ""}${shareText(share)}`;

/** A value of a column of that kind, from its representation in memory. */
export function valueText(kind: ScalarKind, value: number): string {
  if (kind === "date") return formatDate(Math.round(value));
  if (kind === "timestamp") return timeText(formatTimestamp(Math.round(value)));
  if (kind === "duration") return `${numberText(value / 1000)}${thinSpace}s`;
  return numberText(value);
}

/** An ISO 8601 time in UTC, to the minute, as people read it. */
export const timeText = (iso: string): string => iso.replace(/T(\d\d:\d\d).*$/, `\u00a0$1`);

/** A digest cut to what tells it from others. */
export const digestText = (digest: string): string => (digest.length > 16 ? `${digest.slice(0, 12)}…` : digest);

function grouped(text: string): string {
  const [whole, fraction] = text.replace("-", minus).split(".");
  const sign = whole!.startsWith(minus) ? minus : "";
  const digits = whole!.slice(sign.length);
  const spaced = digits.length > 4 ? digits.replace(/\B(?=(\d{3})+$)/g, thinSpace) : digits;
  return `${sign}${spaced}${fraction === undefined ? "" : `.${fraction}`}`;
}

function exponentText(value: number): string {
  const [mantissa, exponent] = value.toExponential(2).split("e") as [string, string];
  return `${mantissa.replace("-", minus)}${thinSpace}×${thinSpace}10^${exponent.replace("+", "").replace("-", minus)}`;
}
