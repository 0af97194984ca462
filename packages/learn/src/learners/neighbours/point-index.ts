import type { Nearest } from "./nearest-list.ts";
import type { Points } from "./points.ts";

/** Finds as many nearest rows of each query as it was made for. What is seen is overwritten by the next. */
export type PointIndex = (queries: Points, see: (query: number, nearest: Nearest) => void) => void;
