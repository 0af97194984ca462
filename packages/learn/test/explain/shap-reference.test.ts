import { numericColumn, type Table, tableOf } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { compileTreeShap } from "../../src/explain/tree-shap.ts";
import type { TreeEnsemble } from "../../src/learners/trees/ensemble/tree-ensemble.ts";
import stored from "../reference/shap.json" with { type: "json" };

type StoredTree = (typeof stored.forest.trees)[number];

/** Trees of scikit-learn in our form, where a right child follows its left. */
function ensembleOf(trees: readonly StoredTree[], outputs: number): TreeEnsemble {
  const nodes = { feature: [], threshold: [], left: [], missingLeft: [], covers: [] } as Record<string, number[]>;
  const { feature, threshold, left, missingLeft, covers } = nodes as Required<typeof nodes>;
  const [roots, values]: [number[], number[]] = [[], []];
  for (const tree of trees) {
    const root = feature!.length;
    roots.push(root);
    const order = [0];
    for (let at = 0; at < order.length; at++) {
      const node = order[at]!;
      const leaf = tree.feature[node]! < 0;
      feature!.push(tree.feature[node]!);
      threshold!.push(leaf ? values.length : tree.threshold[node]!);
      left!.push(leaf ? -1 : root + order.length);
      missingLeft!.push(tree.missingLeft[node]!);
      covers!.push(tree.covers[node]!);
      if (leaf) values.push(...tree.values[node]!);
      else order.push(tree.left[node]!, tree.right[node]!);
    }
  }
  const features = Array.from({ length: 5 }, (_, at) => ({ kind: "number", name: `x${at}` }) as const);
  return {
    features,
    outputs,
    roots,
    feature: feature!,
    threshold: threshold!,
    left: left!,
    missingLeft: missingLeft!,
    covers: covers!,
    values,
    sets: [],
  };
}

const tableFrom = (rows: readonly (readonly (number | null)[])[]): Table =>
  tableOf(
    Array.from({ length: 5 }, (_, at) =>
      numericColumn(
        `x${at}`,
        "number",
        rows.map((row) => row[at]!),
      ),
    ),
  );

test("is what the shap package says of a forest of several classes", () => {
  const { trees, rows, expected, contributions } = stored.forest;
  const shap = compileTreeShap(ensembleOf(trees, expected.length), 1)!;
  expect(rows).toHaveLength(8);
  for (const [output, wanted] of expected.entries()) {
    expect(shap.expected[output]! / trees.length).toBeCloseTo(wanted, 10);
    shap
      .contributions(tableFrom(rows), () => output)
      .forEach((found, at) => {
        expect(found / trees.length).toBeCloseTo(contributions[Math.floor(at / 5)]![at % 5]![output]!, 10);
      });
  }
});

test("is what the shap package says of boosted trees with missing values", () => {
  const { trees, rows, expected, baseline, contributions } = stored.boosting;
  const shap = compileTreeShap(ensembleOf(trees, 1), 1)!;
  expect(rows.flat().filter((value) => value === null).length).toBeGreaterThan(3);
  expect(shap.expected[0]! + baseline).toBeCloseTo(expected[0]!, 6);
  shap
    .contributions(tableFrom(rows), () => 0)
    .forEach((found, at) => {
      expect(found).toBeCloseTo(contributions[Math.floor(at / 5)]![at % 5]!, 10);
    });
});
