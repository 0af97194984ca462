import {
  type ClassLabel,
  type CombineOptions,
  combineModels,
  type EnsembleModel,
  type EnsembleValidation,
  type FitWarning,
  fitWarnings,
  type LearnProblem,
  type Member,
  type Outcome,
  type OutsideLearners,
  serialiseModel,
  type Table,
} from "@mlopsc/learn";
import type { Task } from "@mlopsc/vocabulary";
import { readOutOfFold } from "../out-of-fold.ts";
import { readyModel } from "../ready-model.ts";
import type { TaskMeans } from "../task-means.ts";
import type { TaskProgress } from "../task-progress.ts";

export interface CombineModelsInput extends CombineOptions {
  /** The training part at the last relational step. */
  readonly table: Table;
  /** The documents of the models and of their out-of-fold predictions. */
  readonly members: readonly { readonly name: string; readonly model: string; readonly outOfFold: string }[];
}

export type CombineModelsOutput =
  | {
      readonly ok: true;
      /** The ensemble's document. */
      readonly model: string;
      readonly task: Task;
      readonly rows: number;
      /** The columns that a request carries. */
      readonly features: readonly string[];
      readonly classes: readonly ClassLabel[];
      /** For each member its share of what decides; null where a learner over them does not tell. */
      readonly shares: readonly (number | null)[];
      readonly validation: EnsembleValidation;
      readonly warnings: readonly FitWarning[];
    }
  | { readonly ok: false; readonly problem: LearnProblem };

export function combineModelsTask(
  input: CombineModelsInput,
  progress: TaskProgress,
  { outside }: TaskMeans = {},
): CombineModelsOutput {
  const { table, members: documents, ...options } = input;
  const members: Member[] = [];
  for (const document of documents) {
    const member = readMember(document, outside);
    if (!member.ok) return member;
    members.push(member.value);
    progress(members.length / (documents.length + 1), `${members.length} of ${documents.length} members`);
  }
  const combined = combineModels(members, table, options);
  if (!combined.ok) return combined;
  const { model, validation } = combined.value;
  const { task, input: columns } = model.definition;
  return {
    ok: true,
    model: serialiseModel(model),
    warnings: model.combination.kind === "stacking" ? fitWarnings(model.combination.learner) : [],
    ...{ task, validation, rows: model.rows, classes: model.classes, shares: sharesOf(model) },
    features: columns.filter(({ trainingOnly }) => !trainingOnly).map(({ name }) => name),
  };
}

function readMember(
  { name, model, outOfFold }: CombineModelsInput["members"][number],
  outside: OutsideLearners | undefined,
): Outcome<Member> {
  const read = readyModel(model, outside);
  if (!read.ok) return read;
  if ("members" in read.value) throw new Error(`${name} is an ensemble`);
  const predictions = readOutOfFold(outOfFold, read.value.definition.task);
  return { ok: true, value: { name, model: read.value, outOfFold: predictions } };
}

/** The weights; or how much of the learner's importance lies on the columns of each member. */
function sharesOf({ combination, members, classes }: EnsembleModel): readonly (number | null)[] {
  if (combination.kind === "average") return combination.weights;
  const { importance } = combination.learner;
  const columns = classes.length > 2 ? classes.length : 1;
  const sums = members.map((_, at) =>
    importance.slice(at * columns, (at + 1) * columns).reduce((sum, share) => sum + share, 0),
  );
  const total = sums.reduce((sum, share) => sum + share, 0);
  return sums.map((share) => (total > 0 ? share / total : null));
}
