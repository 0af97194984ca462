import { chiSquared } from "../statistics/chi-squared.ts";
import { fisherExact } from "../statistics/fisher-exact.ts";
import { jensenShannon } from "../statistics/jensen-shannon.ts";
import { smirnovOfSorted } from "../statistics/kolmogorov-smirnov.ts";
import { populationStability } from "../statistics/population-stability.ts";
import type { TestResult } from "../statistics/test-result.ts";
import { wassersteinOfSorted } from "../statistics/wasserstein.ts";
import { chooseTest, type NotCompared, type TestChoice } from "./choose-test.ts";
import type { ColumnSample } from "./column-sample.ts";

/** One column of two samples. Figures are null where they are not defined, and all of them where `reason` says why not. */
export interface ColumnComparison {
  readonly column: string;
  readonly referenceRows: number;
  readonly currentRows: number;
  /** Shares of rows without a value. */
  readonly referenceMissing: number;
  readonly currentMissing: number;
  readonly test: "kolmogorov_smirnov" | "chi_squared" | null;
  readonly reason?: NotCompared;
  readonly statistic: number | null;
  /** Of the test; where some value is missing, twice the lesser of the test's and that of Fisher's for the missing ones. */
  readonly pValue: number | null;
  /** The size that the verdict looks at: of what the test was about, and of the missing values. */
  readonly effect: number | null;
  readonly missingEffect: number | null;
  /** On the reference's deciles, or by category; missing values are a category. */
  readonly populationStability: number | null;
  readonly jensenShannon: number | null;
  /** In standard deviations of the reference. */
  readonly wasserstein: number | null;
}

export function compareColumn(reference: ColumnSample, current: ColumnSample): ColumnComparison {
  const heading = {
    column: reference.name,
    referenceRows: reference.rows,
    currentRows: current.rows,
    referenceMissing: reference.rows === 0 ? 0 : reference.missing / reference.rows,
    currentMissing: current.rows === 0 ? 0 : current.missing / current.rows,
  };
  const levels = commonLevels(reference, current);
  const sizes = { reference: reference.rows, current: current.rows };
  const choice = chooseTest({ kind: reference.kind, distinct: levels?.length ?? Infinity, ...sizes });
  if (choice.test === null) return { ...heading, ...nothing, reason: choice.reason };
  const [before, after] = [counted(reference, levels, reference.edges), counted(current, levels, reference.edges)];
  const stability = populationStability(before, after);
  const shannon = jensenShannon(before, after);
  const distance = scaledDistance(reference, current);
  const missing: Counts = [presence(reference), presence(current)];
  const missingEffect = jensenShannon(...missing);
  const tested = testOf(choice, reference, current, before, after);
  return {
    ...heading,
    test: choice.test,
    statistic: tested?.statistic ?? null,
    pValue: withMissing(choice, tested, missing),
    effect: choice.effect === "wasserstein" ? distance : shannon,
    missingEffect,
    populationStability: stability,
    jensenShannon: shannon,
    wasserstein: distance,
  };
}

type Counts = readonly [readonly number[], readonly number[]];

const presence = ({ rows, missing }: ColumnSample): readonly number[] => [rows - missing, missing];

const nothing = {
  ...{ test: null, statistic: null, pValue: null, effect: null, missingEffect: null },
  ...{ populationStability: null, jensenShannon: null, wasserstein: null },
} as const;

/** The levels of both, the reference's first; null where either has more distinct numbers than are counted. */
function commonLevels(reference: ColumnSample, current: ColumnSample): readonly string[] | null {
  if (reference.levels === null || current.levels === null) return null;
  return [...new Set([...reference.levels.keys(), ...current.levels.keys()])];
}

/** Counts by level, or by the bins between the edges; those missing come last. */
function counted(sample: ColumnSample, levels: readonly string[] | null, edges: readonly number[]): readonly number[] {
  if (levels !== null) return [...levels.map((level) => sample.levels!.get(level) ?? 0), sample.missing];
  const counts = new Array<number>(edges.length + 1).fill(0);
  let bin = 0;
  for (const value of sample.numbers) {
    while (bin < edges.length && value > edges[bin]!) bin++;
    counts[bin]!++;
  }
  return [...counts, sample.missing];
}

function scaledDistance(reference: ColumnSample, current: ColumnSample): number | null {
  const distance = wassersteinOfSorted(reference.numbers, current.numbers);
  return distance === null || reference.deviation === 0 ? null : distance / reference.deviation;
}

function testOf(
  choice: Exclude<TestChoice, { test: null }>,
  reference: ColumnSample,
  current: ColumnSample,
  before: readonly number[],
  after: readonly number[],
): TestResult | null {
  if (choice.test === "chi_squared") return chiSquared(before, after);
  return smirnovOfSorted(reference.numbers, current.numbers, choice.method);
}

/** Of numbers the missing are tested by themselves, and the lesser of two p-values counts twice (Bonferroni). */
function withMissing(choice: TestChoice, tested: TestResult | null, [before, after]: Counts): number | null {
  if (choice.test !== "kolmogorov_smirnov" || (before[1] === 0 && after[1] === 0)) return tested?.pValue ?? null;
  const missing = fisherExact(before[0]!, before[1]!, after[0]!, after[1]!);
  return tested === null ? missing : Math.min(1, 2 * Math.min(tested.pValue, missing));
}
