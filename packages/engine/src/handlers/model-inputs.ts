import { type Table, takeRows } from "@mlopsc/learn";
import { shareTable } from "../compute/share-table.ts";
import { partCodes } from "../compute/tasks/split-data-task.ts";
import type { StepOutput } from "../walk/handler.ts";
import type { Outcomes, SplitOutcome, TableOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

/** What the step in that role left. Throws where the role is empty: the compiler's bug. */
export function inputOutcome<Kind extends keyof Outcomes>(
  inputs: Readonly<Record<string, StepOutput>>,
  role: string,
): Outcomes[Kind] {
  const input = inputs[role];
  if (input === undefined) throw new Error(`no input ${role} among ${Object.keys(inputs).join(", ")}`);
  return input.outcome as Outcomes[Kind];
}

export interface ModelParts {
  readonly train: Table;
  readonly test: Table;
  readonly today: number;
}

/** Both parts of the rows that a model is made from, in row order, on memory that threads share. */
export async function modelParts(
  services: HandlerServices,
  inputs: Readonly<Record<string, StepOutput>>,
  wanted: readonly ("train" | "test")[],
): Promise<ModelParts> {
  const data: TableOutcome = inputOutcome<"transform-data">(inputs, "data");
  const split: SplitOutcome = inputOutcome<"split-data">(inputs, "split");
  const table = await services.data.table(data.table);
  const codes = await services.objects.read(split.codes);
  const part = (name: "train" | "test"): Table => {
    if (!wanted.includes(name)) return { rows: 0, columns: [] };
    return shareTable(takeRows(table, rowsWithCode(codes, partCodes[name])));
  };
  return { train: part("train"), test: part("test"), today: data.today };
}

function rowsWithCode(codes: Uint8Array, code: number): Int32Array {
  const rows = new Int32Array(codes.length);
  let count = 0;
  for (let row = 0; row < codes.length; row++) if (codes[row] === code) rows[count++] = row;
  return rows.slice(0, count);
}
