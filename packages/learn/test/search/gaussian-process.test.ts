import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seededRandom } from "../../src/random/seeded-random.ts";
import type { Points } from "../../src/search/encode-space.ts";
import { conditionProcess, fitGaussianProcess } from "../../src/search/gaussian-process.ts";
import { matern } from "../../src/search/matern-kernel.ts";
import { negativeLogPosterior } from "../../src/search/process-likelihood.ts";

interface Reference {
  readonly points: readonly number[][];
  readonly values: readonly number[];
  readonly scales: readonly number[];
  readonly noise: number;
  readonly mean: number;
  readonly variance: number;
  readonly asked: readonly number[][];
  readonly expected: readonly number[];
  readonly deviation: readonly number[];
  readonly likelihood: number;
  readonly gradient: readonly number[];
}

const reference = JSON.parse(
  readFileSync(new URL("../reference/gaussian-process.json", import.meta.url), "utf8"),
) as Reference;

const pointsOf = (rows: readonly (readonly number[])[]): Points => ({
  size: rows.length,
  width: rows[0]!.length,
  coordinates: Float64Array.from(rows.flat()),
  groups: Int32Array.from(rows[0]!, (_, at) => at),
  groupCount: rows[0]!.length,
});

const flat = { scale: { mean: 0, deviation: Infinity }, noise: { mean: 0, deviation: Infinity } };

describe("scikit-learn's GaussianProcessRegressor with the same kernel", () => {
  const points = pointsOf(reference.points);
  const values = Float64Array.from(reference.values);
  const { scales, noise } = reference;
  const logs = Float64Array.from([...scales, noise], Math.log);

  test("expects the same at points that were not measured, to 1e-9", () => {
    const process = conditionProcess(points, values, { scales, noise });
    expect(process.mean).toBeCloseTo(reference.mean, 9);
    expect(process.variance).toBeCloseTo(reference.variance, 9);
    expect(reference.asked).toHaveLength(5);
    reference.asked.forEach((point, at) => {
      const { mean, deviation } = process.expect(point);
      expect(mean).toBeCloseTo(reference.expected[at]!, 9);
      expect(deviation).toBeCloseTo(reference.deviation[at]!, 9);
    });
  });

  test("has the same likelihood and gradient, to 1e-9", () => {
    const gradient = new Float64Array(4);
    const value = negativeLogPosterior(points, values, flat)(logs, gradient);
    // At the likeliest variance the squares of the standardised values sum to their number.
    const constant = (values.length / 2) * (1 + Math.log(2 * Math.PI));
    expect(-value - constant).toBeCloseTo(reference.likelihood, 9);
    for (const [at, slope] of gradient.entries()) expect(-slope).toBeCloseTo(reference.gradient[at + 1]!, 9);
  });

  test("the gradient is that of the value, priors included", () => {
    const priors = { scale: { mean: -0.5, deviation: 0.8 }, noise: { mean: -6, deviation: 2 } };
    const objective = negativeLogPosterior(points, values, priors);
    const gradient = new Float64Array(4);
    objective(logs, gradient);
    const unused = new Float64Array(4);
    gradient.forEach((slope, at) => {
      const moved = (by: number) =>
        objective(
          logs.map((log, index) => log + (index === at ? by : 0)),
          unused,
        );
      expect(slope).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 5);
    });
  });
});

test("the kernel by hand: 1 at no distance, (1 + √5 + 5/3) e^-√5 at one length scale", () => {
  expect(matern(0)).toBe(1);
  expect(matern(1)).toBeCloseTo(0.523_994_108_831_820_2, 12);
});

test("by hand, one point: its value everywhere, sure where it was measured, not knowing far away", () => {
  const process = conditionProcess(pointsOf([[0.5]]), Float64Array.of(3), { scales: [0.1], noise: 0 });
  expect(process.mean).toBeCloseTo(3);
  expect(process.expect([0.9]).mean).toBeCloseTo(3);
  const two = conditionProcess(pointsOf([[0], [1]]), Float64Array.of(-1, 1), { scales: [0.05], noise: 0 });
  expect(two.mean).toBeCloseTo(0);
  expect(two.variance).toBeCloseTo(1);
  expect(two.expect([0]).mean).toBeCloseTo(-1);
  expect(two.expect([0]).deviation).toBeLessThan(1e-4);
  expect(two.expect([0.5]).deviation).toBeCloseTo(1, 4);
});

test("what does not matter gets a long length scale, and noise is told from shape", () => {
  const random = seededRandom(3, "process");
  const rows = Array.from({ length: 40 }, () => [random.next(), random.next()]);
  const wave = rows.map(([x]) => Math.sin(6 * x!));
  const clean = fitGaussianProcess(pointsOf(rows), Float64Array.from(wave)).parameters;
  expect(clean.scales[1]!).toBeGreaterThan(4 * clean.scales[0]!);
  expect(clean.noise).toBeLessThan(1e-3);
  const noisy = fitGaussianProcess(
    pointsOf(rows),
    Float64Array.from(wave, (value) => value + 0.4 * random.normal()),
  ).parameters;
  expect(noisy.noise).toBeGreaterThan(0.02);
});

test("equal points, also of different values, can be fitted", () => {
  const rows = [...Array.from({ length: 6 }, () => [0.3, 0.3]), [0.8, 0.1]];
  const process = fitGaussianProcess(pointsOf(rows), Float64Array.of(1, 1, 1, 2, 1, 1, 5));
  expect(process.expect([0.3, 0.3]).mean).toBeCloseTo(7 / 6, 1);
  const same = fitGaussianProcess(pointsOf(rows), new Float64Array(7).fill(2));
  expect(same.expect([0.5, 0.5]).mean).toBeCloseTo(2);
});
