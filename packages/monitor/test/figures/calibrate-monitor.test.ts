import { expect, test } from "vitest";
import { calibrateMonitor, prepareReference } from "../../src/index.ts";
import { definition, reference } from "../fixtures/traffic.ts";

const windows = 60;
const calibrated = (level: number): ReturnType<typeof calibrateMonitor> =>
  calibrateMonitor({ ...definition, level }, prepareReference(definition, reference), { windows, rowsPerWindow: 300 });

test("windows drawn from the reference are called drifted no more often than declared", () => {
  const found = calibrated(0.05);
  expect(found).toMatchObject({ windows, rowsPerWindow: 300, declared: 0.05 });
  expect(found.alarms.whole).toBeLessThanOrEqual(0.05 * windows);
  expect(found.rate).toBe(found.alarms.whole / windows);
  expect(found.interval[0]).toBeLessThanOrEqual(found.rate);
  expect(found.interval[1]).toBeGreaterThan(found.rate);
});

test("gives thresholds for the declared rate: the rarer, the higher", () => {
  const [usual, rare] = [calibrated(0.2), calibrated(0.02)];
  expect(usual.thresholds["drift.auc"]).toBeGreaterThan(0.5);
  expect(rare.thresholds["drift.auc"]).toBeGreaterThan(usual.thresholds["drift.auc"]!);
  for (const column of ["age", "income", "segment"])
    expect(rare.stability[column]).toBeGreaterThan(usual.stability[column]!);
});

test("the same seed gives the same", () => {
  expect(calibrated(0.05)).toEqual(calibrated(0.05));
});

test("a window of more rows than half the reference is taken as half of it", () => {
  const prepared = prepareReference(definition, reference);
  expect(calibrateMonitor(definition, prepared, { windows: 1, rowsPerWindow: 5000 }).rowsPerWindow).toBe(1000);
});
