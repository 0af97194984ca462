import type { Table } from "@mlopsc/learn";
import type { TableOutcome } from "./outcomes.ts";

/** Gives the tables that steps left as objects. */
export interface TableStore {
  read(outcome: Pick<TableOutcome, "table" | "columns">): Promise<Table>;
}
