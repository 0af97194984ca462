/** Thousands apart, few digits after the point: `52 608`, `0.8731`. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return grouped(String(value));
  const size = Math.abs(value);
  const [whole = "", fraction = ""] = value.toFixed(size >= 100 ? 1 : size >= 10 ? 2 : 4).split(".");
  return `${grouped(whole)}.${fraction}`;
}

/** `1 row`, `12 345 rows`. */
export const countText = (count: number, noun: string): string =>
  `${numberText(count)} ${noun}${count === 1 ? "" : "s"}`;

/** 0.0532 as `5.3 %`; what is not nothing is never shown as nothing. */
export function shareText(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.05) return "< 0.1 %";
  return `${percent.toFixed(percent === 0 || percent === 100 ? 0 : 1)} %`;
}

/** `about 4 min`: as long as something may take. */
export function aboutText(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 1) return "under 1 s";
  if (seconds < 90) return `about ${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `about ${minutes} min` : `about ${Math.round(minutes / 60)} h`;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, " ");
