import type { Expression } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitPipeline } from "../../src/pipeline/fit-pipeline.ts";
import { numericColumn, tableOf, textColumn, withoutColumns } from "../../src/table/columns.ts";
import { recordsFromTable, tableFromRecords } from "../../src/table/records.ts";
import type { Table } from "../../src/table/table.ts";
import { takeRows } from "../../src/table/take-rows.ts";
import { apply, context, fit, problemOf, type Steps } from "./build.ts";

const column = (name: string): Expression => ({ kind: "column", name });
const literal = (value: number): Expression => ({ kind: "literal", type: "number", value });

const steps: Steps = [
  {
    kind: "filter",
    condition: { kind: "call", function: "less", arguments: [column("a"), literal(900)] },
    source: "a < 900",
  },
  { kind: "derive", name: "noise", type: "number", expression: column("y"), trainingOnly: true },
  { kind: "impute", columns: { names: ["b"] }, strategy: "knn", neighbours: 3 },
  { kind: "impute", columns: { names: ["c"] }, strategy: "model" },
  { kind: "impute", columns: { names: ["s"] }, strategy: "mode" },
  { kind: "outliers", action: "drop", columns: { names: ["b"] }, by: { rule: "z_score", factor: 3 } },
  { kind: "outliers", action: "clip", columns: { names: ["a"] }, by: { rule: "iqr", factor: 1.5 } },
  {
    kind: "derive",
    name: "ab",
    type: "number",
    expression: { kind: "call", function: "multiply", arguments: [column("a"), column("b")] },
  },
  { kind: "encode", columns: { names: ["s"] }, method: "one_hot", limit: 4 },
  { kind: "encode", columns: { names: ["t"] }, method: "target" },
  { kind: "bin", columns: { names: ["c"] }, method: "quantile", count: 3 },
  { kind: "scale", columns: { all: "numeric", except: ["c"] }, method: "standard" },
  { kind: "select", columns: ["a", "b", "c", "ab", "t", "s=x", "y"].map((name) => ({ from: name, to: name })) },
];
const fitted = { target: "y", task: "regression", protectedColumns: ["y", "noise"] } as const;

const row = fc.record({
  a: fc.double({ min: -1000, max: 1000, noNaN: true }),
  b: fc.option(fc.integer({ min: -50, max: 50 })),
  c: fc.option(fc.double({ min: -5, max: 5, noNaN: true })),
  s: fc.option(fc.constantFrom("x", "y", "z", "w")),
  t: fc.option(fc.constantFrom("p", "q", "r")),
  y: fc.double({ min: 0, max: 1, noNaN: true }),
});
type Row = { readonly [name in "a" | "b" | "c" | "y"]: number | null } & {
  readonly [name in "s" | "t"]: string | null;
};

const tableFrom = (rows: readonly Row[]): Table =>
  tableOf([
    ...(["a", "b", "c"] as const).map((name) =>
      numericColumn(
        name,
        "number",
        rows.map((found) => found[name]),
      ),
    ),
    ...(["s", "t"] as const).map((name) =>
      textColumn(
        name,
        "category",
        rows.map((found) => found[name]),
      ),
    ),
    numericColumn(
      "y",
      "number",
      rows.map(({ y }) => y),
    ),
  ]);

// Two rows that make sure each column has a value.
const anchor: Row[] = [
  { a: 1, b: 2, c: 3, s: "x", t: "p", y: 0.5 },
  { a: 2, b: -2, c: 1, s: "x", t: "q", y: 0.25 },
];
const rows = fc.array(row, { minLength: 5, maxLength: 40 }).map((found) => [...anchor, ...found]);

