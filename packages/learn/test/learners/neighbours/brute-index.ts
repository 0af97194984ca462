import { type Metric, nearestList } from "../../../src/learners/neighbours/nearest-list.ts";
import type { PointIndex } from "../../../src/learners/neighbours/point-index.ts";
import { type Points, pointAt } from "../../../src/learners/neighbours/points.ts";

/** By trying all rows. */
export function bruteIndex(points: Points, count: number, metric: Metric): PointIndex {
  const best = nearestList(points, count, metric);
  return (queries, see) => {
    for (let at = 0; at < queries.rows; at++) {
      const query = pointAt(queries, at);
      best.clear();
      for (let row = 0; row < points.rows; row++) best.offer(query, row);
      see(at, best);
    }
  };
}
