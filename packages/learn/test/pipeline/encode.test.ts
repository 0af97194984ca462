import { describe, expect, test } from "vitest";
import { numericColumn, tableOf, textColumn } from "../../src/table/columns.ts";
import { apply, expectClose, fit, namesIn, problemOf, type Steps, valuesIn } from "./build.ts";

const y = [1, 3, 2, 9, 14, 6, 5, 4];
const table = tableOf([
  textColumn("s", "category", ["a", "b", "a", "b", "c", "a", "c", "b"]),
  numericColumn("y", "number", y),
]);
const met = tableOf([textColumn("s", "category", ["c", "new", null, "a"])]);
const encode = (
  method: "one_hot" | "ordinal" | "target" | "hashing",
  rest: { limit?: number; smoothing?: number; buckets?: number } = {},
): Steps => [{ kind: "encode", columns: { all: "category", except: [] }, method, ...rest }];
const regression = { target: "y", task: "regression", protectedColumns: ["y"] } as const;

describe("encode", () => {
  test("one-hot: a column a level, in place; nothing for what is missing or new", () => {
    const { pipeline, output } = fit(encode("one_hot"), table);
    expect(namesIn(output)).toEqual(["s=a", "s=b", "s=c", "y"]);
    expect(valuesIn(output, "s=b")).toEqual([false, true, false, true, false, false, false, true]);
    const applied = apply(pipeline, met, true).output;
    expect(["s=a", "s=b", "s=c"].map((name) => valuesIn(applied, name))).toEqual([
      [false, false, false, true],
      [false, false, false, false],
      [true, false, false, false],
    ]);
  });

  test("one-hot: a select keeps the columns that only the data named, in training and when serving", () => {
    const keep: Steps = [{ kind: "select", columns: [{ from: "y", to: "load" }], families: ["s="] }];
    const { pipeline, output } = fit([...encode("one_hot"), ...keep], table);
    expect(namesIn(output)).toEqual(["load", "s=a", "s=b", "s=c"]);
    expect(namesIn(apply(pipeline, met, true).output)).toEqual(["s=a", "s=b", "s=c"]);
  });

  test("one-hot: levels beyond the limit share a column", () => {
    const { pipeline } = fit(encode("one_hot", { limit: 1 }), table);
    const applied = apply(pipeline, met).output;
    expect(namesIn(applied)).toEqual(["s=a", "s=(other)"]);
    expect(valuesIn(applied, "s=(other)")).toEqual([true, false, false, false]);
  });

  test("ordinal: rank by code point, -1 for a new level", () => {
    expect(valuesIn(apply(fit(encode("ordinal"), table).pipeline, met).output, "s")).toEqual([2, -1, null, 0]);
  });

  test("hashing: one bucket of several, for new levels too", () => {
    const applied = apply(fit(encode("hashing", { buckets: 4 }), table).pipeline, met).output;
    const sums = [0, 1, 2, 3].map(
      (row) => namesIn(applied).filter((name) => valuesIn(applied, name)[row] === true).length,
    );
    expect(sums).toEqual([1, 1, 0, 1]);
  });

  test("target: scikit-learn's smoothed means, the overall mean for a new level", () => {
    const { pipeline } = fit(encode("target", { smoothing: 2 }), table, regression);
    const all = tableOf([textColumn("s", "category", ["a", "b", "c", "d"])]);
    expectClose(valuesIn(apply(pipeline, all).output, "s"), [4, 5.4, 7.5, 5.5]);
  });

  test("target: a training row's own target is not in its encoding", () => {
    const changed = tableOf([table.columns[0]!, numericColumn("y", "number", [1000, ...y.slice(1)])]);
    const before = valuesIn(fit(encode("target"), table, regression).output, "s");
    const after = valuesIn(fit(encode("target"), changed, regression).output, "s");
    expect(after[0]).toBe(before[0]);
    expect(after).not.toEqual(before);
  });

  test("target: one column for two classes, one a class for more", () => {
    const classes = textColumn("y", "category", ["no", "yes", "no", "yes", "yes", "no", "yes", "no"]);
    const binary = fit(encode("target", { smoothing: 0 }), tableOf([table.columns[0]!, classes]), {
      ...regression,
      task: "binary",
    });
    expect(namesIn(binary.output)).toEqual(["s", "y"]);
    expectClose(valuesIn(apply(binary.pipeline, met).output, "s"), [1, 0.5, 0.5, 0]);
    const several = fit(encode("target"), tableOf([table.columns[0]!, classes]), { ...regression, task: "multiclass" });
    expect(namesIn(several.output)).toEqual(["s=no", "s=yes", "y"]);
    expect(problemOf(encode("target"), table)).toEqual({ kind: "targetNeeded", step: 0 });
  });
});
