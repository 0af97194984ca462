// Measures every assignment of two small spaces once, so that samplers can be compared on real results without training:
// bench/search-spaces.json holds the mean log loss over folds in the order of the grid, the last dimension varying fastest.
// Usage: npm run build && node bench/search-spaces.mjs      (takes about half an hour; seeded)
import { writeFileSync } from "node:fs";
import { allAssignments, assignmentToChoice, crossValidate, numericColumn, seededRandom, tableOf } from "@mlopsc/learn";

const logs = (low, high, count) =>
  Array.from({ length: count }, (_, at) => Number((low * (high / low) ** (at / (count - 1))).toPrecision(3)));
const list = (name, options, ...algorithms) => ({
  name,
  values: { kind: "choice", options },
  ...(algorithms.length === 0 ? {} : { when: [{ name: "algorithm", equals: algorithms }] }),
});

const spaces = {
  boosting: {
    rows: 2000,
    seeds: [1, 2],
    fixed: { algorithm: "gradient_boosting", parameters: { trees: 50, max_bins: 64 } },
    space: [
      list("learning_rate", logs(0.01, 0.5, 8)),
      list("max_leaves", [3, 4, 6, 10, 16, 31]),
      list("min_samples_leaf", [1, 5, 10, 20, 40, 80]),
      list("l2", [0, 1, 10, 100]),
    ],
  },
  learners: {
    rows: 3000,
    seeds: [1, 2, 3],
    fixed: { algorithm: "random_forest", parameters: { trees: 30, max_bins: 64, max_iterations: 300 } },
    space: [
      list("algorithm", ["logistic_regression", "decision_tree", "random_forest", "gradient_boosting"]),
      list("penalty", ["l1", "l2"], "logistic_regression"),
      list("c", logs(0.001, 100, 12), "logistic_regression"),
      list("max_depth", [2, 3, 4, 6, 8, 12], "decision_tree", "random_forest"),
      list("min_samples_leaf", [2, 5, 10, 20, 40, 80], "decision_tree", "random_forest"),
      list("max_features", [0.2, 0.4, 0.6, 0.8, 1], "random_forest"),
      list("learning_rate", logs(0.02, 0.6, 8), "gradient_boosting"),
      list("max_leaves", [2, 3, 4, 8, 16, 31], "gradient_boosting"),
      list("subsample", [0.4, 0.6, 0.8, 1], "gradient_boosting"),
    ],
  },
};

/** Ten normal features, of which six say something: sums, a product and a step, with noise. */
function seededTable(rows, label) {
  const random = seededRandom(5, label);
  const values = Array.from({ length: 10 }, () => Float64Array.from({ length: rows }, () => random.normal()));
  const [a, b, c, d, e, f] = values;
  const left = Float64Array.from({ length: rows }, (_, row) => {
    const signal =
      a[row] + 0.7 * b[row] - 0.5 * c[row] + 0.8 * a[row] * d[row] + Number(e[row] > 0.5) - 0.3 * f[row] ** 2;
    return Number(signal + 1.5 * random.normal() > 0);
  });
  return tableOf([
    ...values.map((column, at) => numericColumn(`x${at}`, "number", column)),
    numericColumn("left", "bool", left),
  ]);
}

function measured(name, { rows, seeds, fixed, space }) {
  const table = seededTable(rows, name);
  const features = table.columns.map((column) => column.name).filter((column) => column !== "left");
  const input = table.columns.map((column) => ({ name: column.name, type: { kind: column.kind, nullable: false } }));
  const definition = { name, task: "binary", target: "left", input, steps: [], features: { names: features } };
  const folds = { kind: "cross_validation", folds: 5, by: "stratify", column: "left" };
  const all = allAssignments(space, 10_000);
  return all.map((assignment, at) => {
    const choice = assignmentToChoice({ fixed }, assignment);
    // Each seed deals the folds anew: chance weighs less in their mean.
    const losses = seeds.map((seed) => {
      const result = crossValidate(definition, choice, table, folds, [{ metric: "log_loss" }], { seed, today: 0 });
      if (!result.ok) throw new Error(`${JSON.stringify(assignment)}: ${result.problem.kind}`);
      return result.value.means.log_loss;
    });
    if (at % 100 === 0) console.log(`${name}: ${at} of ${all.length}`);
    return Number((losses.reduce((sum, loss) => sum + loss, 0) / seeds.length).toFixed(6));
  });
}

const tables = Object.fromEntries(
  Object.entries(spaces).map(([name, entry]) => [name, { space: entry.space, costs: measured(name, entry) }]),
);
writeFileSync(new URL("search-spaces.json", import.meta.url), `${JSON.stringify(tables)}\n`);