describe("a pipeline", () => {
  test("written out and read back it gives the same bits", () => {
    fc.assert(
      fc.property(rows, rows, (training, met) => {
        const { pipeline } = fit(steps, tableFrom(training), fitted);
        const readBack = JSON.parse(JSON.stringify(pipeline));
        expect(readBack).toEqual(pipeline);
        for (const serving of [true, false]) {
          expect(apply(readBack, tableFrom(met), serving)).toEqual(apply(pipeline, tableFrom(met), serving));
        }
      }),
      { numRuns: 50 },
    );
  });

  test("learns from the rows given and nothing else, dictionaries included", () => {
    fc.assert(
      fc.property(rows, rows, rows, (training, others, changed) => {
        const part = (rest: readonly Row[]): Table => {
          const all = tableFrom([...rest, ...training]);
          return takeRows(
            all,
            Int32Array.from(training, (_, at) => rest.length + at),
          );
        };
        const first = fitPipeline(steps, part(others), { ...context, ...fitted });
        const second = fitPipeline(steps, part(changed), { ...context, ...fitted });
        expect(first.ok && second.ok && second.pipeline).toEqual(first.ok && first.pipeline);
        expect(first.ok && second.ok && recordsFromTable(second.output)).toEqual(
          first.ok && recordsFromTable(first.output),
        );
      }),
      { numRuns: 50 },
    );
  });

  test("a record alone becomes what it becomes among others", () => {
    const columns = withoutColumns(tableFrom([]), ["y"]).columns.map(({ name, kind }) => ({
      name,
      type: { kind, nullable: true },
    }));
    fc.assert(
      fc.property(rows, rows, (training, met) => {
        const { pipeline } = fit(steps, tableFrom(training), fitted);
        const requests = withoutColumns(tableFrom(met), ["y"]);
        const together = apply(pipeline, requests, true);
        const records = recordsFromTable(together.output);
        const given = recordsFromTable(requests);
        for (const [at, source] of together.rows.entries()) {
          const alone = apply(pipeline, tableFromRecords(columns, [given[source]!]), true);
          expect(recordsFromTable(alone.output)).toEqual([records[at]]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("applied to its training rows it gives the fitted output, where nothing is dropped or crossed", () => {
    const calm = steps.filter(
      (step) => step.kind !== "outliers" && !(step.kind === "encode" && step.method === "target"),
    );
    const kept: Steps = calm.map((step) =>
      step.kind === "select" ? { ...step, columns: step.columns.filter(({ from }) => from !== "t") } : step,
    );
    fc.assert(
      fc.property(rows, (training) => {
        const { pipeline, output, rows: survivors } = fit(kept, tableFrom(training), fitted);
        const applied = apply(pipeline, tableFrom(training));
        expect(recordsFromTable(applied.output)).toEqual(recordsFromTable(output));
        expect(applied.rows).toEqual(survivors);
      }),
      { numRuns: 50 },
    );
  });

  test("a request out of scope is named with the condition as written", () => {
    const { pipeline } = fit(steps, tableFrom(anchor), fitted);
    const met = tableFrom([{ ...anchor[0]!, a: 950 }, anchor[0]!, { ...anchor[0]!, a: 901 }]);
    const served = apply(pipeline, met, true);
    expect(served.outOfScope).toEqual([
      { row: 0, source: "a < 900" },
      { row: 2, source: "a < 900" },
    ]);
    expect([...served.rows]).toEqual([1]);
  });

  test("steps that are for training only are left out when serving", () => {
    const only: Steps = [
      {
        kind: "filter",
        condition: { kind: "call", function: "greater", arguments: [column("y"), literal(0)] },
        source: "y > 0",
        trainingOnly: true,
      },
      { kind: "derive", name: "z", type: "number", expression: column("y"), trainingOnly: true },
      {
        kind: "select",
        columns: [
          { from: "a", to: "k" },
          { from: "y", to: "y" },
        ],
      },
    ];
    const { pipeline, output } = fit(only, tableFrom([...anchor, { ...anchor[0]!, y: 0 }]));
    expect(output.rows).toBe(2);
    const served = apply(pipeline, withoutColumns(tableFrom(anchor), ["y"]), true).output;
    expect(served.columns.map(({ name }) => name)).toEqual(["k"]);
    expect(problemOf([{ kind: "select", columns: [{ from: "nobody", to: "x" }] }], tableFrom(anchor))).toEqual({
      kind: "unknownColumn",
      step: 0,
      column: "nobody",
    });
  });

  test("the target and keys are known under each name that they bear on the way", () => {
    const renamed: Steps = [
      { kind: "scale", columns: { all: "numeric", except: [] }, method: "min_max" },
      { kind: "derive", name: "copy", type: "number", expression: column("y"), trainingOnly: true },
      { kind: "select", columns: ["a", "t", "y", "c", "copy"].map((from) => ({ from, to: `${from}_2` })) },
      { kind: "scale", columns: { all: "numeric", except: [] }, method: "min_max" },
      { kind: "encode", columns: { names: ["t_2"] }, method: "target" },
    ];
    const { pipeline } = fit(renamed, tableFrom(anchor), {
      target: "y_2",
      task: "regression",
      protectedColumns: ["a"],
    });
    const scaled = pipeline.parts.flatMap((part) =>
      part.kind === "scale" ? [part.columns.map(({ name }) => name)] : [],
    );
    expect(scaled).toEqual([["b", "c"], ["c_2"]]);
  });

  test("a derived column of nothing takes the kind declared", () => {
    const nothing: Expression = { kind: "literal", type: "number", value: null };
    const { output } = fit([{ kind: "derive", name: "n", type: "text", expression: nothing }], tableFrom(anchor));
    expect(output.columns.at(-1)).toEqual({ name: "n", kind: "text", codes: Int32Array.of(-1, -1), dictionary: [] });
  });
});
