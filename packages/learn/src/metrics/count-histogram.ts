/** Counts of one or more samples on shared bins of equal width. */
export interface CountHistogram {
  /** One more than bins, ascending. */
  readonly edges: readonly number[];
  /** By sample, then by bin; missing values are not counted. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * From the least to the greatest value of all samples; one bin where there is but one value, none where there is none.
 * Bins of whole numbers begin half-way between two of them and hold equally many, so that none looks rarer than it is.
 */
export function countHistogram(samples: readonly Float64Array[], bins: number): CountHistogram {
  const range = rangeOf(samples);
  if (range === undefined) return { edges: [], counts: samples.map(() => []) };
  const { start, width, count } = range.whole ? wholeBins(range, bins) : evenBins(range, bins);
  const counts = samples.map((sample) => {
    const counted = new Array<number>(count).fill(0);
    for (const value of sample) {
      if (Number.isNaN(value)) continue;
      counted[width === 0 ? 0 : Math.min(count - 1, Math.floor((value - start) / width))]! += 1;
    }
    return counted;
  });
  const end = range.whole ? start + count * width : range.high;
  const edges = Array.from({ length: count + 1 }, (_, edge) => (edge === count ? end : start + edge * width));
  return { edges, counts };
}

interface Range {
  readonly low: number;
  readonly high: number;
  /** All values are whole, and there is more than one. */
  readonly whole: boolean;
}

interface Bins {
  readonly start: number;
  readonly width: number;
  readonly count: number;
}

function wholeBins({ low, high }: Range, bins: number): Bins {
  const width = Math.ceil((high - low + 1) / bins);
  return { start: low - 0.5, width, count: Math.ceil((high - low + 1) / width) };
}

function evenBins({ low, high }: Range, bins: number): Bins {
  const count = low === high ? 1 : bins;
  return { start: low, width: (high - low) / count, count };
}

function rangeOf(samples: readonly Float64Array[]): Range | undefined {
  let low = Infinity;
  let high = -Infinity;
  let whole = true;
  for (const sample of samples) {
    for (const value of sample) {
      if (value < low) low = value;
      if (value > high) high = value;
      if (!Number.isNaN(value) && !Number.isSafeInteger(value)) whole = false;
    }
  }
  return low > high ? undefined : { low, high, whole: whole && low < high };
}
