import { codes } from "@mlopsc/diagnostics";
import type { FittedStep } from "@mlopsc/vocabulary";
import { operandOf } from "../expression/analyse-expression.ts";
import { familyOf } from "../expression/kinds.ts";
import { kindName, type Operand } from "../expression/typed-expression.ts";
import type { SchemaColumn } from "../table-schema.ts";
import { reportWrongValue } from "../values/report-wrong-value.ts";
import { type NamedColumn, requireKinds, stepColumns } from "./read-columns-operand.ts";
import { methodNumber, readMethod } from "./read-method.ts";
import { madeHere, setColumn } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, unchanged, withColumns } from "./step-context.ts";

type Impute = Extract<FittedStep, { kind: "impute" }>;
type Filling = Omit<Impute, "kind" | "columns">;

/** `impute age, spend with median` */
export const analyseImpute: AnalyseStep = (context) => {
  const named = stepColumns(context);
  const constant = readConstant(context);
  if (named === null) return unchanged(context);
  const filling =
    constant === undefined ? readFilling(named.columns, context) : constantFilling(constant, named.columns, context);
  if (named.selection.all === null) warnOfComplete(named.columns, context);
  const origin = madeHere(context);
  let columns = context.state.schema.columns;
  for (const { column } of named.columns) {
    if (column.type !== null && columns.some(({ name }) => name === column.name)) {
      columns = setColumn(columns, { ...column, type: { ...column.type, nullable: false }, origin });
    }
  }
  const state = withColumns(context.state, columns);
  if (named.selector === null || filling === null) return { state, lowered: null };
  return { state, lowered: [{ kind: "impute", columns: named.selector, ...filling }] };
};

function warnOfComplete(columns: readonly NamedColumn[], { declaration, reporter }: StepContext): void {
  for (const { column, span } of columns) {
    if (column.type?.nullable !== false) continue;
    reporter.report(declaration, span, codes.nothingToImpute, { column: column.name });
  }
}

function readFilling(columns: readonly NamedColumn[], context: StepContext): Filling | null {
  const method = readMethod("with", context);
  switch (method?.name) {
    case "mode":
      return { strategy: "mode" };
    case "mean":
    case "median":
    case "model":
      return requireKinds(columns, isNumber, "numbers", context) ? { strategy: method.name } : null;
    case "knn": {
      const neighbours = methodNumber(method, "neighbours", 5, { low: 1 }, context);
      return requireKinds(columns, isNumber, "numbers", context) && neighbours !== null
        ? { strategy: "knn", neighbours }
        : null;
    }
    default:
      return null;
  }
}

const isNumber = ({ type }: SchemaColumn): boolean =>
  type !== null && (familyOf(type.kind) === "number" || familyOf(type.kind) === "duration" || type.kind === "bool");

/** What `constant(…)` gives: a number or a text. Undefined where another method stands there. */
function readConstant(context: StepContext): Operand | null | undefined {
  const [value] = context.clauses.get("with")?.values ?? [];
  if (value?.node !== "call" || value.callee.text !== "constant") return undefined;
  const [argument, ...more] = value.arguments;
  const { declaration, reporter } = context;
  if (argument === undefined) {
    reporter.report(declaration, value.span, codes.missingArgument, { callee: "constant", name: "value" });
    return null;
  }
  if (more.length > 0) {
    reporter.report(declaration, more[0]!.value.span, codes.tooManyArguments, { callee: "constant", most: 1 });
    return null;
  }
  const noColumns = { known: true, columns: [], families: [], dropped: new Map() };
  const operand = operandOf(argument.value.expression, { ...context, schema: noColumns });
  if (operand === null) return null;
  const { constant } = operand;
  if (typeof constant === "number" || typeof constant === "string") return operand;
  return reportWrongValue("constant", "a number or text", "something else", argument.value.span, context);
}

function constantFilling(
  operand: Operand | null,
  columns: readonly NamedColumn[],
  { declaration, reporter }: StepContext,
): Filling | null {
  const value = operand?.constant;
  if (operand === null || (typeof value !== "number" && typeof value !== "string")) return null;
  let fits = true;
  for (const { column } of columns) {
    if (column.type === null || familyOf(column.type.kind) === familyOf(operand.type.kind)) continue;
    const parameters = { column: column.name, found: kindName(column.type.kind) };
    reporter.report(declaration, operand.syntax.span, codes.constantKind, parameters);
    fits = false;
  }
  return fits ? { strategy: "constant", value } : null;
}
