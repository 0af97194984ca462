import {
  predictModel,
  readModel,
  recordsFromTable,
  type StoredModel,
  selectColumns,
  serialiseModel,
  type Table,
} from "@mlopsc/learn";
import { expect, it } from "vitest";
import { createServer } from "../../src/index.ts";
import { type Sample, sampleEnsemble, sampleModels, today } from "../sample-models.ts";

/** The columns of a request, which leave out the target. */
function requestTable({ model, table }: Sample<StoredModel>): Table {
  const names = model.definition.input.filter((column) => column.trainingOnly !== true).map(({ name }) => name);
  return selectColumns(
    table,
    names.map((name) => ({ from: name, to: name })),
  );
}

it.each([...sampleModels(), sampleEnsemble()].map((sample) => [sample.name, sample] as const))(
  "%s: over HTTP every record gets what predictModel gives, bit for bit",
  async (_, sample) => {
    const table = requestTable(sample);
    const expected = predictModel(sample.model, table, { today, serving: true });
    const stored = readModel(serialiseModel(sample.model));
    if (!stored.ok) throw new Error("unreadable");
    const server = createServer({ model: stored.value, version: "1", today: () => today, processMetrics: false });
    const records = recordsFromTable(table);
    const many = (await server.inject({ method: "POST", url: "/predict", payload: { records } })).json();
    expect(many.predictions.length).toBe(table.rows);
    expect(expected.rows.length).toBeGreaterThan(100);
    expect(expected.outOfScope.length).toBeGreaterThan(20);
    const { classes } = expected;
    for (const [place, row] of expected.rows.entries()) {
      const answers = [many.predictions[row]];
      // One by one is slow; a fifth of the rows shows it as well.
      if (place % 5 === 0)
        answers.push((await server.inject({ method: "POST", url: "/predict", payload: records[row]! })).json());
      for (const answer of answers) {
        if (classes.length === 0) expect(Object.is(answer.prediction, expected.values![place])).toBe(true);
        else expect(answer.prediction).toBe(classes[expected.labels![place]!]);
        for (const [index, label] of classes.entries())
          expect(
            Object.is(answer.probabilities[String(label)], expected.probabilities![place * classes.length + index]),
          ).toBe(true);
        if (classes.length === 2) expect(answer.probability).toBe(answer.probabilities[String(classes[1])]);
      }
    }
    for (const { row, filter } of expected.outOfScope) expect(many.predictions[row]).toEqual({ out_of_scope: filter });
  },
);

it("writes doubles that read back the same", async () => {
  const { numberText } = await import("../../src/answer/answer-text.ts");
  for (const value of [0, -0, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 1e21, -1e-7, 1 / 3])
    expect(Object.is(JSON.parse(numberText(value)), value)).toBe(true);
});
