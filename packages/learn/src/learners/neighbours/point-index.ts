/** Rows of numbers, one row after the other. */
export interface Points {
  readonly rows: number;
  readonly width: number;
  readonly values: Float64Array;
}

export type Metric = "euclidean" | "manhattan";

/** The nearest rows, nearest first; of two as near the earlier row. Distances are squared where the metric is euclidean. */
export interface Nearest {
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

/** Finds as many nearest rows as it was made for. What it gives is overwritten by the next call. */
export type PointIndex = (query: Float64Array) => Nearest;

/** Above so many columns a tree visits nearly every leaf. */
const mostTreeColumns = 8;
const fewestTreeRows = 500;
const leafRows = 24;

/** By k-d tree (Bentley 1975) or by trying all rows, whichever is quicker; both find the same, bit for bit. */
export function pointIndex(points: Points, count: number, metric: Metric): PointIndex {
  const tree = points.width <= mostTreeColumns && points.rows >= fewestTreeRows;
  return tree ? treeIndex(points, count, metric) : bruteIndex(points, count, metric);
}

export function bruteIndex(points: Points, count: number, metric: Metric): PointIndex {
  const best = nearestList(points, count, metric);
  return (query) => {
    best.clear();
    for (let row = 0; row < points.rows; row++) best.offer(query, row);
    return best;
  };
}

export function treeIndex(points: Points, count: number, metric: Metric): PointIndex {
  const { order, dimensions, planes } = buildTree(points);
  const best = nearestList(points, count, metric);
  const visit = (query: Float64Array, from: number, to: number): void => {
    if (to - from <= leafRows) {
      for (let place = from; place < to; place++) best.offer(query, order[place]!);
      return;
    }
    const middle = (from + to) >> 1;
    const offset = query[dimensions[middle]!]! - planes[middle]!;
    const left = offset < 0;
    visit(query, left ? from : middle, left ? middle : to);
    // What lies beyond the plane is at least this far; rounding keeps to that, and rows as near must be seen.
    const gap = metric === "euclidean" ? offset * offset : Math.abs(offset);
    if (!(gap > best.farthest())) visit(query, left ? middle : from, left ? to : middle);
  };
  return (query) => {
    best.clear();
    visit(query, 0, points.rows);
    return best;
  };
}

interface NearestList extends Nearest {
  clear(): void;
  offer(query: Float64Array, row: number): void;
  farthest(): number;
}

/** Kept in order by insertion: there are few. */
function nearestList({ rows, width, values }: Points, count: number, metric: Metric): NearestList {
  const size = Math.min(count, rows);
  const best = { rows: new Int32Array(size), distances: new Float64Array(size) };
  const squared = metric === "euclidean";
  return {
    ...best,
    clear: () => {
      best.rows.fill(rows);
      best.distances.fill(Infinity);
    },
    farthest: () => best.distances[size - 1]!,
    offer: (query, row) => {
      const worst = best.distances[size - 1]!;
      let distance = 0;
      for (let at = 0, place = row * width; at < width; at++, place++) {
        const offset = query[at]! - values[place]!;
        distance += squared ? offset * offset : Math.abs(offset);
        if (distance > worst) return;
      }
      let place = size - 1;
      if (distance === worst && row > best.rows[place]!) return;
      for (; place > 0; place--) {
        const before = best.distances[place - 1]!;
        if (before < distance || (before === distance && best.rows[place - 1]! < row)) break;
        best.distances[place] = before;
        best.rows[place] = best.rows[place - 1]!;
      }
      best.distances[place] = distance;
      best.rows[place] = row;
    },
  };
}

/** The rows in the order of the tree: each range is halved at its middle, at the plane noted there. */
function buildTree(points: Points): { order: Int32Array; dimensions: Uint16Array; planes: Float64Array } {
  const order = Int32Array.from({ length: points.rows }, (_, row) => row);
  const dimensions = new Uint16Array(points.rows);
  const planes = new Float64Array(points.rows);
  const halve = (from: number, to: number): void => {
    if (to - from <= leafRows) return;
    const middle = (from + to) >> 1;
    const dimension = widestDimension(points, order, from, to);
    dimensions[middle] = dimension;
    partition(points, order, dimension, from, to - 1, middle);
    planes[middle] = points.values[order[middle]! * points.width + dimension]!;
    halve(from, middle);
    halve(middle, to);
  };
  halve(0, points.rows);
  return { order, dimensions, planes };
}

function widestDimension({ width, values }: Points, order: Int32Array, from: number, to: number): number {
  let widest = { dimension: 0, spread: -1 };
  for (let dimension = 0; dimension < width; dimension++) {
    let [low, high] = [Infinity, -Infinity];
    for (let place = from; place < to; place++) {
      const value = values[order[place]! * width + dimension]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (high - low > widest.spread) widest = { dimension, spread: high - low };
  }
  return widest.dimension;
}

/** Quickselect (Hoare 1961): no value before `middle` is larger, none after it smaller. */
function partition(
  { width, values }: Points,
  order: Int32Array,
  dimension: number,
  from: number,
  to: number,
  middle: number,
): void {
  const valueAt = (place: number): number => values[order[place]! * width + dimension]!;
  let [low, high] = [from, to];
  while (low < high) {
    const pivot = valueAt((low + high) >> 1);
    let [left, right] = [low, high];
    while (left <= right) {
      while (valueAt(left) < pivot) left++;
      while (valueAt(right) > pivot) right--;
      if (left > right) break;
      const kept = order[left]!;
      order[left++] = order[right]!;
      order[right--] = kept;
    }
    if (middle <= right) high = right;
    else if (middle >= left) low = left;
    else return;
  }
}
