import { describe, expect, it } from "vitest";
import type { ReleaseCounts } from "../../src/index.ts";
import { binomialTail } from "../../src/rollout/binomial-tail.ts";
import { defaultLimits, judgeCounts } from "../../src/rollout/judge-counts.ts";

const bounds = [10, 20, 50, 100];
const counts = (release: number, requests: number, errors: number, times = [requests, 0, 0, 0, 0]): ReleaseCounts => ({
  ...{ release, requests, errors },
  latency: { bounds, counts: times },
});
const codesOf = (canary: ReleaseCounts, beside: ReleaseCounts): readonly string[] =>
  judgeCounts(canary, beside, defaultLimits).map(({ code }) => code);

describe("the tail of a binomial distribution", () => {
  it.each([
    // scipy.stats.binom.sf(hits - 1, trials, chance)
    [3, 50, 0.01, 0.013817270830600381],
    [5, 100, 0.01, 0.0034323215877545207],
    [25, 500, 0.01, 1.0792947851141826e-10],
    [10, 20, 0.5, 0.5880985260009766],
    [8000, 100_000, 0.08, 0.5016740689202551],
  ])("%d of %d at %d", (hits, trials, chance, expected) => {
    const found = binomialTail(hits, trials, chance);
    expect(Math.abs(found - expected)).toBeLessThan(1e-9);
  });
  it("is certain of none and impossible beyond all", () => {
    expect(binomialTail(0, 10, 0.1)).toBe(1);
    expect(binomialTail(11, 10, 0.1)).toBe(0);
  });
});

describe("a canary is judged", () => {
  it("by errors beyond those of the release beside it", () => {
    expect(codesOf(counts(2, 200, 10), counts(1, 200, 0))).toEqual(["ML5521"]);
    expect(codesOf(counts(2, 200, 10), counts(1, 200, 10))).toEqual([]);
    expect(codesOf(counts(2, 200, 1), counts(1, 200, 0))).toEqual([]);
  });
  it("not on a few requests", () => {
    expect(codesOf(counts(2, 49, 49), counts(1, 200, 0))).toEqual([]);
  });
  it("by answers that come much later", () => {
    const beside = counts(1, 200, 0, [200, 0, 0, 0, 0]);
    expect(codesOf(counts(2, 200, 0, [150, 0, 0, 50, 0]), beside)).toEqual(["ML5522"]);
    expect(codesOf(counts(2, 200, 0, [150, 50, 0, 0, 0]), beside)).toEqual([]);
    expect(codesOf(counts(2, 200, 0, [192, 0, 0, 8, 0]), beside)).toEqual([]);
  });
  it("rarely wrongly: equal releases pass at least 99 times in 100", () => {
    let state = 12345;
    const random = (): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return state / 2147483648;
    };
    const draw = (release: number): ReleaseCounts => {
      const times = [0, 0, 0, 0, 0];
      let errors = 0;
      for (let request = 0; request < 300; request++) {
        times[Math.min(4, Math.floor(-Math.log(1 - random()) * 1.2))]!++;
        if (random() < 0.02) errors++;
      }
      return counts(release, 300, errors, times);
    };
    const wrong = Array.from({ length: 1000 }, () => codesOf(draw(2), draw(1))).filter((found) => found.length > 0);
    expect(wrong.length).toBeLessThanOrEqual(10);
  });
});
