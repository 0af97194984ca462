import {
  type Adwin,
  type AdwinState,
  adwin,
  type OnlineDetector,
  type PageHinkleyOptions,
  type PageHinkleyState,
  pageHinkley,
} from "@mlopsc/learn";

/** A moment at which the mean of something was found to have moved. */
export interface OnlineChange {
  readonly time: number;
  readonly of: OnlineSeries;
  readonly detector: "adwin" | "page_hinkley";
}

/** Whether requests failed (0 or 1); the logarithm of their milliseconds; predictions, in deviations of the reference's. */
export const onlineSeries = ["errors", "latency", "prediction"] as const;
export type OnlineSeries = (typeof onlineSeries)[number];

export type OnlineState = Readonly<
  Record<OnlineSeries, { readonly adwin: AdwinState; readonly pageHinkley: PageHinkleyState }>
>;

export interface OnlineWatch {
  /** Takes in a value of a series; null is passed over. */
  take(of: OnlineSeries, time: number, value: number | null): readonly OnlineChange[];
  state(): OnlineState;
}

/**
 * Watches the three means value by value, each by ADWIN (either way, at delta 0.0001) and by Page–Hinkley. Of half a million
 * steady values each finds none or one (`bench/online-alarms.mjs`).
 */
export function watchOnline(from: OnlineState | undefined): OnlineWatch {
  const detectors = Object.fromEntries(
    onlineSeries.map((of) => [
      of,
      { adwin: adwin({ delta: 0.0001 }, from?.[of].adwin), test: pageHinkley(tests[of], from?.[of].pageHinkley) },
    ]),
  ) as Record<OnlineSeries, { adwin: Adwin; test: OnlineDetector<PageHinkleyState> }>;
  return {
    take: (of, time, value) => {
      if (value === null) return [];
      const found: OnlineChange[] = [];
      if (detectors[of].adwin.update(value)) found.push({ time, of, detector: "adwin" });
      if (detectors[of].test.update(value)) found.push({ time, of, detector: "page_hinkley" });
      return found;
    },
    state: () =>
      Object.fromEntries(
        onlineSeries.map((of) => [of, { adwin: detectors[of].adwin.state(), pageHinkley: detectors[of].test.state() }]),
      ) as unknown as OnlineState,
  };
}

/** Errors and times only matter when they rise. Errors may be a fifth, and times vary by a factor of three, without alarm. */
const tests: Readonly<Record<OnlineSeries, PageHinkleyOptions>> = {
  errors: { direction: "up", tolerance: 0.1, threshold: 10 },
  latency: { direction: "up", tolerance: 0.1, threshold: 100 },
  prediction: { direction: "both", tolerance: 0.1, threshold: 60 },
};
