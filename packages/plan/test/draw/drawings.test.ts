import { expect, test } from "vitest";
import { drawDot, drawMermaid, drawText } from "../../src/index.ts";
import { state } from "../sample-state.ts";

test("as indented text", () => {
  expect(drawText(state.steps)).toMatchInlineSnapshot(`
    "model.churn/register (register-model)
      evaluation: model.churn/evaluate (evaluate-model)
        baseline: model.churn/baseline (train-model)
          data: transform.features (transform-data)
            dataset.customers: dataset.customers/expect (validate-dataset)
              data: dataset.customers (ingest-dataset)
            transform.spend (transform-data)
              dataset.purchases (ingest-dataset)
          split: transform.features/split (split-data)
            data: transform.features (transform-data) …
        data: transform.features (transform-data) …
        model: model.churn (train-model)
          data: transform.features (transform-data) …
          search: model.churn/search (search-model)
            data: transform.features (transform-data) …
            split: transform.features/split (split-data) …
          split: transform.features/split (split-data) …
        split: transform.features/split (split-data) …
        validation: model.churn/search (search-model) …
      model: model.churn (train-model) …
    model.linear/validate (validate-model)
      data: transform.features (transform-data) …
      split: transform.features/split (split-data) …
    drift.ages (compare-samples)
      current: dataset.customers/expect (validate-dataset) …
      reference: dataset.customers/expect (validate-dataset) …
    "
  `);
});

test("as Mermaid and DOT", () => {
  const some = state.steps
    .slice(0, 3)
    .map((step, index) => (index === 1 ? { ...step, action: "update" as const } : step));
  expect(drawMermaid(some)).toMatchInlineSnapshot(`
    "flowchart LR
      subgraph b0["dataset.customers"]
        n0["dataset.customers<br/>ingest-dataset"]
        n1["expect<br/>validate-dataset"]:::update
      end
      subgraph b1["dataset.purchases"]
        n2["dataset.purchases<br/>ingest-dataset"]
      end
      n0 --> n1
      classDef update stroke:#bf8700,stroke-width:2px
    "
  `);
  expect(drawDot(some)).toMatchInlineSnapshot(`
    "digraph mlops {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="sans-serif"];
      subgraph cluster_0 {
        label="dataset.customers";
        "dataset.customers" [label="dataset.customers\\ningest-dataset"];
        "dataset.customers/expect" [label="dataset.customers/expect\\nvalidate-dataset", color="#bf8700"];
      }
      subgraph cluster_1 {
        label="dataset.purchases";
        "dataset.purchases" [label="dataset.purchases\\ningest-dataset"];
      }
      "dataset.customers" -> "dataset.customers/expect";
    }
    "
  `);
});
