/**
 * The population stability index: Σ (current − reference) ln (current / reference) over the shares of the same bins or
 * categories; natural logarithm. 0 of equal shares, and symmetric. By custom below 0.1 is little and above 0.25 much.
 *
 * Half a row is added to each count, so that an empty bin costs a finite amount which falls with the sample. Missing values
 * are a bin of their own where the caller counts them as one. Null where a sample is empty.
 */
export function populationStability(reference: readonly number[], current: readonly number[]): number | null {
  const [before, after] = [smoothedTotal(reference), smoothedTotal(current)];
  if (reference.every((count) => count === 0) || current.every((count) => count === 0)) return null;
  return reference.reduce((sum, count, at) => {
    const [old, now] = [(count + 0.5) / before, (current[at]! + 0.5) / after];
    return sum + (now - old) * Math.log(now / old);
  }, 0);
}

const smoothedTotal = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count + 0.5, 0);
