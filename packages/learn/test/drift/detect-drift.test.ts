import { existsSync, readFileSync } from "node:fs";
import { type DriftResult, detectDrift, numericColumn, type Table, tableOf, textColumn } from "@mlopsc/learn";
import type { DriftDetector } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";

const detector: DriftDetector = {
  kind: "classifier",
  algorithm: { algorithm: "random_forest", parameters: { trees: 100 } },
  testShare: 0.2,
};

function drift(reference: Table, current: Table, features: readonly string[], by = detector, seed = 1): DriftResult {
  const result = detectDrift(reference, current, features, by, seed);
  if (!result.ok) throw new Error(result.problem.kind);
  return result.value;
}

const shared = process.env["MLOPSC_SHARED_DATA"] ?? new URL("../../../../../shared/data", import.meta.url).pathname;
const generation = `${shared}/electricity/generation_april_2018_2019_2020.csv`;
const present = existsSync(generation);
if (!present) console.log(`not compared with the published figures: ${generation} is absent`);

/** One April: consumption, and day, hour and minute of the local time. */
function april(year: string): Table {
  const records = readFileSync(generation, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","))
    .filter((cells) => cells[1]!.startsWith(year));
  const part = (from: number): number[] => records.map((cells) => Number(cells[1]!.slice(from, from + 2)));
  return tableOf([
    numericColumn(
      "consumption_mw",
      "number",
      records.map((cells) => Number(cells[2])),
    ),
    numericColumn("day", "int", part(8)),
    numericColumn("hour", "int", part(11)),
    numericColumn("minute", "int", part(14)),
  ]);
}

describe.runIf(present)("three Aprils of the French grid", () => {
  const features = ["consumption_mw", "day", "hour", "minute"];

  test("2020 is told from 2019 with ease, by consumption first", () => {
    const { auc, roc, pValue, interval, features: found, ...sizes } = drift(april("2019"), april("2020"), features);
    expect(auc).toBeGreaterThan(0.965);
    expect(auc).toBeLessThan(0.99);
    expect(pValue).toBeLessThan(1e-50);
    expect(interval![0]).toBeGreaterThan(0.965);
    expect(interval![1]).toBeLessThan(0.995);
    expect(found.map(({ feature }) => feature)).toEqual(features);
    expect(Math.abs(found[0]!.importance - 0.66)).toBeLessThan(0.03);
    expect(found[0]!.meanDifferencePercent).toBeCloseTo(-19.1, 1);
    expect(sizes).toEqual({ referenceRows: 1440, currentRows: 1440, testRows: 576 });
    expect(roc[0]).toMatchObject({ falsePositiveRate: 0, truePositiveRate: 0 });
    expect(roc.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
  });

  test("2019 is told from 2018 with effort", () => {
    const { auc, features: found } = drift(april("2018"), april("2019"), features);
    expect(auc).toBeGreaterThan(0.74);
    expect(auc).toBeLessThan(0.82);
    expect(found.map(({ feature }) => feature)).toEqual(features);
    expect(Math.abs(found[0]!.importance - 0.51)).toBeLessThan(0.02);
    expect(found[0]!.meanDifferencePercent).toBeCloseTo(4.5, 1);
  });

  test("with whole days held out, days are no clue any more", () => {
    const byDay = drift(april("2018"), april("2019"), features, { ...detector, testBy: "day" });
    expect(byDay.auc).toBeLessThan(drift(april("2018"), april("2019"), features).auc);
    // Six of thirty days in both years.
    expect(byDay.testRows).toBe(576);
    // Rows of one day do not stand by themselves, so chance is not told from their number.
    expect(byDay).toMatchObject({ pValue: null, interval: null });
  });
});

describe("small samples", () => {
  const sample = (numbers: (number | null)[], colours: (string | null)[]): Table =>
    tableOf([numericColumn("x", "number", numbers), textColumn("colour", "category", colours)]);
  const repeated = <T>(count: number, ...values: T[]): T[] => Array.from({ length: count }, () => values).flat();

  test("a category that changed its shares is found, and compared by level", () => {
    const before = sample(repeated(100, 1, 2, 3, 4), repeated(100, "a", "a", "a", "b"));
    const after = sample(repeated(100, 1, 2, 3, 4), repeated(100, "b", "b", "c", null));
    const { auc, features } = drift(before, after, ["x", "colour"]);
    expect(auc).toBeGreaterThan(0.8);
    expect(features[0]!.feature).toBe("colour");
    expect(features[0]!.distribution).toEqual({
      kind: "category",
      levels: ["a", "b", "c"],
      reference: [300, 100, 0],
      current: [0, 200, 100],
      otherReference: 0,
      otherCurrent: 0,
    });
    expect(features[0]).toMatchObject({ referenceMissing: 0, currentMissing: 100, meanDifferencePercent: null });
  });

  test("the same rows twice are not told apart", () => {
    const rows = sample(repeated(100, 1, 2, 3, 4, 5), repeated(100, "a", "b", "a", "b", "c"));
    const { auc, pValue, features } = drift(rows, rows, ["x", "colour"]);
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.12);
    expect(pValue).toBeGreaterThan(0.05);
    const distribution = features.find(({ feature }) => feature === "x")!.distribution;
    if (distribution.kind !== "number") throw new Error("x is a number");
    expect(distribution.edges).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(distribution.reference).toEqual(distribution.current);
    expect(distribution.reference.reduce((sum, count) => sum + count, 0)).toBe(500);
  });

  test("the seed decides", () => {
    const before = sample(repeated(50, 1, 2, 3, 9), repeated(50, "a", "b", "c", "d"));
    const after = sample(repeated(50, 1, 2, 4, 8), repeated(50, "a", "b", "c", "d"));
    expect(drift(before, after, ["x"])).toEqual(drift(before, after, ["x"]));
    expect(drift(before, after, ["x"], detector, 2)).not.toEqual(drift(before, after, ["x"]));
  });

  test("problems are values", () => {
    const rows = sample([1, 2], ["a", "b"]);
    const problem = (value: object): object => ({ ok: false, problem: value });
    expect(detectDrift(rows, { ...sample([], []) }, ["x"], detector, 0)).toEqual(problem({ kind: "noRows" }));
    expect(detectDrift(rows, rows, ["y"], detector, 0)).toEqual(
      problem({ kind: "unknownColumn", step: 0, column: "y" }),
    );
    const text = tableOf([textColumn("x", "category", ["1", "2"])]);
    expect(detectDrift(rows, text, ["x"], detector, 0)).toEqual(
      problem({ kind: "wrongKind", step: 0, column: "x", found: "category" }),
    );
  });
});
