import { type Metric, nearestList } from "./nearest-list.ts";
import type { PointIndex } from "./point-index.ts";
import { type Points, pointAt } from "./points.ts";

const leafRows = 24;

/** By a k-d tree (Bentley 1975). */
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
  return (queries, see) => {
    for (let at = 0; at < queries.rows; at++) {
      best.clear();
      visit(pointAt(queries, at), 0, points.rows);
      see(at, best);
    }
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
