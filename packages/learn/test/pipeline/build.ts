import type { FittedStep, RowStep } from "@mlopsc/vocabulary";
import { expect } from "vitest";
import { applyPipeline } from "../../src/pipeline/apply-pipeline.ts";
import type { FitContext } from "../../src/pipeline/fit-context.ts";
import { fitPipeline } from "../../src/pipeline/fit-pipeline.ts";
import type { FittedPipeline } from "../../src/pipeline/fitted-part.ts";
import type { LearnProblem } from "../../src/problem.ts";
import { requireColumn } from "../../src/table/columns.ts";
import { type JsonScalar, jsonAt } from "../../src/table/records.ts";
import type { Table } from "../../src/table/table.ts";

export const context: FitContext = { today: 0, seed: 1, protectedColumns: [] };
export type Steps = readonly (RowStep | FittedStep)[];

/** Fits; fails the test where that gives a problem. */
export function fit(steps: Steps, table: Table, given: Partial<FitContext> = {}) {
  const fitted = fitPipeline(steps, table, { ...context, ...given });
  if (!fitted.ok) throw new Error(JSON.stringify(fitted.problem));
  return fitted;
}

export function problemOf(steps: Steps, table: Table, given: Partial<FitContext> = {}): LearnProblem {
  const fitted = fitPipeline(steps, table, { ...context, ...given });
  expect(fitted.ok).toBe(false);
  return (fitted as Extract<typeof fitted, { ok: false }>).problem;
}

export const apply = (pipeline: FittedPipeline, table: Table, serving = false) =>
  applyPipeline(pipeline, table, { today: 0, serving });

export function valuesIn(table: Table, name: string): readonly JsonScalar[] {
  const column = requireColumn(table, name);
  return Array.from({ length: table.rows }, (_, row) => jsonAt(column, row));
}

export const namesIn = (table: Table): readonly string[] => table.columns.map(({ name }) => name);

export function expectClose(found: readonly JsonScalar[], wanted: readonly number[], digits = 10): void {
  expect(found.length).toBe(wanted.length);
  for (const [at, value] of wanted.entries()) expect(found[at]).toBeCloseTo(value, digits);
}
