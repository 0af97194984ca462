import type { OnlineDetector } from "./online-detector.ts";

/** Neighbouring values as one: how many is a power of two. */
interface Bucket {
  readonly size: number;
  readonly sum: number;
  /** Sum of squared deviations from the bucket's mean. */
  readonly spread: number;
}

/** Plain data: the window as buckets, the oldest first. */
export interface AdwinState {
  readonly buckets: readonly Bucket[];
  /** Values taken in so far. */
  readonly ticks: number;
}

export interface AdwinOptions {
  /** The chance of a false alarm that each look at the window is held to. */
  readonly delta?: number;
  /** Looks at the window once in so many values. */
  readonly clock?: number;
  /** The most buckets of one size. */
  readonly buckets?: number;
  /** The least values on either side of a cut. */
  readonly least?: number;
  /** Values before the first look. */
  readonly grace?: number;
}

export interface Adwin extends OnlineDetector<AdwinState> {
  /** Values in the window, and their mean; 0 and null at first. */
  size(): number;
  mean(): number | null;
}

/**
 * ADWIN2 (Bifet and Gavaldà 2007): keeps the longest window of latest values whose parts do not differ in mean, in memory that
 * grows with its logarithm. A change is found when some cut divides it into an older and a newer part with means further apart
 * than their variance allows at `delta`; then the oldest values are dropped until no cut does. Values that are not
 * finite are passed over.
 */
export function adwin(options: AdwinOptions = {}, from: AdwinState = { buckets: [], ticks: 0 }): Adwin {
  const { delta = 0.002, clock = 32, buckets: most = 5, least = 5, grace = 10 } = options;
  let { ticks } = from;
  let buckets = [...from.buckets];
  return {
    update: (value) => {
      if (!Number.isFinite(value)) return false;
      ticks++;
      buckets = compressed([...buckets, { size: 1, sum: value, spread: 0 }], most);
      let found = false;
      if (ticks % clock !== 0 || joined(buckets).size <= grace) return found;
      while (buckets.length > 1 && hasCut(buckets, delta, least)) {
        buckets.shift();
        found = true;
      }
      return found;
    },
    state: () => ({ buckets, ticks }),
    size: () => joined(buckets).size,
    mean: () => (buckets.length === 0 ? null : meanOf(joined(buckets))),
  };
}

const empty: Bucket = { size: 0, sum: 0, spread: 0 };
const meanOf = ({ size, sum }: Bucket): number => sum / size;
const joined = (buckets: readonly Bucket[]): Bucket => buckets.reduce(together, empty);

function together(a: Bucket, b: Bucket): Bucket {
  if (a.size === 0) return b;
  const size = a.size + b.size;
  const apart = meanOf(a) - meanOf(b);
  return { size, sum: a.sum + b.sum, spread: a.spread + b.spread + (a.size * b.size * apart ** 2) / size };
}

/** Where more than so many buckets have one size, the two oldest become one; and so on with the next size. */
function compressed(buckets: Bucket[], most: number): Bucket[] {
  for (let end = buckets.length, size = 1; ; size *= 2) {
    let start = end;
    while (start > 0 && buckets[start - 1]!.size === size) start--;
    if (end - start <= most) return buckets;
    buckets.splice(start, 2, together(buckets[start]!, buckets[start + 1]!));
    end = start + 1;
  }
}

/** Whether some cut has means further apart than the bound of theorem 3.2, with the harmonic mean of both parts' sizes. */
function hasCut(buckets: readonly Bucket[], delta: number, least: number): boolean {
  const whole = joined(buckets);
  const confidence = Math.log((2 * Math.log(whole.size)) / delta);
  const variance = whole.spread / whole.size;
  let [size, sum] = [0, 0];
  for (const bucket of buckets) {
    size += bucket.size;
    sum += bucket.sum;
    const rest = whole.size - size;
    if (size < least || rest < least) continue;
    const inverse = 1 / (size - least + 1) + 1 / (rest - least + 1);
    const bound = Math.sqrt(2 * inverse * variance * confidence) + (2 / 3) * confidence * inverse;
    if (Math.abs(sum / size - (whole.sum - sum) / rest) > bound) return true;
  }
  return false;
}
