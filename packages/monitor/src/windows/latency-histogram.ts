/**
 * Counts by bin of time: bin b holds what took more than 1.02^(b − 1) and at most 1.02^b milliseconds, so a quantile is right
 * within 2 %.
 */
export type LatencyHistogram = Record<number, number>;

const step = Math.log(1.02);
/** Nothing shorter is told apart. */
const least = 0.01;

export function addLatency(histogram: LatencyHistogram, milliseconds: number): void {
  const bin = Math.ceil(Math.log(Math.max(least, milliseconds)) / step - 1e-9);
  histogram[bin] = (histogram[bin] ?? 0) + 1;
}

/** Counts another histogram's into the first. */
export function addHistogram(to: LatencyHistogram, from: LatencyHistogram): void {
  for (const [bin, count] of Object.entries(from)) to[Number(bin)] = (to[Number(bin)] ?? 0) + count;
}

/** The milliseconds within which this share of requests were answered; null where there are none. */
export function latencyQuantile(histogram: LatencyHistogram, share: number): number | null {
  const bins = Object.entries(histogram)
    .map(([bin, count]) => ({ bin: Number(bin), count }))
    .sort((a, b) => a.bin - b.bin);
  const wanted = share * bins.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  for (const { bin, count } of bins) {
    seen += count;
    // The middle of the bin is off by a hundredth at most.
    if (seen >= wanted) return Math.exp((bin - 0.5) * step);
  }
  return null;
}
