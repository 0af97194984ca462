import type { OnlineDetector } from "./online-detector.ts";

/** Plain data: what {@link pageHinkley} knows after the values so far. */
export interface PageHinkleyState {
  readonly count: number;
  readonly mean: number;
  readonly rise: number;
  readonly fall: number;
}

export interface PageHinkleyOptions {
  /** Which way the mean must move. */
  readonly direction?: "up" | "down" | "both";
  /** Values before the first alarm. */
  readonly least?: number;
  /** How far the mean may wander without being counted, in the values' unit. */
  readonly tolerance?: number;
  /** What the counted deviations must add up to, in the values' unit. */
  readonly threshold?: number;
  /** The share of the sum that each value leaves. */
  readonly forgetting?: number;
}

/**
 * The Page–Hinkley test (Page 1954): adds up how far values lie beyond their mean so far, and finds a change when the sum
 * passes a threshold; then it starts anew. Values that are not finite are passed over.
 */
export function pageHinkley(
  options: PageHinkleyOptions = {},
  from: PageHinkleyState = { count: 0, mean: 0, rise: 0, fall: 0 },
): OnlineDetector<PageHinkleyState> {
  const { direction = "up", least = 30, tolerance = 0.005, threshold = 50, forgetting = 0.9999 } = options;
  let { count, mean, rise, fall } = from;
  return {
    update: (value) => {
      if (!Number.isFinite(value)) return false;
      count++;
      mean += (value - mean) / count;
      rise = Math.max(0, forgetting * rise + (value - mean - tolerance));
      fall = Math.max(0, forgetting * fall + (mean - value - tolerance));
      const most = Math.max(direction === "down" ? 0 : rise, direction === "up" ? 0 : fall);
      // Its first value counts as the second: so is the method's usual form, of which this gives the same alarms.
      const found = count + 1 >= least && most >= threshold;
      if (found) [count, mean, rise, fall] = [0, 0, 0, 0];
      return found;
    },
    state: () => ({ count, mean, rise, fall }),
  };
}
