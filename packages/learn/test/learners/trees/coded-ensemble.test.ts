import { fitLearner, numericColumn, seededRandom, type Table, textColumn } from "@mlopsc/learn";
import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";
import { numberCoder } from "../../../src/learners/trees/bins/number-coder.ts";
import { codedEnsemble } from "../../../src/learners/trees/ensemble/coded-ensemble.ts";
import { plainEnsemble } from "../../../src/learners/trees/ensemble/compile-ensemble.ts";
import type { TreeEnsemble } from "../../../src/learners/trees/ensemble/tree-ensemble.ts";

const numbers = (columns: readonly (readonly number[])[]): Table => ({
  rows: columns[0]!.length,
  columns: columns.map((values, at) => numericColumn(`x${at}`, "number", Float64Array.from(values))),
});

function ensembleOf(choice: AlgorithmChoice, table: Table, target: Float64Array): TreeEnsemble {
  const fitted = fitLearner(choice, table, target, { task: "multiclass", classCount: 3, seed: 2 });
  if (!fitted.ok || !("ensemble" in fitted.value)) throw new Error("no trees");
  return fitted.value.ensemble;
}

const random = seededRandom(7, "coded");
const columns = Array.from({ length: 5 }, (_, column) =>
  Array.from({ length: 600 }, () =>
    random.next() < 0.1 ? Number.NaN : column === 0 ? random.integer(4) : random.normal(),
  ),
);
const table = numbers(columns);
const target = Float64Array.from(columns[1]!, (value, row) => (value > 0 ? 1 : 0) + (columns[0]![row]! > 1 ? 1 : 0));
const choices: readonly AlgorithmChoice[] = [
  { algorithm: "gradient_boosting", parameters: { trees: 20 } },
  { algorithm: "random_forest", parameters: { trees: 20, max_bins: 4096 } },
];

// 1 to 9 rows: fours and what is left of them.
const value = fc.oneof(fc.double({ noDefaultInfinity: true }), fc.double({ min: -3, max: 3, noNaN: true }), fc.nat(4));
const request = fc.array(fc.tuple(value, value, value, value, value), { minLength: 1, maxLength: 9 });

test.each(choices)("$algorithm: codes lead to the leaves that the values lead to", (choice) => {
  const ensemble = ensembleOf(choice, table, target);
  const coded = codedEnsemble(ensemble)!;
  const plain = plainEnsemble(ensemble);
  const groups = choice.algorithm === "gradient_boosting" ? 3 : 1;
  const sumsBy = (predict: typeof plain, rows: Table): Float64Array => {
    const into = new Float64Array(rows.rows * groups * ensemble.outputs);
    predict(rows, into, groups);
    return into;
  };
  fc.assert(
    fc.property(request, (rows) => {
      const asked = numbers(columns.map((_, column) => rows.map((row) => row[column]!)));
      expect(sumsBy(coded, asked)).toEqual(sumsBy(plain, asked));
    }),
  );
  // More rows than a block, and the thresholds themselves.
  const cuts = Array.from(ensemble.threshold).filter((_, node) => ensemble.feature[node]! >= 0);
  const many = numbers(
    columns.map((_, column) => Array.from({ length: 9001 }, (__, row) => cuts[(row * 7 + column) % cuts.length]!)),
  );
  expect(sumsBy(coded, many)).toEqual(sumsBy(plain, many));
});

test("a category that no split asks of may be text", () => {
  const ensemble = ensembleOf(choices[0]!, table, target);
  const features = [...ensemble.features, { kind: "category", name: "city", levels: ["a", "b"] } as const];
  const coded = codedEnsemble({ ...ensemble, features })!;
  const asked = {
    rows: table.rows,
    columns: [...table.columns, textColumn("city", "category", Array(table.rows).fill("b"))],
  };
  const [found, wanted] = [new Float64Array(3 * table.rows), new Float64Array(3 * table.rows)];
  coded(asked, found, 3);
  plainEnsemble(ensemble)(table, wanted, 3);
  expect(found).toEqual(wanted);
});

test("the code of a value is how many thresholds are below it", () => {
  const wide = fc.double({ noDefaultInfinity: true, noNaN: true });
  fc.assert(
    fc.property(fc.array(wide, { maxLength: 40 }), fc.array(fc.double({ noDefaultInfinity: true })), (cuts, more) => {
      const thresholds = Float64Array.from(new Set(cuts.map((cut) => cut + 0))).sort();
      const values = Float64Array.from([...more, ...thresholds]);
      const codes = Array.from(values, numberCoder(thresholds));
      const wanted = Array.from(values, (one) =>
        Number.isNaN(one) ? thresholds.length + 1 : thresholds.filter((threshold) => threshold < one).length,
      );
      expect(codes).toEqual(wanted);
    }),
  );
});
