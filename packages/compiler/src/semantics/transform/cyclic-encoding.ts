import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { Expression, RowStep } from "@mlopsc/vocabulary";
import type { ChoiceValue } from "../program.ts";
import { findColumn, type SchemaColumn } from "../table-schema.ts";
import { requireKinds, type StepColumns } from "./read-columns-operand.ts";
import { methodNumber } from "./read-method.ts";
import { familiesOf, madeHere, madeName, replaceColumns } from "./relate-columns.ts";
import { type StepContext, type StepResult, unchanged } from "./step-context.ts";

/** `encode hour with cyclic(24)`: a place on a circle, `hour_sin` and `hour_cos`. Nothing is learned, so it is two calculations. */
export function encodeCyclic(named: StepColumns, choice: ChoiceValue, context: StepContext): StepResult {
  const isNumber = ({ type }: SchemaColumn): boolean => type?.kind === "int" || type?.kind === "number";
  const right =
    requireKinds(named.columns, isNumber, "numbers", context) &&
    requireKinds(named.columns, ({ name }) => !isScaled(name, context), "numbers that are not scaled yet", context);
  const period = methodNumber(choice, "period", Number.NaN, { low: 0, open: true }, context);
  if (!right || period === null || Number.isNaN(period) || named.selector === null) return unchanged(context);
  const { schema, step, declaration, reporter } = context;
  const made = named.columns.flatMap(({ column }) =>
    (["sin", "cos"] as const).map((part) => partOf(part, column, context)),
  );
  const taken = made.filter(({ name }) => findColumn(schema, name) !== undefined).map(({ name }) => name);
  if (taken.length > 0) {
    reporter.report(declaration, step.span, codes.columnTaken, { names: taken });
    return unchanged(context);
  }
  const gone = new Set(named.columns.map(({ column }) => column.name));
  const left = schema.columns.filter(({ name }) => !gone.has(name));
  const state = replaceColumns(context, [...left, ...made]);
  if (!schema.known) return { state, lowered: null };
  const parts = named.columns.flatMap(({ column }) =>
    (["sin", "cos"] as const).map((part): RowStep => deriveStep(part, column.name, period)),
  );
  const columns = [...left, ...made].map(({ name }) => ({ from: name, to: name }));
  return { state, lowered: [...parts, { kind: "select", columns, ...familiesOf(schema) }] };
}

/** Whether a step above scales the column: it would come round after some other number. */
function isScaled(name: string, { declaration, step }: StepContext): boolean {
  const namesIn = (values: readonly ExpressionSyntax[]): readonly string[] =>
    values.flatMap((value) =>
      value.node === "list" ? namesIn(value.items) : value.node === "name" ? [value.name] : [],
    );
  return declaration.block.members.some((member) => {
    if (member.node !== "step" || member.verb.text !== "scale" || member.span.start >= step.span.start) return false;
    const names = namesIn(member.operands);
    const except = member.clauses.filter(({ word }) => word.text === "except").flatMap(({ values }) => namesIn(values));
    return names.includes(name) || ((names.includes("numeric") || names.includes("all")) && !except.includes(name));
  });
}

function partOf(part: "sin" | "cos", column: SchemaColumn, context: StepContext): SchemaColumn {
  const { nullable = false, pii } = column.type ?? {};
  const naming = madeName(`${column.name}_${part}`, context, column);
  return {
    name: naming.name,
    naming,
    type: { kind: "number", nullable, range: { low: -1, high: 1 }, ...(pii ? { pii } : {}) },
    origin: madeHere(context),
  };
}

function deriveStep(part: "sin" | "cos", name: string, period: number): RowStep {
  const turn: Expression = { kind: "literal", type: "number", value: (2 * Math.PI) / period };
  const angle: Expression = { kind: "call", function: "multiply", arguments: [{ kind: "column", name }, turn] };
  const expression: Expression = { kind: "call", function: part, arguments: [angle] };
  return { kind: "derive", name: `${name}_${part}`, type: "number", expression };
}
