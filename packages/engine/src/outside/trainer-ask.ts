import type { ClassLabel, FittedOutside, OutsideFile, OutsideProblem, Table } from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";

/** What a calculation asks of the main thread, which alone starts programs. Plain data. */
export type TrainerAsk =
  /** The files of the learner, as the plan saw them. */
  | { readonly verb: "files" }
  | {
      readonly verb: "train";
      readonly choice: AlgorithmChoice;
      readonly task: Task;
      readonly seed: number;
      readonly target: { readonly name: string; readonly values: Float64Array };
      readonly labels: readonly ClassLabel[];
      readonly features: Table;
    }
  | { readonly verb: "predict"; readonly fitted: FittedOutside; readonly features: Table };

export type TrainerAnswer =
  | {
      readonly ok: true;
      /** Of the project. */
      readonly files: readonly OutsideFile[];
      /** Left by training. */
      readonly made: readonly OutsideFile[];
      readonly predicted?: never;
    }
  | { readonly ok: true; readonly predicted: Float64Array; readonly files?: never; readonly made?: never }
  | { readonly ok: false; readonly problem: OutsideProblem };

/** What went wrong that is a bug of ours, or the end of everything. */
export interface TrainerFault {
  readonly fault: string;
}

export type AnswerTrainer = (ask: TrainerAsk) => Promise<TrainerAnswer>;
