import {
  adjustPValues,
  aucTest,
  chiSquared,
  fisherExact,
  jensenShannon,
  kolmogorovSmirnov,
  populationStability,
  wasserstein,
} from "@mlopsc/learn";
import { describe, expect, test } from "vitest";
import { chiSquaredSurvival } from "../../../src/drift/distributions/chi-squared-survival.ts";
import { kolmogorovSurvival } from "../../../src/drift/distributions/kolmogorov-survival.ts";
import { storedDrift } from "../stored-drift.ts";

const near = (found: number | null | undefined, stored: number): void => {
  expect(found).toBeTypeOf("number");
  expect(Math.abs(found! - stored)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(stored)));
};
const doubles = (values: readonly number[]): Float64Array => Float64Array.from(values);

describe("equal to scipy's to 1e-9", () => {
  test("Kolmogorov–Smirnov, exact and asymptotic, with ties", () => {
    expect(storedDrift.numbers.length).toBeGreaterThanOrEqual(8);
    for (const { reference, current, ...stored } of storedDrift.numbers) {
      const exact = kolmogorovSmirnov(doubles(reference), doubles(current), "exact");
      near(exact?.statistic, stored.statistic);
      near(exact?.pValue, stored.exact);
      near(kolmogorovSmirnov(doubles(reference), doubles(current), "asymptotic")?.pValue, stored.asymptotic);
      expect(kolmogorovSmirnov(doubles(reference), doubles(current))).toEqual(exact);
    }
  });

  test("an exact p-value keeps its digits where it is small", () => {
    const far = kolmogorovSmirnov(
      doubles(Array.from({ length: 30 }, (_, at) => at)),
      doubles([100, 101, 102, 103, 104]),
    )!;
    // Two of the C(35, 5) orders lie as far apart.
    expect(far.pValue / (2 / 324_632)).toBeCloseTo(1, 12);
  });

  test("Wasserstein", () => {
    for (const { reference, current, wasserstein: stored } of storedDrift.numbers)
      near(wasserstein(doubles(reference), doubles(current)), stored);
  });

  test("chi-squared, Jensen–Shannon and, by its definition, the population stability index", () => {
    expect(storedDrift.counts.length).toBeGreaterThanOrEqual(5);
    for (const { reference, current, ...stored } of storedDrift.counts) {
      const found = chiSquared(reference, current);
      near(found?.statistic, stored.chiSquared);
      near(found?.pValue, stored.pValue);
      expect(found?.pooled).toBe(0);
      near(jensenShannon(reference, current), stored.jensenShannon);
      near(populationStability(reference, current), stored.populationStability);
    }
  });

  test("Fisher's exact test", () => {
    for (const [a, b, c, d, stored] of storedDrift.fisher) near(fisherExact(a, b, c, d), stored);
  });

  test("the AUC's test of Mann and Whitney, with ties", () => {
    for (const { scores, negatives, auc, pValue } of storedDrift.areas) {
      const truth = scores.map((_, at) => Number(at >= negatives));
      const found = aucTest(truth, doubles(scores))!;
      near(found.auc, auc);
      near(found.pValue, pValue);
      expect(found.interval[0]).toBeLessThan(auc);
      expect(found.interval[1]).toBeGreaterThan(auc);
    }
  });

  test("the distributions behind them, by each of the forms that they are summed in", () => {
    expect(storedDrift.kolmogorov.length).toBeGreaterThan(150);
    for (const [n, d, stored] of storedDrift.kolmogorov) near(kolmogorovSurvival(n, d), stored);
    for (const [x, freedom, stored] of storedDrift.chiSquared) near(chiSquaredSurvival(x, freedom), stored);
  });
});

