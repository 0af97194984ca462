import {
  columnNamed,
  fitPipeline,
  type LearnProblem,
  proveDisjoint,
  requireColumn,
  type SplitProof,
  splitRows,
  type Table,
  takeColumnRows,
  withColumns,
} from "@mlopsc/learn";
import type { RowStep, SplitStep } from "@mlopsc/vocabulary";

export interface SplitDataInput {
  readonly table: Table;
  /** The row steps between the table and the split. */
  readonly steps: readonly RowStep[];
  readonly split: SplitStep;
  readonly disjoint: readonly string[];
  readonly seed: number;
  readonly today: number;
}

/** The part that a row of the table belongs to. */
export const partCodes = { train: 0, test: 1, outOfScope: 255 } as const;

export type SplitDataOutput =
  | {
      readonly ok: true;
      /** One of `partCodes` for each row of the table. */
      readonly codes: Uint8Array;
      readonly proof: SplitProof;
      readonly rows: { readonly train: number; readonly test: number; readonly outOfScope: number };
    }
  | { readonly ok: false; readonly problem: LearnProblem };

/** Splits the rows that the steps leave, and proves on the rows themselves that both parts are apart. */
export function splitDataTask({ table, steps, split, disjoint, seed, today }: SplitDataInput): SplitDataOutput {
  const fitted = fitPipeline(steps, table, { seed, today, protectedColumns: [] });
  if (!fitted.ok) return fitted;
  const { output, rows: origin } = fitted;
  const { train, test } = splitRows(output, split, seed);
  const codes = new Uint8Array(table.rows).fill(partCodes.outOfScope);
  for (const row of train) codes[origin[row]!] = partCodes.train;
  for (const row of test) codes[origin[row]!] = partCodes.test;
  // A key that the steps dropped still says which rows belong together.
  const dropped = disjoint.filter((name) => columnNamed(output, name) === undefined);
  const checked = withColumns(
    output,
    dropped.map((name) => takeColumnRows(requireColumn(table, name), origin)),
  );
  const keys = disjoint.filter((name) => split.by !== "group" || name !== split.column);
  return {
    ok: true,
    codes,
    proof: proveDisjoint(checked, split, train, test, keys),
    rows: { train: train.length, test: test.length, outOfScope: table.rows - train.length - test.length },
  };
}
