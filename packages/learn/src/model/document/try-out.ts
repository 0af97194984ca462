import type { Column } from "@mlopsc/vocabulary";
import { outsideLearnersOf } from "../../learners/outside/outside-learner.ts";
import { tableFromRecords } from "../../table/records.ts";
import type { Table } from "../../table/table.ts";
import { compileModel } from "../predict-model.ts";
import type { StoredModel } from "../trained-model.ts";

/**
 * What goes wrong when a model predicts one row without any value, as in training and as in a server: that a column is
 * asked for which nothing makes, say. Undefined where nothing does. What it predicts of a row without values is passed over.
 */
export function tryOut(model: StoredModel): string | undefined {
  // A program or a runtime is out of reach here.
  if (outsideLearnersOf(model).length > 0) return undefined;
  const { input } = model.definition;
  const request = input.filter(({ trainingOnly }) => trainingOnly !== true);
  try {
    const predict = compileModel(model);
    predict(oneEmptyRow(request), { today: 0, serving: true });
    predict(oneEmptyRow(input), { today: 0, serving: false });
    return undefined;
  } catch (error) {
    return `its parts do not go together: ${(error as Error).message}`;
  }
}

const oneEmptyRow = (columns: readonly Column[]): Table =>
  tableFromRecords(columns, [Object.fromEntries(columns.map(({ name }) => [name, null]))]);
