import type { AlgorithmChoice, ModelDefinition, Task } from "@mlopsc/vocabulary";
import { drawBackground } from "../explain/background.ts";
import { fitLearner } from "../learners/fit-learner.ts";
import type { OutsideLearners } from "../learners/outside/outside-learner.ts";
import type { Team } from "../learners/trees/team/team.ts";
import { chooseColumns } from "../pipeline/choose-columns.ts";
import { fitPipeline } from "../pipeline/fit-pipeline.ts";
import { done, failed, type Outcome } from "../problem.ts";
import { columnNamed, hasOneValue, isMissingAt } from "../table/columns.ts";
import { isText, type NumericColumn, type Table, type TableColumn } from "../table/table.ts";
import { type ClassLabel, classesOf, classIndices } from "./class-labels.ts";
import { leastVersion, type TrainedModel } from "./trained-model.ts";
import { weighedRows } from "./weighed-rows.ts";

export interface TrainingContext {
  readonly seed: number;
  /** The value of `today()`, in days since 1970-01-01. */
  readonly today: number;
  readonly onProgress?: (done: number, total: number) => void;
  /** Calls other threads to help. The model is the same without. */
  readonly summon?: () => Team;
  /** Needed where the choice is a learner that is not ours. */
  readonly outside?: OutsideLearners;
}

/**
 * Fits the pipeline and then the learner on these rows, the training part at the last relational step. The same
 * definition, choice, rows, seed and day give the same model.
 */
export function trainModel(
  definition: ModelDefinition,
  choice: AlgorithmChoice,
  table: Table,
  context: TrainingContext,
): Outcome<TrainedModel> {
  const { seed, today } = context;
  if (table.rows === 0) return failed({ kind: "noRows" });
  const protectedColumns = protectedNames(definition);
  const { task, target } = definition;
  const fitted = fitPipeline(definition.steps, table, { seed, today, task, target, protectedColumns, importances });
  if (!fitted.ok) return fitted;
  const { pipeline } = fitted;
  const weighed = weighedRows(definition, fitted.output);
  if (!weighed.ok) return weighed;
  const { output, weights } = weighed.value;
  if (output.rows === 0) return failed({ kind: "noRows" });
  const truth = columnNamed(output, target);
  if (truth === undefined) return failed({ kind: "targetNeeded", step: definition.steps.length });
  const classes = task === "regression" ? [] : classesOf(truth);
  if (task === "binary" && classes.length > 2) return failed({ kind: "wrongClassCount", classes: classes.length });
  const selected = selectedFeatures(definition, output, protectedColumns);
  if (!selected.ok) return selected;
  const features = selected.value;
  const learns = choice.algorithm !== "dummy";
  if (learns && task === "regression" && hasOneValue(truth) && !isMissingAt(truth, 0))
    return failed({ kind: "constantTarget" });
  const largest = task === "regression" && !isText(truth) ? largestOf(truth.values) : 0;
  if (largest > largestTarget) return failed({ kind: "targetTooLarge", largest });
  const { increasing, decreasing } = definition;
  const learnerContext = {
    ...context,
    task,
    classCount: classes.length,
    labels: classes,
    targetName: target,
    ...(weights === undefined ? {} : { weights }),
    ...(increasing === undefined ? {} : { increasing }),
    ...(decreasing === undefined ? {} : { decreasing }),
  };
  const learner = fitLearner(choice, features, targetValues(truth, task, classes), learnerContext);
  if (!learner.ok) return learner;
  const fixed = typeof definition.threshold === "number" ? { threshold: definition.threshold } : {};
  const background = drawBackground(learner.value, features, seed);
  return done({
    format: "mlopsc-model",
    version: leastVersion({ definition, ...fixed }),
    definition,
    choice,
    seed,
    today,
    rows: output.rows,
    pipeline,
    features: features.columns.map(({ name }) => name),
    classes,
    learner: learner.value,
    ...fixed,
    ...(background === undefined ? {} : { background }),
  });
}

/** Its square, added up over as many rows as a table can hold, is still a double. */
const largestTarget = 1e148;

const largestOf = (values: Float64Array): number =>
  values.reduce((most, value) => Math.max(most, Number.isNaN(value) ? 0 : Math.abs(value)), 0);

/** What no selector may choose: the target, the weights, and columns that a request does not carry or that read the target. */
function protectedNames({ target, weights, input, steps }: ModelDefinition): string[] {
  const absent = input.filter(({ trainingOnly }) => trainingOnly).map(({ name }) => name);
  const made = steps.flatMap((step) => (step.kind === "derive" && step.trainingOnly ? [step.name] : []));
  return [target, ...(weights === undefined ? [] : [weights]), ...absent, ...made];
}

function selectedFeatures({ features, steps }: ModelDefinition, output: Table, barred: string[]): Outcome<Table> {
  const absent = "names" in features ? features.names.find((name) => !columnNamed(output, name)) : undefined;
  if (absent !== undefined) return failed({ kind: "unknownColumn", step: steps.length, column: absent });
  const columns = chooseColumns(output, features, barred);
  // A key tells rows apart and nothing else; by name it may be asked for all the same.
  const chosen = "names" in features ? columns : columns.filter(({ kind }) => kind !== "id");
  return done({ rows: output.rows, columns: chosen });
}

/** Numbers, or class indices; NaN where there is none. A regression target that holds text is all NaN. */
export function targetValues(column: TableColumn, task: Task, classes: readonly ClassLabel[]): Float64Array {
  if (task !== "regression") return classIndices(column, classes);
  return isText(column) ? new Float64Array(column.codes.length).fill(Number.NaN) : column.values;
}

/** Impurity importances of a small forest, for `select features with importance`; 0 where it cannot be grown. */
function importances(
  columns: readonly NumericColumn[],
  target: TableColumn,
  task: Task,
  seed: number,
): readonly number[] {
  const classes = task === "regression" ? [] : classesOf(target);
  const choice: AlgorithmChoice = { algorithm: "random_forest", parameters: { trees: 50, min_samples_leaf: 5 } };
  const table = { rows: columns[0]?.values.length ?? 0, columns };
  const values = targetValues(target, task, classes);
  const fitted = fitLearner(choice, table, values, { task, classCount: classes.length, seed });
  return fitted.ok ? fitted.value.importance : columns.map(() => 0);
}
