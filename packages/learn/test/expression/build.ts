import type { Expression, FunctionName, LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { evaluate } from "../../src/expression/evaluate.ts";
import { tableOf } from "../../src/table/columns.ts";
import { type JsonScalar, recordsFromTable } from "../../src/table/records.ts";
import type { TableColumn } from "../../src/table/table.ts";

export const column = (name: string): Expression => ({ kind: "column", name });
export const literal = (type: ScalarKind, value: LiteralValue): Expression => ({ kind: "literal", type, value });
export const call = (name: FunctionName, ...given: readonly Expression[]): Expression => ({
  kind: "call",
  function: name,
  arguments: given,
});

/** The values of an expression, as JSON, and the kind. */
export function valuesOf(expression: Expression, columns: readonly TableColumn[], today = 0): readonly JsonScalar[] {
  const result = evaluate(expression, tableOf(columns), { today }, "x");
  return recordsFromTable(tableOf([result])).map((record) => record["x"]!);
}

export const kindOf = (expression: Expression, columns: readonly TableColumn[]): ScalarKind =>
  evaluate(expression, tableOf(columns), { today: 0 }).kind;
