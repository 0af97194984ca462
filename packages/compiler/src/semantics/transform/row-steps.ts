import { codes } from "@mlopsc/diagnostics";
import type { RowStep } from "@mlopsc/vocabulary";
import { columnsOf } from "@mlopsc/vocabulary";
import { analyseExpression } from "../expression/analyse-expression.ts";
import { familyOf } from "../expression/kinds.ts";
import { isCondition } from "../expression/logic.ts";
import { refine } from "../expression/refine.ts";
import { isNone, kindName, sourceOf, type TypedExpression } from "../expression/typed-expression.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import { findColumn, type SchemaColumn, type TableSchema } from "../table-schema.ts";
import { requireAssignments } from "./name-steps.ts";
import { stepColumns } from "./read-columns-operand.ts";
import { givenName, madeHere, setColumn } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, type TableState, unchanged, withColumns } from "./step-context.ts";

/** `filter segment == "individual"` */
export const analyseFilter: AnalyseStep = (context) => {
  const { step, state, declaration, reporter, schema } = context;
  const [operand, ...more] = step.operands;
  if (operand === undefined || more.length > 0) {
    const parameters = { verb: "filter", wanted: "one condition" };
    reporter.report(declaration, more[0]?.span ?? step.verb.span, codes.wrongOperand, parameters);
    return unchanged(context);
  }
  const typed = analyseExpression(operand, context);
  if (typed === null || !isCondition({ ...typed, syntax: operand }, "filter", context)) return unchanged(context);
  const source = sourceOf(context, operand);
  if (typed.outcome === false || (typed.outcome === true && !typed.type.nullable)) {
    const entry = typed.outcome ? codes.alwaysTrue : codes.alwaysFalse;
    const reason = "the types and ranges of the columns decide it";
    reporter.report(declaration, operand.span, entry, { source, reason });
  } else tellOfMissing(typed, context, operand.span);
  return {
    state: { ...state, schema: refine(schema, typed.expression) },
    lowered: [{ kind: "filter", condition: typed.expression, source }],
  };
};

/** Says which rows go besides those for which the condition is false, unless the condition asks for missing values. */
function tellOfMissing(typed: TypedExpression, context: StepContext, span: StepContext["step"]["span"]): void {
  if (!typed.type.nullable) return;
  const after = refine(context.schema, typed.expression);
  const columns = columnsOf(typed.expression).filter(
    (name) =>
      findColumn(context.schema, name)?.type?.nullable === true &&
      !asksForMissing(typed.expression, name) &&
      findColumn(after, name)?.type?.nullable === false,
  );
  if (columns.length > 0) context.reporter.report(context.declaration, span, codes.missingLeftOut, { columns });
}

function asksForMissing(expression: TypedExpression["expression"], name: string): boolean {
  if (expression.kind !== "call") return false;
  const [left, right] = expression.arguments;
  const asks = expression.function === "equal" || expression.function === "not_equal";
  const none = [left, right].some((side) => side?.kind === "literal" && side.value === null);
  const column = [left, right].some((side) => side?.kind === "column" && side.name === name);
  if (asks && none && column) return true;
  if (expression.function === "missing" && left?.kind === "column" && left.name === name) return true;
  return expression.arguments.some((argument) => asksForMissing(argument, name));
}

/** `derive log_spend = log1p(spend)`; each one sees those before it. */
export const analyseDerive: AnalyseStep = (context) => {
  const { step, declaration, reporter } = context;
  if (!requireAssignments(context, "`name = expression`")) return unchanged(context);
  const origin = madeHere(context);
  const lowered: RowStep[] = [];
  let state = context.state;
  let complete = true;
  for (const { name, value } of step.assignments) {
    const typed = analyseExpression(value, { ...context, schema: state.schema });
    const untyped = typed !== null && isNone(typed);
    if (untyped) reporter.report(declaration, value.span, codes.untypedNone, { what: `\`${name.text}\`` });
    const type = typed === null || untyped ? null : typed.type;
    const naming = givenName(name, context, findColumn(state.schema, name.text));
    const column = { name: name.text, type, origin, naming };
    resolveColumn(name, column, context);
    state = setOne(state, column);
    if (typed === null || type === null) complete = false;
    else lowered.push({ kind: "derive", name: name.text, type: type.kind, expression: typed.expression });
  }
  return { state, lowered: complete ? lowered : null };
};

/** The table with a column made or made anew: a key that is computed names a row no longer. */
function setOne(state: TableState, column: SchemaColumn): TableState {
  const dropped = new Map(state.schema.dropped);
  dropped.delete(column.name);
  const schema: TableSchema = { ...state.schema, columns: setColumn(state.schema.columns, column), dropped };
  // Of what is made anew the old values are no lags.
  const lags = new Map([...state.lags].filter(([name, lag]) => name !== column.name && lag.column !== column.name));
  return {
    ...state,
    schema,
    lags,
    key: state.key.includes(column.name) ? [] : state.key,
    timeColumn: state.timeColumn === column.name ? null : state.timeColumn,
  };
}

/** `anonymise email with pseudonym` */
export const analyseAnonymise: AnalyseStep = (context) => {
  const { declaration, reporter, state } = context;
  const named = stepColumns(context);
  if (named === null) return unchanged(context);
  const origin = madeHere(context);
  const lowered: RowStep[] = [];
  let columns = state.schema.columns;
  let complete = named.selector !== null && context.schema.known;
  for (const { column, span } of named.columns) {
    const { name, type } = column;
    if (type === null) complete = false;
    else if (familyOf(type.kind) === "text") {
      const expression = { kind: "call", function: "pseudonym", arguments: [{ kind: "column", name }] } as const;
      columns = setColumn(columns, { ...column, type: { kind: "category", nullable: type.nullable }, origin });
      lowered.push({ kind: "derive", name, type: "category", expression });
    } else {
      reporter.report(declaration, span, codes.notPersonalText, { column: name, found: kindName(type.kind) });
      complete = false;
    }
  }
  return { state: withColumns(state, columns), lowered: complete ? lowered : null };
};
