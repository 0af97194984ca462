import type { JsonRecord } from "@mlopsc/learn";
import { requestColumns } from "@mlopsc/serve";
import { expect, it } from "vitest";
import { type Explains, type Mistake, usualMistakes } from "../../src/checks/parity/explanations.ts";
import { locateColumn, type Probe, type TriedRecord } from "../../src/checks/parity/locate-column.ts";
import { answerDifference, type ModelAnswer } from "../../src/checks/parity/model-answer.ts";
import { askModel } from "../../src/checks/parity/trained-model-answers.ts";
import { requestRecords } from "../../src/checks/request-records.ts";
import { parityRows } from "../../src/index.ts";
import { type Planted, plantedModels } from "./planted/sample-models.ts";

/** Of all usual mistakes with one column every so manieth: all 452 that change an answer were found when this was written. */
const step = 9;

it.each(plantedModels())("$name: whatever usual mistake a server makes, its column is named", async (planted) => {
  const { model, rows } = planted;
  const columns = requestColumns(model);
  const all = requestRecords(model, rows.table);
  const records = [...parityRows(model, rows.table, 100, 1)].map((row) => all[row]!);
  const mistakes = [...usualMistakes(columns)].filter(({ columns: of }) => of.length === 1);
  const wrong: unknown[] = [];
  let visible = 0;
  for (const mistake of mistakes.filter((_, index) => index % step === 0)) {
    const { probe, explains } = mistakenServer(planted, mistake);
    const tried = await probe(records);
    if (tried.every(({ agrees }) => agrees)) continue;
    visible++;
    const located = await locateColumn(columns, tried, probe, explains);
    if (located?.column !== mistake.columns[0]) wrong.push([mistake.columns, mistake.says, located]);
  }
  expect(wrong).toEqual([]);
  expect(visible).toBeGreaterThan(10);
});

/** The model itself, asked for what the mistake makes of each record. */
function mistakenServer({ model }: Planted, { take }: Mistake): { readonly probe: Probe; readonly explains: Explains } {
  const ask = askModel(model);
  const served = (records: readonly JsonRecord[]): readonly ModelAnswer[] => ask(records.map(take), model.today);
  const isClose = (left: ModelAnswer, right: ModelAnswer): boolean => {
    const difference = answerDifference(model, left, right);
    return difference === null || (!difference.apart && difference.size <= 1e-9);
  };
  return {
    probe: async (records) => {
      const [trained, given] = [ask(records, model.today), served(records)];
      return records.map((record, row): TriedRecord => {
        const [was, is] = [trained[row]!, given[row]!];
        const both = was.kind === "prediction" && is.kind === "prediction";
        return {
          record,
          agrees: isClose(was, is),
          gap: both ? is.numbers.map((number, output) => number - was.numbers[output]!) : [],
        };
      });
    },
    explains: (pairs, days = 0) => {
      const taken = ask(
        pairs.map((pair) => pair.taken),
        model.today + days,
      );
      const given = served(pairs.map(({ asked }) => asked));
      return pairs.map((_, index) => isClose(taken[index]!, given[index]!));
    },
  };
}
