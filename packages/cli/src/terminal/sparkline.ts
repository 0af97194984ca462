const bars = "▁▂▃▄▅▆▇█";

/** A histogram as text, a character a bin; empty bins are blank, so that the smallest count can still be told from none. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => (count === 0 ? " " : (bars[Math.ceil((count / most) * bars.length) - 1] as string)))
    .join("");
}
