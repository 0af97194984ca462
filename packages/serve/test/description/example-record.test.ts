import type { TrainedModel } from "@mlopsc/learn";
import { expect, test } from "vitest";
import { exampleRecord } from "../../src/description/example-record.ts";
import { requestColumns } from "../../src/request/request-columns.ts";
import { linearModel, today } from "../sample-models.ts";

test("of a model that is a program, the record that its filters let in, without the program", () => {
  const model = linearModel();
  const columns = requestColumns(model);
  const program: TrainedModel["learner"] = {
    ...{ algorithm: "command", task: "regression", classCount: 0, importance: [], parameters: {}, seed: 1, labels: [] },
    ...{ target: "paid", features: [], files: [], made: [] },
    outside: {
      ...{ kind: "command", line: "node train.mjs", words: ["node", "train.mjs"], files: [], format: "csv" },
      ...{ environment: [], shell: false, timeoutMilliseconds: null },
    },
  };
  const wanted = exampleRecord(model, columns, today);
  expect(wanted).toHaveProperty("age");
  expect(exampleRecord({ ...model, learner: program }, columns, today)).toEqual(wanted);
});
