import type { SortKey } from "@mlopsc/vocabulary";
import { findColumn } from "../table-schema.ts";
import type { TableState } from "./step-context.ts";

/** The table, known to be ordered in time where the first key of an order is a date or timestamp. */
export function followTime(state: TableState, order: readonly SortKey[] | null): TableState {
  const column = order?.map((key) => findColumn(state.schema, key.column)).find((found) => isTime(found?.type?.kind));
  return column === undefined ? state : { ...state, timeColumn: column.name };
}

export const isTime = (kind: string | undefined): boolean => kind === "date" || kind === "timestamp";
