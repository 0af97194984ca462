import type { EnsembleWeights, FoldPlan, MetricChoice, NamedCosts, ThresholdDefinition } from "@mlopsc/vocabulary";
import { drawnRows, keptRows } from "../explain/background.ts";
import { addsUp } from "../explain/learner-shap.ts";
import { compileModel } from "../model/predict-model.ts";
import { done, type Outcome } from "../problem.ts";
import { selectColumns } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import { takeRows } from "../table/take-rows.ts";
import { type AlignedMembers, alignMembers, type Member } from "./align-members.ts";
import { compileCombination } from "./combine-answers.ts";
import { type Combination, type EnsembleModel, ensembleVersion } from "./ensemble-model.ts";
import { ensembleThreshold } from "./ensemble-threshold.ts";
import { type EnsembleValidation, ensembleOutOfFold, validateEnsemble } from "./ensemble-validation.ts";
import { gatherAnswers } from "./gather-answers.ts";
import { memberWeights } from "./member-weights.ts";
import { stackMembers } from "./stack-members.ts";

export interface CombineOptions {
  readonly name: string;
  readonly weights: EnsembleWeights;
  /** Of two classes: where they are parted, or by what metric of out-of-fold predictions that is found. */
  readonly threshold?: ThresholdDefinition;
  /** Of more than two classes: what decides. */
  readonly costs?: NamedCosts;
  /** How the members were validated. */
  readonly folds: FoldPlan;
  readonly metrics: readonly MetricChoice[];
  readonly seed: number;
  /** The value of `today()`, in days since 1970-01-01. */
  readonly today: number;
}

export interface CombinedModels {
  readonly model: EnsembleModel;
  readonly validation: EnsembleValidation;
}

/**
 * Several trained models as one. What weighs them comes from their out-of-fold predictions alone: of each training row
 * only what a model says that had not seen it. The same members, rows, weights and seed give the same ensemble.
 * @param members two at least, of one target and the same rows
 * @param table the training part that they were trained on
 */
export function combineModels(
  members: readonly Member[],
  table: Table,
  options: CombineOptions,
): Outcome<CombinedModels> {
  const { name, weights, seed, today, costs } = options;
  const aligned = alignMembers(members);
  if (!aligned.ok) return aligned;
  // A model may be stored under the name that it had when it was trained.
  const models = members.map(({ name: now, model }) => ({ ...model, definition: { ...model.definition, name: now } }));
  const { task, target, steps } = models[0]!.definition;
  const combined = combinationOf(weights, aligned.value, { task, seed });
  if (!combined.ok) return combined;
  const combination = combined.value;
  const model: EnsembleModel = {
    format: "mlopsc-model",
    version: costs === undefined ? 2 : ensembleVersion,
    definition: {
      ...{ name, task, target, input: sharedInput(models), steps },
      ...(costs === undefined ? {} : { costs }),
    },
    seed,
    today,
    rows: models[0]!.rows,
    classes: aligned.value.classes,
    members: models,
    combination,
  };
  const backgrounds =
    combination.kind === "average" && models.every(addsUp) ? {} : backgroundsOf(model, table, aligned.value);
  const told = ensembleOutOfFold(combination, aligned.value, options.folds, { task, seed });
  // Without other folds the learner over the members has seen these rows: better than to leave the threshold open.
  const known = told ?? { ...aligned.value, predicted: compileCombination(model)(aligned.value.said) };
  const threshold = ensembleThreshold(options.threshold, known, task);
  const decided = threshold === undefined ? {} : { threshold };
  const validation = validateEnsemble(told, options.metrics, task, {
    ...decided,
    ...(costs === undefined ? {} : { costs: { by: costs, known: model.classes.map(String) } }),
  });
  return done({ model: { ...model, ...decided, ...backgrounds }, validation });
}

function combinationOf(
  weights: EnsembleWeights,
  aligned: AlignedMembers,
  context: Parameters<typeof stackMembers>[2],
): Outcome<Combination> {
  if (weights.kind === "stacking") {
    const learner = stackMembers(weights.learner, aligned, context);
    return learner.ok ? done({ kind: "stacking", choice: weights.learner, learner: learner.value }) : learner;
  }
  const { length } = aligned.said;
  if (weights.kind === "mean") return done({ kind: "average", weights: aligned.said.map(() => 1 / length) });
  const weighed = memberWeights(weights.metric, aligned, context.task);
  return weighed.ok ? done({ kind: "average", weights: weighed.value }) : weighed;
}

/** The columns that some member reads; a request carries those that some member asks of it. */
function sharedInput(members: EnsembleModel["members"]): EnsembleModel["definition"]["input"] {
  const columns = new Map<string, EnsembleModel["definition"]["input"][number]>();
  for (const { definition } of members) {
    for (const column of definition.input) {
      const known = columns.get(column.name);
      if (known === undefined || (known.trainingOnly && !column.trainingOnly)) columns.set(column.name, column);
    }
  }
  return [...columns.values()];
}

/** The same drawn training rows as features of each member. */
function backgroundsOf(
  { members, classes, today, seed }: EnsembleModel,
  table: Table,
  { rows }: AlignedMembers,
): Pick<EnsembleModel, "backgrounds"> {
  const asked = members.map((member) => ({ predict: compileModel(member), classes: member.classes }));
  const drawn = takeRows(table, drawnRows(rows, seed));
  const { outputs } = gatherAnswers(asked, classes, drawn, { today, serving: false });
  const features = outputs.map((output, member) =>
    selectColumns(
      output,
      members[member]!.features.map((name) => ({ from: name, to: name })),
    ),
  );
  return { backgrounds: features.map(keptRows) };
}
