import { type ColumnKernel, openColumnKernel, roomFor } from "../columns/column-kernel.ts";
import { type Metric, type NearestList, nearestList } from "./nearest-list.ts";
import type { PointIndex } from "./point-index.ts";
import { type Points, pointAt } from "./points.ts";

/** Rows of a block and queries that it is looked through for before the next: its columns stay in the cache meanwhile. */
const blockRows = 1024;
const blockQueries = 32;
const firstRows = 16;
/** Beyond them sums of squares may not fit a double, and tell nothing of a distance. */
const largest = 1e300;
/** More than squares lose that are too small for a double. */
const slack = 1e-300;

/** Lower bounds of distances, by blocks of rows. Of squared ones |x|² - 2 x·q, both a little less than they are; of sums of offsets these themselves. */
interface Bounds {
  readonly metric: Metric;
  readonly kernel: ColumnKernel;
  readonly centre: Float64Array;
  /** By row, what there is without the query. */
  readonly lows: Float64Array;
  /** Where the columns, less the centre, begin; as many as a multiple of four, the last of zeros. */
  readonly places: readonly number[];
  /** For each query of a block: -2 times its values less the centre; of offsets its values. */
  readonly weights: readonly Float64Array[];
  /** Two queries' bounds of a block of rows. */
  readonly sums: readonly [Float64Array, Float64Array];
  /** Places of a block that may be near. */
  readonly near: Int32Array;
  /** What is left of a square when several times what all roundings together come to is taken off. */
  readonly kept: number;
}

/**
 * By trying those rows whose distance may be small enough: |x|² - 2 x·q + |q|² is quick to compute of many rows, and off by a known
 * share of |x|² + |q|² at most. Sums of offsets are quick to compute as they are.
 */
export function screenedIndex(points: Points, count: number, metric: Metric): PointIndex {
  const bounds = boundsOf(points, metric);
  const lists = Array.from({ length: blockQueries }, () => nearestList(points, count, metric));
  return (queries, see) => {
    for (let first = 0; first < queries.rows; first += blockQueries) {
      const asked = lists.slice(0, queries.rows - first).map((best, at): Asked => {
        best.clear();
        const query = pointAt(queries, first + at);
        return { query, best, own: takeQuery(bounds, query, at) };
      });
      for (let start = 0; start < points.rows; start += blockRows) {
        const length = Math.min(blockRows, points.rows - start);
        for (let at = 0; at < asked.length; at += 2) {
          boundPair(bounds, at, start, length);
          offerNear(bounds, 0, asked[at]!, start, length);
          if (at + 1 < asked.length) offerNear(bounds, 1, asked[at + 1]!, start, length);
        }
      }
      for (const [at, { best }] of asked.entries()) see(first + at, best);
    }
  };
}

function boundsOf(points: Points, metric: Metric): Bounds {
  const { rows, width, values } = points;
  const padded = Math.ceil(width / 4) * 4;
  const lengths = [
    ...[blockRows, blockRows, blockRows / 2, rows],
    ...new Array<number>(blockQueries).fill(padded),
    ...new Array<number>(padded).fill(rows),
  ];
  const kernel = openColumnKernel(roomFor(lengths));
  const [one, other, found, lows, ...rest] = kernel.arrays(...lengths) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    ...Float64Array[],
  ];
  const [weights, columns] = [rest.slice(0, blockQueries), rest.slice(blockQueries)];
  const near = new Int32Array(found.buffer, found.byteOffset, blockRows);
  const kept = 1 - (width + 8) * 2 ** -50;
  const squared = metric === "euclidean";
  const centre = squared ? centreOf(points) : new Float64Array(width);
  for (let row = 0; row < rows; row++) {
    for (let at = 0; at < width; at++) {
      const value = values[row * width + at]! - centre[at]!;
      columns[at]![row] = value;
      if (squared) lows[row]! += value * value * kept;
    }
    // Not a number is not above a limit, so the row is always tried.
    if (!(lows[row]! <= largest)) lows[row] = Number.NaN;
  }
  const places = columns.map(({ byteOffset }) => byteOffset);
  return { metric, kernel, centre, lows, places, weights, sums: [one, other], near, kept };
}

function centreOf({ rows, width, values }: Points): Float64Array {
  const centre = new Float64Array(width);
  for (let place = 0; place < values.length; place++) centre[place % width]! += values[place]! / rows;
  return centre.map((value) => (Number.isFinite(value) ? value : 0));
}

/** Gives |q|², a little less than it is, and 0 of offsets. */
function takeQuery({ metric, centre, weights, kept }: Bounds, query: Float64Array, at: number): number {
  if (metric === "manhattan") {
    weights[at]!.set(query);
    return 0;
  }
  let own = 0;
  for (let index = 0; index < query.length; index++) {
    const value = query[index]! - centre[index]!;
    weights[at]![index] = -2 * value;
    own += value * value * kept;
  }
  return own;
}

function boundPair(
  { metric, kernel, lows, places, weights, sums }: Bounds,
  at: number,
  start: number,
  length: number,
): void {
  const add = metric === "euclidean" ? kernel.addFourTwice : kernel.addFourOffsetsTwice;
  const block = lows.subarray(start, start + length);
  const [one, other] = sums;
  one.set(block);
  other.set(block);
  const into = one.byteOffset;
  const intoOther = other.byteOffset;
  const ofOne = weights[at]!.byteOffset;
  const ofOther = weights[at + 1]!.byteOffset;
  for (let first = 0; first < places.length; first += 4) {
    add(
      into,
      intoOther,
      places[first]! + 8 * start,
      places[first + 1]! + 8 * start,
      places[first + 2]! + 8 * start,
      places[first + 3]! + 8 * start,
      ofOne + 8 * first,
      ofOther + 8 * first,
      length,
    );
  }
}

interface Asked {
  readonly query: Float64Array;
  readonly own: number;
  readonly best: NearestList;
}

function offerNear(
  { kernel, sums, near }: Bounds,
  side: 0 | 1,
  { query, own, best }: Asked,
  start: number,
  length: number,
): void {
  const places = near.byteOffset;
  let to = 0;
  for (let from = 0; from < length; from = to) {
    // Of the first rows few at a time: each finds nearer ones, and so leaves fewer of the next.
    to = start > 0 ? length : Math.min(length, Math.max(firstRows, 2 * from));
    const limit = own <= largest ? best.farthest() - own + slack : Infinity;
    const candidates = kernel.listUpTo(sums[side].byteOffset + 8 * from, limit, places, to - from);
    for (let place = 0; place < candidates; place++) best.offer(query, start + from + near[place]!);
  }
}
