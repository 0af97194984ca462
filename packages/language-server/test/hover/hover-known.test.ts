import { expect, test } from "vitest";
import { type Known, seenKnowledge } from "../known.ts";
import { customers, features, hovered } from "./hovered.ts";

const known: Known = {
  tables: {
    "dataset.customers": { rows: 12_345, columns: 5, version: { number: 3, taken: "2026-11-27 10:00" } },
    "transform.features": { rows: 12_000, columns: 5 },
  },
  profiles: {
    "dataset.customers": {
      age: {
        ...{ rows: 12_345, missing: 617, distinct: 60, shape: "▂▅█▃" },
        numbers: { min: "18", mean: "47.31", median: "47", max: "77" },
      },
      churned: { rows: 12_345, missing: 0, distinct: 2, frequent: [{ value: "false", count: 9_876 }] },
    },
  },
  models: {
    "model.churn": {
      ...{ version: 3, versions: 4, registered: "2026-11-27 10:00" },
      metrics: [{ name: "auc", value: 0.8712 }],
    },
  },
  live: { "deploy.api": [{ target: "production", model: "churn", version: 2, since: "2026-11-26 09:00" }] },
  planned: { "model.churn": { what: "retrain", cause: "`trees`: 20 → 30", steps: 4, estimateMilliseconds: 240_000 } },
};
const spec = `${customers}${features}model churn {
  from = features
  predict = churned
  algorithm = decision_tree
}
deploy api {
  model = churn
}
`;
const told = (from: string, to: string): string => hovered(spec.replace(from, to), seenKnowledge(known));

test("a column's profile: counts, then numbers and their shape, or the most frequent values", () => {
  expect(told("impute age", "impute <|>age")).toContain(`12 345 rows · 5.0 % missing · 60 distinct${"  "}
min 18 · mean 47.31 · median 47 · max 77${"  "}
▂▅█▃`);
  expect(told("predict = churned", "predict = <|>churned")).toContain(`12 345 rows · none missing · 2 distinct${"  "}
\`false\` 80.0 %`);
});

test("rows and version of a dataset; rows after a step where they are known", () => {
  expect(told("from customers", "from <|>customers")).toContain(
    "5 columns · key `customer_id` · 12 345 rows · version 3, taken in 2026-11-27 10:00",
  );
  expect(told("from customers", "<|>from customers")).toContain("5 columns · 12 345 rows");
});

test("the version in force, its metrics, what an apply would do", () => {
  expect(told("model = churn", "model = <|>churn")).toContain(`**v3** of 4 · auc **0.8712** · 2026-11-27 10:00

plan: **retrain**, about 4 min, because of \`trees\`: 20 → 30`);
});

test("what answers on each target", () => {
  expect(told("deploy api", "deploy <|>api")).toContain("- live in `production`: **v2** since 2026-11-26 09:00");
});
