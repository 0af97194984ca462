/** `3 ms`, `2.4 s`, `4 min`, `1 h 05 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  if (milliseconds < 90_000) return `${Math.round(milliseconds / 1000)} s`;
  const minutes = Math.round(milliseconds / 60_000);
  return minutes < 90 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, "0")} min`;
}

/** Thousands apart, four significant digits after the point where it is small: `52 608`, `0.8731`. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Number.isInteger(value)) return groupThousands(String(value));
  const digits = Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 4;
  const [whole, fraction] = value.toFixed(digits).split(".") as [string, string];
  return `${groupThousands(whole)}.${fraction}`;
}

/** `0.7012 … 0.7633`; a dash where there is none. */
export const rangeText = (range: { readonly low: number; readonly high: number } | undefined): string =>
  range === undefined ? "–" : `${formatNumber(range.low)} … ${formatNumber(range.high)}`;

/** `812 bytes`, `14 kB`, `3.2 MB`. */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return counted(bytes, "byte");
  const units = ["kB", "MB", "GB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** power;
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[power - 1]}`;
}

/** `1 step`, `2 steps`. */
export const counted = (count: number, noun: string): string =>
  `${formatNumber(count)} ${noun}${count === 1 ? "" : "s"}`;

const groupThousands = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, " ");
