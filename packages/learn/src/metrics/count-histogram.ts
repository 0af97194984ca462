/** Counts of one or more samples on shared bins of equal width. */
export interface CountHistogram {
  /** One more than bins, ascending. */
  readonly edges: readonly number[];
  /** By sample, then by bin; missing values are not counted. */
  readonly counts: readonly (readonly number[])[];
}

/** From the least to the greatest value of all samples; one bin where there is but one value, none where there is none. */
export function countHistogram(samples: readonly Float64Array[], bins: number): CountHistogram {
  let low = Infinity;
  let high = -Infinity;
  for (const sample of samples) {
    for (const value of sample) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) return { edges: [], counts: samples.map(() => []) };
  const wanted = low === high ? 1 : bins;
  const width = (high - low) / wanted;
  const counts = samples.map((sample) => {
    const counted = new Array<number>(wanted).fill(0);
    for (const value of sample) {
      if (Number.isNaN(value)) continue;
      counted[width === 0 ? 0 : Math.min(wanted - 1, Math.floor((value - low) / width))]! += 1;
    }
    return counted;
  });
  const edges = Array.from({ length: wanted + 1 }, (_, edge) => (edge === wanted ? high : low + edge * width));
  return { edges, counts };
}
