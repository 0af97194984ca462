import { evaluate, type NumericColumn, type TableColumn, tableOf } from "@mlopsc/learn";
import { columnsOf, type Expression, isNumericStorage } from "@mlopsc/vocabulary";
import {
  constantOf,
  type Lowered,
  type Lowering,
  missing,
  type Numbers,
  numbers,
  refused,
  type Texts,
} from "../lower/lowered.ts";
import { isCalendarFunction, lowerCalendar } from "./calendar.ts";
import { chooseValue } from "./choose-value.ts";
import { lowerNumbers } from "./number-functions.ts";
import { asNumbers, type Call, kindOf, type Scope, saysText } from "./scope.ts";
import { tabulate } from "./tabulate.ts";

/** What an expression is in the graph, with the meaning that `learn` gives it. */
export function lowerExpression(expression: Expression, scope: Scope): Lowered {
  const { lowering } = scope;
  if (expression.kind === "column") return scope.columns.get(expression.name)!;
  if (expression.kind === "literal") return literal(lowering, expression.type, expression.value);
  if (isConstant(expression)) return folded(expression, lowering);
  if (expression.function === "today") return numbers(lowering.today());
  const given = expression.arguments.map((argument) => lowerExpression(argument, scope));
  const failure = given.find((argument) => argument.type === "refused");
  if (failure !== undefined) return failure;
  return lowerCall(expression, given as (Numbers | Texts)[], scope);
}

function lowerCall(call: Call, given: readonly (Numbers | Texts)[], scope: Scope): Lowered {
  const { lowering } = scope;
  const name = call.function;
  if (name === "missing") return numbers(lowering.toDouble(missing(lowering, given[0]!)));
  if (name === "if" || name === "coalesce") return chooseValue(call, given, scope);
  if (name === "equal" || name === "not_equal") {
    const asked = given.filter((_, at) => !isNone(call.arguments[at]!));
    if (asked.length === 1) {
      const absent = missing(lowering, asked[0]!);
      return numbers(lowering.toDouble(name === "equal" ? absent : lowering.not(absent)));
    }
  }
  const kinds = call.arguments.map((argument) => kindOf(argument, scope)) as NumericColumn["kind"][];
  if (isCalendarFunction(name) && given.length === 2 && kinds[0] !== "date") {
    return refused(`\`${name}\` of a time zone, whose rules ONNX does not know`);
  }
  if (isCalendarFunction(name)) return lowerCalendar(lowering, name, asNumbers(lowering, given[0]!), kinds[0]!);
  if (given.some(saysText)) return tabulate(call, given, scope);
  const values = given.map((argument) => asNumbers(lowering, argument));
  return lowerNumbers(lowering, call, values, kinds, kindOf(call, scope));
}

const isNone = (node: Expression): boolean => node.kind === "literal" && node.value === null;

function literal(lowering: Lowering, kind: TableColumn["kind"], value: string | number | boolean | null): Lowered {
  return constantOf(
    lowering,
    kind,
    isNumericStorage(kind) && value !== null ? Number(value) : (value as string | null),
  );
}

const isConstant = (expression: Expression): boolean => columnsOf(expression).length === 0 && !saysToday(expression);

const saysToday = (expression: Expression): boolean =>
  expression.kind === "call" && (expression.function === "today" || expression.arguments.some(saysToday));

function folded(expression: Expression, lowering: Lowering): Lowered {
  const column = evaluate(expression, tableOf([], 1), { today: 0 });
  if ("codes" in column) return constantOf(lowering, column.kind, column.dictionary[column.codes[0]!] ?? null);
  const value = column.values[0]!;
  return constantOf(lowering, column.kind, Number.isNaN(value) ? null : value);
}
