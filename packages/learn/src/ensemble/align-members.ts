import { type ClassLabel, mergedClasses } from "../model/class-labels.ts";
import type { OutOfFold } from "../model/join-predictions.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { takenFrom } from "./fold-metrics.ts";
import { commonRows, placesOf, underClasses } from "./gather-answers.ts";

/** A trained model, and what it says of training rows that it had not seen. */
export interface Member {
  /** Unlike that of any other member. */
  readonly name: string;
  readonly model: TrainedModel;
  readonly outOfFold: OutOfFold;
}

/**
 * The out-of-fold predictions of all members, of the same rows and under the same classes; the folds are those of the
 * first.
 */
export interface AlignedMembers extends Omit<OutOfFold, "scored"> {
  readonly names: readonly string[];
  /** For each member numbers, or rows × classes. */
  readonly said: readonly Float64Array[];
  /** For each member the fold of each row: a filter below a step that only some members need deals them apart. */
  readonly dealt: readonly Int32Array[];
}

/**
 * Of the rows that all members were validated on: a filter below a step that only some need leaves others to each. A problem
 * where there are none, or where two members know different answers.
 */
export function alignMembers(members: readonly Member[]): Outcome<AlignedMembers> {
  const [{ outOfFold: leader, name: first }] = members as readonly [Member, ...Member[]];
  const known = members.flatMap(({ model, outOfFold }) => [model.classes, outOfFold.classes]);
  const classes = known.reduce<readonly ClassLabel[]>(mergedClasses, []);
  const rows = commonRows(members.map(({ outOfFold }) => outOfFold.rows));
  const places = members.map(({ outOfFold }) => placesOf(rows, outOfFold.rows));
  const answers = members.map(({ outOfFold }, member) => takenFrom(underLabels(outOfFold, classes), places[member]!));
  const truth = answers[0]!;
  for (const [at, { name, outOfFold }] of members.entries()) {
    const isApart = rows.length === 0 && isApartFrom(outOfFold, leader);
    if (!isApart && isEqual(answers[at]!, truth)) continue;
    return failed({ kind: "membersDisagree", first, second: name, on: isApart ? "rows" : "answers" });
  }
  const dealt = members.map(({ outOfFold }, member) => places[member]!.map((place) => outOfFold.folds[place]!));
  return done({
    ...{ names: members.map(({ name }) => name), classes, truth, rows, dealt, folds: dealt[0]! },
    said: members.map(({ outOfFold: { scored, classes: own } }, member) =>
      underClasses(scored.predicted, own, classes, places[member]!),
    ),
  });
}

const isApartFrom = (other: OutOfFold, leader: OutOfFold): boolean =>
  commonRows([leader.rows, other.rows]).length === 0;

const underLabels = ({ truth, classes: own }: OutOfFold, classes: readonly ClassLabel[]): Float64Array =>
  classes.length === 0 ? truth : truth.map((index) => classes.indexOf(own[index]!));

const isEqual = (left: Float64Array, right: Float64Array): boolean => left.every((value, at) => value === right[at]);
