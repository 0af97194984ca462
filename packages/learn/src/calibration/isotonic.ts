/** A rising line through its points, level beyond the first and the last; `x` ascending and distinct. */
export interface RisingLine {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/**
 * The rising line nearest to the truth in squares, by pooling adjacent violators (Ayer et al. 1955): scikit-learn's
 * IsotonicRegression. Rows of equal score are one point, their mean truth; points amid a level stretch are left out.
 */
export function fitIsotonic(scores: Float64Array, truth: Float64Array): RisingLine {
  const order = Int32Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]!);
  const blocks: Block[] = [];
  for (let place = 0; place < order.length; ) {
    const x = scores[order[place]!]!;
    let sum = 0;
    const first = place;
    while (place < order.length && scores[order[place]!] === x) sum += truth[order[place++]!]!;
    let block: Block = { first: x, last: x, sum, weight: place - first };
    for (let before = blocks.at(-1); before !== undefined && meanOf(before) >= meanOf(block); before = blocks.at(-1)) {
      blocks.pop();
      block = { ...block, first: before.first, sum: before.sum + block.sum, weight: before.weight + block.weight };
    }
    blocks.push(block);
  }
  const points = blocks.flatMap((block) => {
    const y = meanOf(block);
    return block.first === block.last
      ? [{ x: block.first, y }]
      : [
          { x: block.first, y },
          { x: block.last, y },
        ];
  });
  return { x: points.map(({ x }) => x), y: points.map(({ y }) => y) };
}

/** The height of the line at a score. */
export function heightAt({ x, y }: RisingLine, score: number): number {
  const last = x.length - 1;
  if (score <= x[0]!) return y[0]!;
  if (score >= x[last]!) return y[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= score) low = middle;
    else high = middle;
  }
  return y[low]! + ((y[high]! - y[low]!) * (score - x[low]!)) / (x[high]! - x[low]!);
}

/** A level stretch of the line. */
interface Block {
  readonly first: number;
  readonly last: number;
  readonly sum: number;
  readonly weight: number;
}

const meanOf = ({ sum, weight }: Block): number => sum / weight;
