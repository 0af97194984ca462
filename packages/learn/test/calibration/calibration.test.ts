import { calibrate, fitCalibration, fitIsotonic, fitPlatt, heightAt, type ScoredRows } from "@mlopsc/learn";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import evaluation from "../reference/evaluation.json" with { type: "json" };

const stored = evaluation.calibration;
const scores = Float64Array.from(stored.scores);
const truth = Float64Array.from(stored.truth);

describe("isotonic regression", () => {
  const line = fitIsotonic(scores, truth);

  test("has scikit-learn's points and heights, within 1e-12", () => {
    expect(line.x).toEqual(stored.isotonic.x);
    line.y.forEach((height, at) => {
      expect(Math.abs(height - stored.isotonic.y[at]!)).toBeLessThanOrEqual(1e-12);
    });
    stored.grid.forEach((score, at) => {
      expect(Math.abs(heightAt(line, score) - stored.isotonic.heights[at]!)).toBeLessThanOrEqual(1e-12);
    });
  });

  test("worked by hand: what falls is pooled, equal scores are one point", () => {
    const pooled = fitIsotonic(Float64Array.of(1, 2, 3, 4, 4), Float64Array.of(0, 1, 0, 1, 1));
    expect(pooled).toEqual({ x: [1, 2, 3, 4], y: [0, 0.5, 0.5, 1] });
    expect(heightAt(pooled, 3.5)).toBe(0.75);
    expect(heightAt(pooled, -9)).toBe(0);
    expect(heightAt(pooled, 9)).toBe(1);
    expect(fitIsotonic(Float64Array.of(2, 1), Float64Array.of(0, 1))).toEqual({ x: [1, 2], y: [0.5, 0.5] });
  });

  test("never falls, keeps the mean, and comes nearer than any other height of a stretch", () => {
    const row = fc.record({ score: fc.integer({ min: 0, max: 12 }), truth: fc.integer({ min: 0, max: 1 }) });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
        const at = Float64Array.from(rows, ({ score }) => score / 12);
        const came = Float64Array.from(rows, (each) => each.truth);
        const fitted = fitIsotonic(at, came);
        fitted.y.forEach((height, place) => {
          if (place > 0) expect(height).toBeGreaterThanOrEqual(fitted.y[place - 1]!);
        });
        const heights = at.map((score) => heightAt(fitted, score));
        const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
        expect(sum(heights)).toBeCloseTo(sum(came), 9);
      }),
    );
  });
});

describe("sigmoid", () => {
  // scikit-learn stops its BFGS at a gradient of 1e-5; Newton's method goes on.
  test("is scikit-learn's within 1e-3, on probabilities and on log-odds", () => {
    const inside = scores.map((score) => Math.min(0.99, Math.max(0.01, score)));
    const odds = inside.map((share) => Math.log(share / (1 - share)));
    for (const [values, [slope, intercept]] of [
      [scores, stored.platt.probability],
      [odds, stored.platt.logOdds],
    ] as [Float64Array, [number, number]][]) {
      const fitted = fitPlatt(values, truth);
      expect(Math.abs(fitted.slope - slope)).toBeLessThanOrEqual(1e-3);
      expect(Math.abs(fitted.intercept - intercept)).toBeLessThanOrEqual(1e-3);
    }
  });

  test("of scores that are all the same gives the share that came true", () => {
    const constant = new Float64Array(4).fill(0.3);
    const { slope, intercept } = fitPlatt(constant, Float64Array.of(1, 0, 0, 0));
    // Drawn in from 0 and 1: (2/3 + 3 × 1/5) / 4.
    expect(1 / (1 + Math.exp(slope * 0.3 + intercept))).toBeCloseTo((2 / 3 + 3 / 5) / 4, 9);
  });
});

describe("calibration of classes", () => {
  const second = Array.from(scores, (share) => [1 - share, share]).flat();
  const binary: ScoredRows = { task: "binary", classCount: 2, predicted: Float64Array.from(second) };

  test("of two classes sets the second right, and the first is the rest", () => {
    const fitted = fitCalibration("isotonic", "random_forest", truth, binary);
    const calibrated = calibrate(fitted, binary.predicted, 2);
    scores.forEach((score, row) => {
      expect(calibrated[2 * row + 1]).toBe(heightAt(fitIsotonic(scores, truth), score));
      expect(calibrated[2 * row]! + calibrated[2 * row + 1]!).toBe(1);
    });
  });

  test("of more gives shares that sum to 1; equal ones where no class is left; missing ones stay missing", () => {
    const three: ScoredRows = {
      task: "multiclass",
      classCount: 3,
      predicted: Float64Array.of(0.7, 0.2, 0.1, 0.1, 0.8, 0.1, 0.2, 0.2, 0.6, 0.5, 0.3, 0.2),
    };
    for (const method of ["isotonic", "platt"] as const) {
      const fitted = fitCalibration(method, "random_forest", Float64Array.of(0, 1, 2, 0), three);
      const calibrated = calibrate(fitted, three.predicted, 3);
      for (let row = 0; row < 4; row++)
        expect(calibrated[3 * row]! + calibrated[3 * row + 1]! + calibrated[3 * row + 2]!).toBeCloseTo(1, 12);
    }
    const nothing = { method: "isotonic", curves: [0, 1, 2].map(() => ({ x: [0], y: [0] })) } as const;
    expect(calibrate(nothing, Float64Array.of(0.2, 0.3, 0.5), 3)).toEqual(Float64Array.of(1 / 3, 1 / 3, 1 / 3));
    expect(calibrate(nothing, Float64Array.of(Number.NaN, Number.NaN), 2)).toEqual(
      Float64Array.of(Number.NaN, Number.NaN),
    );
  });
});