describe("laws", () => {
  const a = doubles([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
  const b = doubles([2, 7, 1, 8, 2, 8, 1]);
  const counts = [
    [30, 20, 8, 0],
    [10, 25, 9, 12],
  ] as const;

  test("the order of samples and of rows does not matter", () => {
    for (const method of ["exact", "asymptotic"] as const) {
      expect(kolmogorovSmirnov(b, a, method)).toEqual(kolmogorovSmirnov(a, b, method));
      expect(kolmogorovSmirnov(a.toReversed(), b, method)).toEqual(kolmogorovSmirnov(a, b, method));
    }
    expect(wasserstein(b, a)).toBeCloseTo(wasserstein(a, b)!, 14);
    expect(wasserstein(a.toReversed(), b)).toBe(wasserstein(a, b));
    const [reference, current] = counts;
    for (const statistic of [jensenShannon, populationStability]) {
      expect(statistic(current, reference)).toBeCloseTo(statistic(reference, current)!, 14);
      expect(statistic(reference.toReversed(), current.toReversed())).toBeCloseTo(statistic(reference, current)!, 14);
    }
    expect(chiSquared(current, reference)?.pValue).toBeCloseTo(chiSquared(reference, current)!.pValue, 14);
  });

  test("equal samples are at distance 0", () => {
    expect(kolmogorovSmirnov(a, a)).toEqual({ statistic: 0, pValue: 1 });
    expect(wasserstein(a, a)).toBe(0);
    expect(jensenShannon(counts[1], counts[1])).toBe(0);
    expect(populationStability(counts[1], counts[1])).toBe(0);
    expect(chiSquared(counts[1], counts[1])).toMatchObject({ statistic: 0, pValue: 1 });
  });

  test("samples with nothing in common are at the largest", () => {
    expect(jensenShannon([5, 0], [0, 9])).toBe(1);
    expect(kolmogorovSmirnov(doubles([1, 2]), doubles([3]))?.statistic).toBe(1);
    expect(wasserstein(doubles([0, 0, 0]), doubles([2]))).toBe(2);
  });

  test("missing values are left out, and of no values there is no statistic", () => {
    const gaps = doubles([Number.NaN, 3, 1, 4, 1, 5, Number.NaN, 9, 2, 6, 5, 3]);
    expect(kolmogorovSmirnov(gaps, b)).toEqual(kolmogorovSmirnov(a, b));
    expect(wasserstein(b, gaps)).toBe(wasserstein(b, a));
    for (const none of [doubles([]), doubles([Number.NaN])]) {
      expect(kolmogorovSmirnov(none, b)).toBeNull();
      expect(wasserstein(a, none)).toBeNull();
    }
    for (const statistic of [jensenShannon, populationStability, chiSquared]) {
      expect(statistic([0, 0], [1, 2])).toBeNull();
      expect(statistic([1, 2], [0, 0])).toBeNull();
    }
    expect(aucTest([1, 1], doubles([0.2, 0.3]))).toBeNull();
  });
});

describe("rare categories", () => {
  test("are counted as one where they are enough together", () => {
    expect(chiSquared([500, 300, 3, 2, 3], [450, 320, 6, 5, 6])).toMatchObject({ freedom: 2, pooled: 3 });
  });

  test("join the rarest of the others where they are not", () => {
    const found = chiSquared([500, 300, 1], [450, 320, 0])!;
    expect(found).toEqual({ ...chiSquared([500, 301], [450, 320])!, pooled: 2 });
  });

  test("one new category among one old is found by Fisher's test", () => {
    const found = chiSquared([5000, 0], [192, 8])!;
    expect(found.pValue).toBeLessThan(1e-10);
    expect(found.pValue / fisherExact(5000, 0, 192, 8)).toBeCloseTo(1, 12);
  });

  test("one category alone tells nothing", () => {
    expect(chiSquared([7, 0], [9, 0])).toEqual({ statistic: 0, freedom: 0, pooled: 0, pValue: 1 });
  });
});

describe("several tests at once", () => {
  // R 4: p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.5), "holm") and "BH".
  const pValues = [0.01, 0.04, 0.03, 0.005, 0.5];

  test("as R's p.adjust", () => {
    const rounded = (values: readonly (number | null)[]): number[] => values.map((value) => Number(value!.toFixed(10)));
    expect(rounded(adjustPValues(pValues, "holm"))).toEqual([0.04, 0.09, 0.09, 0.025, 0.5]);
    expect(rounded(adjustPValues(pValues, "benjamini_hochberg"))).toEqual([0.025, 0.05, 0.05, 0.025, 0.5]);
  });

  test("a test that was not made counts as none", () => {
    const [first, gap, ...rest] = adjustPValues([0.01, null, ...pValues.slice(1)], "holm");
    expect(gap).toBeNull();
    expect([first, ...rest]).toEqual(adjustPValues(pValues, "holm"));
    expect(adjustPValues([], "holm")).toEqual([]);
  });
});
