import type { Interval } from "@mlopsc/learn";
import type { AlgorithmChoice, EnsembleWeights, Task } from "@mlopsc/vocabulary";
import type { Metrics } from "../compute/tasks/evaluate-model-task.ts";

/** A model that was measured or trained once: a trial of a search, the final model or its baseline. Read, never made up. */
export interface Run {
  /** Eight hexadecimal digits, for a trial with its number behind: `3f09c2aa`, `81d2c0de-12`. The same for ever. */
  readonly id: string;
  readonly model: string;
  /** Of the step that made it: `model.churn/search`. */
  readonly address: string;
  readonly kind: "trial" | "final" | "baseline";
  /** From 1, in the order in which the search asked. */
  readonly trial: number | null;
  /** Unfinished ones too: `running`, or `interrupted` by a kill or Ctrl-C. */
  readonly state: "complete" | "pruned" | "failed" | "interrupted" | "running";
  /** Why it failed. */
  readonly problem: string | null;
  /** The final model was trained with what this trial tried. */
  readonly chosen: boolean;
  readonly task: Task;
  /** With all parameters, those not written too; null of an ensemble, and where a search that was to choose did not end. */
  readonly choice: AlgorithmChoice | null;
  /** Where boosting was to stop early: the rounds that it kept, of the `trees` that it was given. */
  readonly rounds?: number;
  /** How an ensemble's members count; null of a model. */
  readonly ensemble: RunEnsemble | null;
  /** Null where nothing was measured on folds, as of baselines. A final one has those of the trial that it was chosen for. */
  readonly validation: RunValidation | null;
  /** On the held-out test part; null of trials, which never see it. */
  readonly test: Metrics | null;
  /** Central 95 % of each, where it is known. */
  readonly testIntervals?: Readonly<Record<string, Interval>>;
  /** Dataset → version of each source. */
  readonly data: Readonly<Record<string, number>>;
  /** Digest of the split: equal ones part the same rows. */
  readonly split: string | null;
  readonly seed: number;
  /** Milliseconds since 1970-01-01 UTC; null where it was not kept (trials of registries of format 1). */
  readonly started: number | null;
  readonly durationMilliseconds: number | null;
  /** Of each fold's training rows, what a trial of a halving learned from last; absent: all. */
  readonly share?: number;
  readonly apply: number;
  /** Digest of the step's definition, with that of everything it is made from. */
  readonly spec: string;
  /** Version under which the model is registered. */
  readonly version: number | null;
  /** False of earlier specs and data: the project as last applied does not stand on it. */
  readonly current: boolean;
}

export interface RunEnsemble {
  readonly weights: EnsembleWeights;
  /** Shares of what decides; null where they are not known: it did not end, or a learner over them does not tell. */
  readonly members: readonly { readonly name: string; readonly share: number | null }[];
}

export interface RunValidation {
  /** In the order of the folds. Only the metric that the search optimises where no other was kept. */
  readonly folds: readonly Metrics[];
  /** Over the folds; null where not all were measured. */
  readonly means: Metrics | null;
}
