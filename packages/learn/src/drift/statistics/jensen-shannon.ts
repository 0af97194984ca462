/**
 * The Jensen–Shannon distance of two samples' shares of the same bins or categories: the square root of the divergence to base
 * 2, so from 0 (equal) to 1 (nothing in common). Symmetric. Equals scipy's `jensenshannon(reference, current, base=2)`.
 *
 * Missing values are a category where the caller counts them as one. Null where a sample is empty.
 */
export function jensenShannon(reference: readonly number[], current: readonly number[]): number | null {
  const [before, after] = [total(reference), total(current)];
  if (before === 0 || after === 0) return null;
  const divergence = reference.reduce((sum, count, at) => {
    const [old, now] = [count / before, current[at]! / after];
    const middle = (old + now) / 2;
    return sum + (information(old, middle) + information(now, middle)) / 2;
  }, 0);
  return Math.sqrt(Math.min(1, Math.max(0, divergence)));
}

const information = (share: number, middle: number): number => (share === 0 ? 0 : share * Math.log2(share / middle));
const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
