import { numericColumn, tableOf, textColumn, trainModel } from "@mlopsc/learn";
import type { ModelDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { call } from "../../engine/test/sql/random-expression.ts";
import { exportOnnx } from "../src/index.ts";
import { expectedOf, largestDifference, plain, scoreOnnx, today } from "./score-onnx.ts";

/** Names that outputs, nodes and the day would have, and such as no program could use. */
const names = ["prediction", "today", "Add_1", "constant_1", "Consommation (MW)", "constructor"];

test("columns keep their names, whatever these are; outputs give way", async () => {
  const rows = 60;
  const numbers = names.map((name, at) =>
    numericColumn(
      name,
      at === 1 ? "date" : "number",
      Array.from({ length: rows }, (_, row) => ((row * (at + 3)) % 17) - at),
    ),
  );
  const label = textColumn(
    "target",
    "category",
    Array.from({ length: rows }, (_, row) => (row % 3 === 0 ? "yes" : "no")),
  );
  const definition: ModelDefinition = {
    ...{ name: "names", task: "binary", target: "target", features: { names: [...names, "age"] } },
    input: [
      ...numbers.map(({ name, kind }) => ({ name, type: { kind, nullable: true } })),
      { name: "target", type: { kind: "category", nullable: false }, trainingOnly: true },
    ],
    steps: [
      {
        ...{ kind: "derive", name: "age", type: "number" },
        expression: call("days", call("subtract", call("today"), { kind: "column", name: "today" })),
      },
    ],
  };
  const choice = { algorithm: "gradient_boosting", parameters: { trees: 5, min_samples_leaf: 3 } } as const;
  const trained = trainModel(definition, choice, tableOf([...numbers, label]), { seed: 1, today });
  if (!trained.ok) throw new Error(JSON.stringify(trained.problem));
  const exported = exportOnnx(trained.value, plain);
  if (!exported.ok) throw new Error(exported.problem.what);
  expect(exported.value.inputs).toEqual([...names, "today_2"]);
  expect(exported.value.outputs).toEqual(["prediction_2", "probabilities"]);
  const day = numericColumn("today_2", "date", new Float64Array(rows).fill(today));
  const asked = tableOf([...numbers, day]);
  const { prediction_2: prediction, ...others } = await scoreOnnx(exported.value.bytes, asked);
  expect(largestDifference({ prediction: prediction!, ...others }, expectedOf(trained.value, asked))).toBeLessThan(
    1e-14,
  );
});
