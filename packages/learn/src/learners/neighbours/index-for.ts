import type { Metric } from "./nearest-list.ts";
import type { PointIndex } from "./point-index.ts";
import type { Points } from "./points.ts";
import { screenedIndex } from "./screened-index.ts";
import { treeIndex } from "./tree-index.ts";

/** The quickest; all find the same, to the last bit. */
export function indexFor(points: Points, count: number, metric: Metric): PointIndex {
  const tree = points.rows >= rowsForTree(points.width, metric);
  if (tree) return treeIndex(points, count, metric);
  return screenedIndex(points, count, metric);
}

/** As measured. Each column more makes a tree visit several times as many leaves, and the loops over all rows hardly longer. */
const rowsForTree = (width: number, metric: Metric): number => (metric === "euclidean" ? 16 : 32) * 4 ** width;
