import {
  type DriftResult,
  detectDrift,
  fitPipeline,
  type Outcome,
  rowsWhere,
  type Table,
  takeRows,
} from "@mlopsc/learn";
import type { DriftDetector, Expression, RowStep } from "@mlopsc/vocabulary";
import type { TaskProgress } from "../task-progress.ts";

export interface SampleInput {
  readonly table: Table;
  readonly steps: readonly RowStep[];
  readonly where: Expression | null;
  readonly today: number;
}

export interface DetectDriftInput {
  readonly reference: SampleInput;
  readonly current: SampleInput;
  readonly features: readonly string[];
  readonly detector: DriftDetector;
  readonly seed: number;
}

export function detectDriftTask(input: DetectDriftInput, progress: TaskProgress): Outcome<DriftResult> {
  const { features, detector, seed } = input;
  const reference = sampleOf(input.reference, seed);
  if (!reference.ok) return reference;
  const current = sampleOf(input.current, seed);
  if (!current.ok) return current;
  progress(0.05, `${reference.value.rows} rows against ${current.value.rows}`);
  return detectDrift(reference.value, current.value, features, detector, seed);
}

function sampleOf({ table, steps, where, today }: SampleInput, seed: number): Outcome<Table> {
  const fitted = fitPipeline(steps, table, { seed, today, protectedColumns: [] });
  if (!fitted.ok) return fitted;
  const { output } = fitted;
  return { ok: true, value: where === null ? output : takeRows(output, rowsWhere(where, output, { today })) };
}
