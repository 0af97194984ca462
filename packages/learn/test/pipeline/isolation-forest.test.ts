import { evaluateMetric } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { bothClasses } from "../../src/learners/links.ts";
import { isolationScores } from "../../src/pipeline/isolation-forest.ts";
import { generatedData } from "../reference/generated-data.ts";
import stored from "../reference/isolation.json" with { type: "json" };

const { rows, columns, planted, apart, single } = stored;
const { table } = generatedData(rows, columns, 7);
const values = table.columns.map((column) =>
  (column as { values: Float64Array }).values.map((value, row) => (row < planted ? apart * value : value)),
);
const wanted = Float64Array.from(stored.scores);

test.each([1, 2, 3])(
  "scores are as near scikit-learn's mean over seeds as its own of one seed are, seed %i",
  (seed) => {
    const scores = isolationScores(values, rows, seed, "isolation");
    expect(rankCorrelation(scores, wanted)).toBeGreaterThan(single.correlation - 0.01);
    const differences = scores.map((score, row) => Math.abs(score - wanted[row]!));
    expect(Math.max(...differences)).toBeLessThan(1.1 * single.difference);
    const truth = Float64Array.from({ length: rows }, (_, row) => Number(row < planted));
    const auc = evaluateMetric({ metric: "auc" }, truth, {
      task: "binary",
      classCount: 2,
      predicted: bothClasses(scores),
    });
    expect(auc.ok && auc.value).toBeGreaterThan(single.auc[0]! - 0.005);
  },
);

/** Spearman's, of values that are hardly ever equal. */
function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [first, second] = [ranks(a), ranks(b)];
  const squares = first.reduce((sum, rank, row) => sum + (rank - second[row]!) ** 2, 0);
  return 1 - (6 * squares) / (a.length * (a.length ** 2 - 1));
}

function ranks(values: Float64Array): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const rank = new Float64Array(values.length);
  order.forEach((row, place) => {
    rank[row] = place;
  });
  return rank;
}
