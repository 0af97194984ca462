import { describe, expect, test } from "vitest";
import { keptRetrainings, type Retraining, retrainAllowance } from "../../src/operate/retrain-allowance.ts";

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const now = 100 * day;
const perDay = (count: number): number => count / 86_400;
const ago = (milliseconds: number, took = minute, model = "churn"): Retraining => ({
  ...{ model, at: now - milliseconds, milliseconds: took },
});
const allowed = (limits: { readonly atMost?: number; readonly budgetMilliseconds?: number }, ...before: Retraining[]) =>
  retrainAllowance({ kind: "retrain", model: "churn", ...limits }, now, before);

describe("at_most", () => {
  test("counts those of the last day, of this model alone", () => {
    const twice = { atMost: perDay(2) };
    expect(allowed(twice, ago(hour), ago(25 * hour), ago(hour, minute, "other"))).toEqual({});
    expect(allowed(twice, ago(hour), ago(23 * hour))).toEqual({
      why: "it was retrained twice in 24 h, and may be twice",
    });
  });

  test("is about the shortest time in which it is a whole number", () => {
    expect(allowed({ atMost: 1 / 3600 }, ago(61 * minute), ago(90 * minute))).toEqual({});
    expect(allowed({ atMost: 1 / 3600 }, ago(59 * minute)).why).toContain("once in 1 h");
    expect(allowed({ atMost: perDay(1 / 7) }, ago(6 * day)).why).toContain("once in 168 h");
    expect(allowed({ atMost: perDay(1 / 7) }, ago(8 * day))).toEqual({});
  });

  test("does not count what a later time asked for", () => {
    expect(allowed({ atMost: perDay(1) }, ago(-hour))).toEqual({});
  });
});

describe("budget", () => {
  test("leaves what was not spent in the last day, then nothing", () => {
    const half = { budgetMilliseconds: 30 * minute };
    expect(allowed(half)).toEqual({ milliseconds: 30 * minute });
    expect(allowed(half, ago(hour, 20 * minute), ago(2 * day, hour))).toEqual({ milliseconds: 10 * minute });
    expect(allowed(half, ago(hour, 20 * minute), ago(3 * hour, 10 * minute))).toEqual({
      why: "its budget of 30 min in 24 h is spent",
    });
  });
});

test("those of a month are remembered", () => {
  expect(keptRetrainings([ago(40 * day), ago(20 * day)], now)).toEqual([ago(20 * day)]);
});
