import type { Points } from "./points.ts";

export type Metric = "euclidean" | "manhattan";

/** The nearest rows, nearest first; of two as near the earlier row. Distances are squared where the metric is euclidean. */
export interface Nearest {
  readonly rows: Int32Array;
  readonly distances: Float64Array;
}

export interface NearestList extends Nearest {
  clear(): void;
  offer(query: Float64Array, row: number): void;
  farthest(): number;
}

/** Kept in order by insertion: there are few. */
export function nearestList({ rows, width, values }: Points, count: number, metric: Metric): NearestList {
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
