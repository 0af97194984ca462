import type { Expression, FunctionName } from "@mlopsc/vocabulary";
import { requireColumn } from "../table/columns.ts";
import type { Table, TableColumn } from "../table/table.ts";
import { arithmetic } from "./arithmetic.ts";
import { calendar } from "./calendar.ts";
import { comparison } from "./comparison.ts";
import { conversion } from "./conversion.ts";
import { logic } from "./logic.ts";
import { mathematics } from "./mathematics.ts";
import { columnOf, constant, type EvaluationContext, type Implementation, type Operand, operandOf } from "./operand.ts";
import { text } from "./text.ts";

/**
 * The value of an expression for each row of a table, as a column under the name given.
 * The meaning of each function is in the vocabulary; what is missing is NaN, or code -1.
 * Throws where a column is absent or kinds do not fit: that is checked long before.
 */
export function evaluate(expression: Expression, table: Table, context: EvaluationContext, name = ""): TableColumn {
  return columnOf(compute(expression, table, context), name, table.rows);
}

/** The rows for which a condition is true, in order; not those for which it is missing. */
export function rowsWhere(condition: Expression, table: Table, context: EvaluationContext): Int32Array {
  const column = evaluate(condition, table, context);
  if ("codes" in column) throw new Error("a condition is a bool");
  const rows = new Int32Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) if (column.values[row]! > 0) rows[count++] = row;
  return rows.slice(0, count);
}

const implementations: Readonly<Record<FunctionName, Implementation>> = {
  ...arithmetic,
  ...comparison,
  ...logic,
  ...mathematics,
  ...text,
  ...conversion,
  ...calendar,
};

function compute(expression: Expression, table: Table, context: EvaluationContext): Operand {
  switch (expression.kind) {
    case "literal":
      return constant(expression.type, expression.value);
    case "column":
      return operandOf(requireColumn(table, expression.name));
    case "call": {
      const operands = expression.arguments.map((argument) => compute(argument, table, context));
      return implementations[expression.function](operands, table.rows, context, expression.arguments);
    }
  }
}
