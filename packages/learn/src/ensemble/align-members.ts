import { type ClassLabel, mergedClasses } from "../model/class-labels.ts";
import type { OutOfFold } from "../model/join-predictions.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { allRows } from "../table/take-rows.ts";
import { underClasses } from "./gather-answers.ts";

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

/** A problem where two members were not validated on the same rows with the same answers. */
export function alignMembers(members: readonly Member[]): Outcome<AlignedMembers> {
  const [{ outOfFold: leader, name: first }] = members as readonly [Member, ...Member[]];
  const known = members.flatMap(({ model, outOfFold }) => [model.classes, outOfFold.classes]);
  const classes = known.reduce<readonly ClassLabel[]>(mergedClasses, []);
  const truth = underLabels(leader, classes);
  for (const { name, outOfFold } of members) {
    const names = { first, second: name };
    const on = !isEqual(outOfFold.rows, leader.rows)
      ? "rows"
      : !isEqual(underLabels(outOfFold, classes), truth)
        ? "answers"
        : null;
    if (on !== null) return failed({ kind: "membersDisagree", ...names, on });
  }
  const every = allRows(leader.rows.length);
  return done({
    ...{ names: members.map(({ name }) => name), classes, truth },
    ...{ rows: leader.rows, folds: leader.folds },
    dealt: members.map(({ outOfFold }) => outOfFold.folds),
    said: members.map(({ outOfFold: { scored, classes: own } }) => underClasses(scored.predicted, own, classes, every)),
  });
}

const underLabels = ({ truth, classes: own }: OutOfFold, classes: readonly ClassLabel[]): Float64Array =>
  classes.length === 0 ? truth : truth.map((index) => classes.indexOf(own[index]!));

const isEqual = (left: Int32Array | Float64Array, right: Int32Array | Float64Array): boolean =>
  left.length === right.length && left.every((value, at) => value === right[at]);
