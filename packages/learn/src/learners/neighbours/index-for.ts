import { bruteIndex } from "./brute-index.ts";
import type { Metric } from "./nearest-list.ts";
import type { PointIndex } from "./point-index.ts";
import type { Points } from "./points.ts";
import { screenedIndex } from "./screened-index.ts";
import { treeIndex } from "./tree-index.ts";

/** The quickest; all find the same, to the last bit. */
export function indexFor(points: Points, count: number, metric: Metric): PointIndex {
  const tree = points.rows >= rowsForTree(points.width, metric);
  if (tree) return treeIndex(points, count, metric);
  return metric === "euclidean" ? screenedIndex(points, count) : bruteIndex(points, count, metric);
}

/** As measured. Each column more makes a tree visit several times as many leaves, and the loops over all rows hardly longer. */
function rowsForTree(width: number, metric: Metric): number {
  if (metric === "euclidean") return 16 * 4 ** width;
  return width > 8 ? Infinity : 500;
}
