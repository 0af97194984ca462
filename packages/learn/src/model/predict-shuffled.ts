import { predictsSlowly } from "../learners/outside/outside-learner.ts";
import { done, type Outcome } from "../problem.ts";
import { columnNamed } from "../table/columns.ts";
import { isText, type Table } from "../table/table.ts";
import { allRows, takeColumnRows } from "../table/take-rows.ts";
import { type LabelledPredictions, labelledPredictions } from "./evaluate-model.ts";
import type { ModelPredictor } from "./predict-model.ts";
import type { StoredModel } from "./trained-model.ts";

/** One column of a table in another order. */
export interface Shuffle {
  readonly name: string;
  readonly order: Int32Array;
}

/** What a metric is measured on. */
export type Measurable = Pick<LabelledPredictions, "truth" | "scored">;

/**
 * All rows as predicted with one column shuffled, for each shuffle; only those are predicted anew that get another value.
 * `known`: the rows as they are. A learner that is a program, which takes long to start, is asked once for all of them.
 */
export function predictShuffled(
  model: StoredModel,
  table: Table,
  known: LabelledPredictions,
  shuffles: readonly Shuffle[],
  context: { readonly today: number },
  predictor: ModelPredictor,
): Outcome<Measurable[]> {
  const predict = (rows: Table): Outcome<LabelledPredictions> => labelledPredictions(model, rows, context, predictor);
  const tasks = shuffles.map((shuffle) => ({ ...shuffle, changed: changedRows(table, shuffle) }));
  const together = predictsSlowly(model) ? predictTogether(table, tasks, predict) : undefined;
  if (together?.ok === false) return together;
  const results: Measurable[] = [];
  for (const [at, task] of tasks.entries()) {
    const result = predictOne(table, known, task, predict, together?.value[at]);
    if (!result.ok) return result;
    results.push(result.value);
  }
  return done(results);
}

interface ShuffledRows extends Shuffle {
  readonly changed: Int32Array;
}

function predictOne(
  table: Table,
  known: LabelledPredictions,
  { name, order, changed }: ShuffledRows,
  predict: (rows: Table) => Outcome<LabelledPredictions>,
  ready: LabelledPredictions | undefined,
): Outcome<Measurable> {
  if (changed.length === 0) return done(known);
  const fresh = ready ? done(ready) : predict(shuffledRows(table, [{ name, order, changed }]));
  if (!fresh.ok) return fresh;
  // Few rows may show fewer classes than all do, and indices would not mean the same.
  if (fresh.value.classes.join("\0") !== known.classes.join("\0"))
    return predict(shuffledRows(table, [{ name, order, changed: allRows(table.rows) }]));
  return done(replaced(known, fresh.value, changed));
}

/** The rows of all shuffles below each other in one table, predicted at once and taken apart again. */
function predictTogether(
  table: Table,
  tasks: readonly ShuffledRows[],
  predict: (rows: Table) => Outcome<LabelledPredictions>,
): Outcome<LabelledPredictions[]> {
  const all = predict(shuffledRows(table, tasks));
  if (!all.ok) return all;
  const { rows, truth, scored, classes } = all.value;
  const width = Math.max(1, scored.classCount);
  let [start, from] = [0, 0];
  const parts = tasks.map(({ changed }): LabelledPredictions => {
    const end = start + changed.length;
    let to = from;
    while (to < rows.length && rows[to]! < end) to++;
    const part = {
      classes,
      rows: rows.slice(from, to).map((row) => row - start),
      truth: truth.slice(from, to),
      scored: { ...scored, predicted: scored.predicted.slice(from * width, to * width) },
    };
    [start, from] = [end, to];
    return part;
  });
  return done(parts);
}

/** The rows that get another value when the column is put in that order: no other row is predicted otherwise. */
function changedRows(table: Table, { name, order }: Shuffle): Int32Array {
  const column = columnNamed(table, name);
  if (column === undefined) return new Int32Array(0);
  const cells: ArrayLike<number> = isText(column) ? column.codes : column.values;
  return allRows(table.rows).filter((row) => !Object.is(cells[row], cells[order[row]!]));
}

/** The changed rows of each shuffle, one below the other. */
function shuffledRows(table: Table, shuffles: readonly ShuffledRows[]): Table {
  const rows = shuffles.reduce((sum, { changed }) => sum + changed.length, 0);
  const columns = table.columns.map((column) => {
    const places = new Int32Array(rows);
    let start = 0;
    for (const { name, order, changed } of shuffles) {
      places.set(column.name === name ? changed.map((row) => order[row]!) : changed, start);
      start += changed.length;
    }
    return takeColumnRows(column, places);
  });
  return { rows, columns };
}

/**
 * The predictions of all rows, those of `changed` rows taken from `fresh`, whose rows count within them. A filter may
 * leave out other rows than before. Rows stay in order, so that sums are the same as had all been predicted anew.
 */
function replaced(known: LabelledPredictions, fresh: LabelledPredictions, changed: Int32Array): Measurable {
  const isChanged = new Set(changed);
  const kept = Array.from(known.rows, (row, at) => ({ row, from: known, at })).filter(({ row }) => !isChanged.has(row));
  const taken = Array.from(fresh.rows, (row, at) => ({ row: changed[row]!, from: fresh, at }));
  const all = [...kept, ...taken].sort((a, b) => a.row - b.row);
  const { classCount } = known.scored;
  const width = Math.max(1, classCount);
  const predicted = new Float64Array(all.length * width);
  for (const [place, { from, at }] of all.entries())
    predicted.set(from.scored.predicted.subarray(at * width, (at + 1) * width), place * width);
  return {
    truth: Float64Array.from(all, ({ from, at }) => from.truth[at]!),
    scored: { ...known.scored, predicted },
  };
}
