import { readFileSync } from "node:fs";
import type { Column, ColumnType } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compileProject } from "../../src/index.ts";
import { annotate } from "../annotate.ts";

const text = readFileSync(new URL("./language-spec.mlops", import.meta.url), "utf8");
const column = (name: string, kind: ColumnType["kind"], nullable = false): Column => ({
  name,
  type: { kind, nullable },
});
const inferred = new Map([
  [
    "purchases",
    [
      column("customer_id", "id"),
      column("bought_at", "timestamp"),
      { name: "amount", type: { kind: "number", nullable: false, range: { low: 0 } } } as const,
    ],
  ],
  ["dataset_labels", [column("customer_id", "id"), column("churned", "bool")]],
  [
    "load",
    [
      column("at", "timestamp"),
      column("consumption_mw", "int"),
      column("day", "int"),
      column("hour", "int"),
      column("minute", "int"),
    ],
  ],
]);

// Two lines differ from the text: `days_since` is imputed too (logistic regression takes no nulls), and `last` is dropped.
test("the whole of the language's example is right", () => {
  const files = [{ path: "churn.mlops", text }];
  const { diagnostics } = compileProject({ files, parameters: {}, inferred });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  expect(annotate(files, errors)).toBe(annotate(files, []));
});
