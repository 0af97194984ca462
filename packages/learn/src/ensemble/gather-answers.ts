import type { ClassLabel } from "../model/class-labels.ts";
import type { ModelPredictor, Predictions } from "../model/predict-model.ts";
import type { ApplyContext } from "../pipeline/apply-pipeline.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";

/** What all members say of the rows that each of them can answer. */
export interface MemberAnswers extends Pick<Predictions, "rows" | "outOfScope" | "incomplete"> {
  /** For each member numbers, or rows × classes of the ensemble. */
  readonly said: readonly Float64Array[];
  /** For each member the rows as its pipeline leaves them. */
  readonly outputs: readonly Table[];
}

/** Asks each member. Classes are matched by what they are called, so members may hold them in any order. */
export function gatherAnswers(
  members: readonly { readonly predict: ModelPredictor; readonly classes: readonly ClassLabel[] }[],
  classes: readonly ClassLabel[],
  table: Table,
  context: ApplyContext,
): MemberAnswers {
  const answers = members.map(({ predict }) => predict(table, context));
  const rows = commonRows(answers.map((answer) => answer.rows));
  const places = answers.map((answer) => placesOf(rows, answer.rows));
  return {
    rows,
    said: answers.map(({ probabilities, values }, member) =>
      underClasses(probabilities ?? values!, members[member]!.classes, classes, places[member]!),
    ),
    outputs: answers.map(({ output }, member) => takeRows(output, places[member]!)),
    outOfScope: firstOfEachRow(answers.flatMap(({ outOfScope }) => outOfScope)),
    incomplete: joinedGaps(answers.flatMap(({ incomplete }) => incomplete)),
  };
}

/** Those that all hold, rising. */
export function commonRows(all: readonly Int32Array[]): Int32Array {
  const counts = new Map<number, number>();
  for (const rows of all) for (const row of rows) counts.set(row, (counts.get(row) ?? 0) + 1);
  return all[0]!.filter((row) => counts.get(row) === all.length);
}

/** Where the rows, rising, stand among others that hold them all. */
export function placesOf(rows: Int32Array, among: Int32Array): Int32Array {
  const places = new Int32Array(rows.length);
  let place = 0;
  rows.forEach((row, at) => {
    while (among[place] !== row) place++;
    places[at] = place;
  });
  return places;
}

/** Those places of numbers, or of probabilities under other classes: 0 for those that are not known there. */
export function underClasses(
  values: Float64Array,
  from: readonly ClassLabel[],
  to: readonly ClassLabel[],
  places: Int32Array,
): Float64Array {
  if (to.length === 0) return Float64Array.from(places, (place) => values[place]!);
  const sources = to.map((label) => from.indexOf(label));
  const wide = new Float64Array(places.length * to.length);
  places.forEach((place, row) => {
    sources.forEach((source, at) => {
      if (source >= 0) wide[row * to.length + at] = values[place * from.length + source]!;
    });
  });
  return wide;
}

function firstOfEachRow(found: Predictions["outOfScope"][number][]): Predictions["outOfScope"] {
  const first = new Map(found.toReversed().map((each) => [each.row, each]));
  return [...first.values()].sort((a, b) => a.row - b.row);
}

function joinedGaps(found: Predictions["incomplete"][number][]): Predictions["incomplete"] {
  const columns = new Map<number, Set<string>>();
  for (const gap of found) {
    const known = columns.get(gap.row) ?? new Set();
    for (const name of gap.columns) known.add(name);
    columns.set(gap.row, known);
  }
  return [...columns].map(([row, names]) => ({ row, columns: [...names] })).sort((a, b) => a.row - b.row);
}
