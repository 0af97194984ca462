/** A stream of pseudo-random numbers: the same seed and label give the same stream on every machine. */
export interface Random {
  /** A double in [0, 1) with 53 random bits. */
  next(): number;
  /** A whole number in 0 .. n - 1. */
  integer(n: number): number;
  /** A draw from the standard normal distribution (Box and Muller 1958). */
  normal(): number;
  /** Puts the values in random order, in place (Fisher and Yates), and gives them back. */
  shuffle(values: Int32Array): Int32Array;
}

/**
 * A generator of its own for each label, so that one more draw in one place changes nothing in another.
 * sfc32 (Chris Doty-Humphrey, PractRand), its state filled by splitmix32 from the seed and an FNV-1a hash of the label.
 */
export function seededRandom(seed: number, label = ""): Random {
  const bits = sfc32(seed, label).draw;
  const next = (): number => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992;
  let spare = Number.NaN;
  return {
    next,
    integer: (n) => Math.floor(next() * n),
    normal: () => {
      if (!Number.isNaN(spare)) {
        const kept = spare;
        spare = Number.NaN;
        return kept;
      }
      const radius = Math.sqrt(-2 * Math.log(1 - next()));
      const angle = 2 * Math.PI * next();
      spare = radius * Math.sin(angle);
      return radius * Math.cos(angle);
    },
    shuffle: (values) => {
      for (let last = values.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1));
        const kept = values[last]!;
        values[last] = values[other]!;
        values[other] = kept;
      }
      return values;
    },
  };
}

/** The four words that `seededRandom` draws from at first: for compiled code that draws the same. */
export const randomState = (seed: number, label: string): readonly [number, number, number, number] =>
  sfc32(seed, label).state;

function sfc32(
  seed: number,
  label: string,
): { readonly draw: () => number; readonly state: readonly [number, number, number, number] } {
  const low = splitmix32(seed >>> 0);
  const high = splitmix32(Math.floor(seed / 4_294_967_296) ^ fnv1a(label));
  let a = low() ^ high();
  let b = low() ^ high();
  let c = low() ^ high();
  let counter = 1;
  const draw = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum;
  };
  for (let round = 0; round < 12; round++) draw();
  return { draw, state: [a, b, c, counter] };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
