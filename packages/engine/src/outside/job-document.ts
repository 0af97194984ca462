import type { ClassLabel, OutsideFeature } from "@mlopsc/learn";
import type { AlgorithmChoice, Task, TrainerFormat } from "@mlopsc/vocabulary";

/** The newest version of `job/job.json`. */
const jobVersion = 1;

/** What `job/job.json` tells a trainer. Paths are relative to the folder `job`. */
export interface JobDocument {
  readonly version: number;
  readonly task: Task;
  readonly seed: number;
  /** The column to predict, in the table to train on. */
  readonly target: string;
  /** Absent for regression; in the order of the columns below. */
  readonly classes?: readonly string[];
  readonly features: readonly { readonly name: string; readonly type: string; readonly levels?: readonly string[] }[];
  readonly parameters: AlgorithmChoice["parameters"];
  readonly train: string;
  readonly rows: string;
  /** The column of `rows` that names a row; the predictions carry it too. */
  readonly row: string;
  readonly model: string;
  readonly predictions: string;
  /** The columns of the predictions, besides `row`. */
  readonly columns: readonly string[];
}

export function jobDocument(job: {
  readonly task: Task;
  readonly seed: number;
  readonly target: string;
  readonly labels: readonly ClassLabel[];
  readonly features: readonly OutsideFeature[];
  readonly parameters: AlgorithmChoice["parameters"];
  readonly format: TrainerFormat;
}): JobDocument {
  const { task, seed, target, labels, features, parameters, format } = job;
  const taken = new Set([target, ...features.map(({ name }) => name)].map((name) => name.toLowerCase()));
  return {
    ...{ version: jobVersion, task, seed, target },
    ...(task === "regression" ? {} : { classes: labels.map(String) }),
    features: features.map(({ name, kind, levels }) => ({ name, type: kind, ...(levels ? { levels } : {}) })),
    parameters,
    train: `train.${format}`,
    rows: `rows.${format}`,
    row: freeName("row", taken),
    model: "model",
    predictions: `predictions.${format}`,
    columns: task === "regression" ? ["prediction"] : labels.map((label) => `probability_${label}`),
  };
}

const freeName = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name.toLowerCase()) ? freeName(`${name}_`, taken) : name;
