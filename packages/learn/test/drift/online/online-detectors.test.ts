import { type AdwinOptions, adwin, pageHinkley, seededRandom } from "@mlopsc/learn";
import { describe, expect, test } from "vitest";
import { storedDrift } from "../stored-drift.ts";

const alarms = (detector: { update(value: number): boolean }, values: readonly number[]): number[] =>
  values.flatMap((value, at) => (detector.update(value) ? [at] : []));
const digits = (name: keyof typeof storedDrift.streams): number[] => [...storedDrift.streams[name]].map(Number);
const normals = (count: number, mean: number, label: string): number[] => {
  const random = seededRandom(3, label);
  return Array.from({ length: count }, () => mean + random.normal());
};

describe("as published", () => {
  test("ADWIN in river's documentation, and on its test's stream as MOA", () => {
    expect(alarms(adwin(), digits("river"))).toEqual([1023]);
    expect(alarms(adwin(), digits("riverNumpy"))[0]).toBe(1023);
    // river forgets its whole window on a change; ours, as the paper's, goes on with what is left and may cut again.
    for (const change of [1023, 2015, 3007]) expect(alarms(adwin(), digits("riverFour"))).toContain(change);
  });

  test("ADWIN in CapyMOA's documentation", () => {
    expect(alarms(adwin({ delta: 0.001 }), digits("moa"))).toEqual([1023, 1055]);
  });

  test("Page–Hinkley in river's documentation and tests", () => {
    expect(alarms(pageHinkley(), digits("river"))).toEqual([1006]);
    expect(alarms(pageHinkley(), digits("riverNumpy"))).toEqual([1020, 1991]);
  });
});

describe("ADWIN", () => {
  test("remembers exactly how many values and their mean, in few buckets", () => {
    const detector = adwin();
    const values = normals(10_000, 5, "steady");
    expect(alarms(detector, values)).toEqual([]);
    expect(detector.size()).toBe(10_000);
    expect(detector.mean()).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 10_000, 10);
    expect(detector.state().buckets.length).toBeLessThanOrEqual(5 * 12);
    const spread = detector.state().buckets.reduce((sum, bucket) => sum + bucket.spread, 0);
    expect(spread).toBeGreaterThan(0);
  });

  test("forgets what was before a change", () => {
    const detector = adwin();
    alarms(detector, normals(2000, 0, "before"));
    alarms(detector, normals(2000, 2, "after"));
    expect(detector.size()).toBeLessThan(2100);
    expect(detector.mean()).toBeCloseTo(2, 1);
  });

  test("false alarms are rarer than declared", () => {
    const options: AdwinOptions = { delta: 0.05, clock: 1 };
    const streams = Array.from({ length: 100 }, (_, at) => alarms(adwin(options), normals(500, 0, `quiet ${at}`)));
    expect(streams.filter((found) => found.length > 0).length).toBeLessThanOrEqual(5);
  });
});

describe("Page–Hinkley", () => {
  test("finds a fall where asked", () => {
    const values = [...normals(500, 0, "high"), ...normals(500, -2, "low")];
    expect(alarms(pageHinkley(), values)).toEqual([]);
    for (const direction of ["down", "both"] as const) {
      const [first] = alarms(pageHinkley({ direction }), values);
      expect(first).toBeGreaterThanOrEqual(500);
      expect(first).toBeLessThan(560);
    }
  });
});

test("both go on from their state, which is plain data, and pass over what is no number", () => {
  const values = [...normals(700, 0, "first"), Number.NaN, ...normals(700, 3, "second")];
  const makes = [
    (state?: string) => adwin({}, state === undefined ? undefined : JSON.parse(state)),
    (state?: string) => pageHinkley({}, state === undefined ? undefined : JSON.parse(state)),
  ];
  for (const make of makes) {
    const whole = alarms(make(), values);
    expect(whole.length).toBeGreaterThan(0);
    let state: string | undefined;
    const parts = values.map((value) => {
      const detector = make(state);
      const found = detector.update(value);
      state = JSON.stringify(detector.state());
      return found;
    });
    expect(parts.flatMap((found, at) => (found ? [at] : []))).toEqual(whole);
    expect(state).not.toContain("null");
  }
});
