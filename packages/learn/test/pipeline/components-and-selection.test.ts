import { describe, expect, test } from "vitest";
import { regressionF, varianceF } from "../../src/pipeline/f-statistic.ts";
import { numericColumn, tableOf, textColumn } from "../../src/table/columns.ts";
import { expectClose, fit, namesIn, problemOf, type Steps, valuesIn } from "./build.ts";

// Wanted figures are scikit-learn 1.9's.
const x = [
  [1, 2, 4, 8, 16, 3, 5, 7],
  [2, 1, 8, 5, 3, 9, 5, 0],
  [0.5, 7, -3, 2, 1, 4, 5, 6],
];
const y = [1, 3, 2, 9, 14, 6, 5, 4];
const classes = ["p", "p", "q", "q", "q", "r", "r", "p"];
const features = x.map((values, at) => numericColumn(`x${at}`, "number", values));
const table = tableOf([...features, numericColumn("y", "number", y)]);
const regression = { target: "y", task: "regression", protectedColumns: ["y"] } as const;
const select = (method: "lasso" | "importance" | "k_best", rest: { count?: number; alpha?: number }): Steps => [
  { kind: "select_features", columns: { all: "any", except: [] }, method, ...rest },
];

describe("pca", () => {
  test("scores of standardised columns, by falling variance", () => {
    const { output, pipeline } = fit(
      [{ kind: "pca", columns: { all: "numeric", except: ["y"] }, components: 2 }],
      table,
    );
    expect(namesIn(output)).toEqual(["y", "pca_1", "pca_2"]);
    expectClose(
      valuesIn(output, "pca_1").slice(0, 4),
      [-0.007024506424795546, 1.7092962253883563, -2.224113343606201, -0.4031467145494316],
    );
    expectClose(
      valuesIn(output, "pca_2").slice(0, 4),
      [-0.6553293894839965, -0.8207473866067032, -0.2867739051043756, 0.45709823250018505],
    );
    const part = pipeline.parts[0]!;
    if (part.kind !== "principal_components") throw new Error(part.kind);
    expectClose(part.explained, [0.4883717368594853, 0.3561503004181878]);
  });

  test("names the column whose values are beyond what it can compute with", () => {
    const far = tableOf([...features, numericColumn("far", "number", [1e308, -1e308, 1, 2, 3, 4, 5, 6])]);
    const steps: Steps = [{ kind: "pca", columns: { names: ["x0", "far"] }, components: 1 }];
    expect(problemOf(steps, far)).toEqual({ kind: "tooLarge", step: 0, column: "far", largest: 1e308 });
  });

  test("takes no missing values and no more components than columns", () => {
    const steps: Steps = [{ kind: "pca", columns: { names: ["a"] }, components: 2 }];
    expect(problemOf(steps, tableOf([numericColumn("a", "number", [1, null])]))).toMatchObject({
      kind: "missingValues",
      rows: 1,
    });
    expect(problemOf(steps, tableOf([numericColumn("a", "number", [1, 2])]))).toMatchObject({
      kind: "tooManyComponents",
      columns: 1,
    });
  });
});

describe("select features", () => {
  test("F statistics", () => {
    expectClose(
      x.map((values) => regressionF(Float64Array.from(values), Float64Array.from(y))),
      [28.890624999999936, 0.019831730769230768, 0.006541935483870968],
      9,
    );
    const indicators = ["p", "q", "r"].map((name) => Float64Array.from(classes, (value) => Number(value === name)));
    const wanted = [1.5967465753424641, 5.537683823529406, 2.433894230769231];
    expectClose(
      x.map((values) => varianceF(Float64Array.from(values), indicators)),
      wanted,
      9,
    );
    expectClose(
      x.map((values) => varianceF(Float64Array.from(values), indicators.slice(1))),
      wanted,
      9,
    );
  });

  test("k_best keeps the highest, for numbers and for classes", () => {
    expect(namesIn(fit(select("k_best", { count: 1 }), table, regression).output)).toEqual(["x0", "y"]);
    const classified = tableOf([...features, textColumn("y", "category", classes)]);
    const kept = fit(select("k_best", { count: 2 }), classified, { ...regression, task: "multiclass" });
    expect(namesIn(kept.output)).toEqual(["x1", "x2", "y"]);
  });

  test("lasso's weights, and what they keep", () => {
    const part = fit(select("lasso", { alpha: 0.1 }), table, regression).pipeline.parts[0]!;
    if (part.kind !== "drop_columns") throw new Error(part.kind);
    expectClose(
      part.scores.map(({ score }) => score),
      [0.8213987122948926, 0.07020479876640602, 0.017318301927200536],
      7,
    );
    expect(namesIn(fit(select("lasso", { alpha: 0.5 }), table, regression).output)).toEqual(["x0", "y"]);
    expect(problemOf(select("lasso", { alpha: 10 }), table, regression)).toMatchObject({ kind: "noFeatureSelected" });
  });

  test("importance asks whoever can tell", () => {
    const importances = (asked: readonly { readonly name: string }[]): number[] =>
      asked.map(({ name }) => (name === "x1" ? 1 : 0));
    expect(namesIn(fit(select("importance", { count: 1 }), table, { ...regression, importances }).output)).toEqual([
      "x1",
      "y",
    ]);
    expect(namesIn(fit(select("importance", { count: 1 }), table, regression).output)).toEqual(["x0", "y"]);
  });
});
