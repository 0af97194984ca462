import type { Task } from "@mlopsc/vocabulary";
import type { EvaluationContext } from "../expression/operand.ts";
import type { LearnProblem } from "../problem.ts";
import type { NumericColumn, Table, TableColumn } from "../table/table.ts";
import type { FittedPart } from "./fitted-part.ts";

export interface FitContext extends EvaluationContext {
  readonly seed: number;
  readonly target?: string;
  readonly task?: Task;
  /** Never chosen by `numeric`, `category` or `any`, nor read as a feature: the target, keys, columns a request lacks. */
  readonly protectedColumns: readonly string[];
  /** Scores columns for `select features with importance`; without it their absolute correlation with the target. */
  readonly importances?: (
    features: readonly NumericColumn[],
    target: TableColumn,
    task: Task,
    seed: number,
  ) => readonly number[];
}

/** The context of one step. */
export interface StepContext extends FitContext {
  readonly step: number;
}

/** What fitting one step gives: the part and, where applying the part does not tell, the training rows as they go on. */
export type StepOutcome =
  | { readonly ok: true; readonly part: FittedPart; readonly output?: Table; readonly rows?: Int32Array }
  | { readonly ok: false; readonly problem: LearnProblem };
