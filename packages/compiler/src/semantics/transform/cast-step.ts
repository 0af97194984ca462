import { codes } from "@mlopsc/diagnostics";
import type { ColumnType, Expression, RowStep, ScalarKind } from "@mlopsc/vocabulary";
import { familyOf } from "../expression/kinds.ts";
import { kindName } from "../expression/typed-expression.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { isScalarKind, scalarKinds } from "../values/scalar-kinds.ts";
import { type NamedColumn, stepColumns } from "./read-columns-operand.ts";
import { madeHere, setColumn } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, unchanged, withColumns } from "./step-context.ts";

/** `cast zip_code as category` */
export const analyseCast: AnalyseStep = (context) => {
  const named = stepColumns(context);
  const kind = readKind(context);
  if (named === null) return unchanged(context);
  const origin = madeHere(context);
  const lowered: RowStep[] = [];
  let columns = context.state.schema.columns;
  let complete = named.selector !== null && kind !== null && context.schema.known;
  for (const found of named.columns) {
    const { name } = found.column;
    const cast = kind === null ? null : castColumn(found, kind, context);
    columns = setColumn(columns, { ...found.column, type: cast?.type ?? null, origin });
    if (cast === null || kind === null) complete = false;
    else lowered.push({ kind: "derive", name, type: kind, expression: cast.expression });
  }
  return { state: withColumns(context.state, columns), lowered: complete ? lowered : null };
};

function readKind(context: StepContext): ScalarKind | null {
  const { declaration, reporter } = context;
  const value = context.clauses.get("as")?.values[0];
  if (value === undefined || value.node === "absent") return null;
  if (value.node !== "name") {
    const parameters = { what: "as", wanted: "a type", found: describeSyntax(value) };
    reporter.report(declaration, value.span, codes.wrongValue, parameters);
    return null;
  }
  if (isScalarKind(value.name)) return value.name;
  reportUnknown(reporter, declaration, { text: value.name, span: value.span }, codes.unknownType, scalarKinds, {});
  return null;
}

interface Cast {
  readonly expression: Expression;
  readonly type: ColumnType;
}

function castColumn({ column, span }: NamedColumn, to: ScalarKind, context: StepContext): Cast | null {
  const { name, type } = column;
  if (type === null) return null;
  const cast = castExpression({ kind: "column", name }, type, to);
  if (cast !== null) return cast;
  const advice =
    familyOf(type.kind) === "text" && familyOf(to) === "time"
      ? `Declare it in the schema: \`${name} ${to} format "…"\`.`
      : `Declare the column as ${kindName(to)} in the schema.`;
  const parameters = { column: name, from: kindName(type.kind), to: kindName(to), advice };
  context.reporter.report(context.declaration, span, codes.castImpossible, parameters);
  return null;
}

function castExpression(column: Expression, from: ColumnType, to: ScalarKind): Cast | null {
  const { pii, nullable } = from;
  const personal = pii ? { pii } : {};
  const [source, target] = [familyOf(from.kind), familyOf(to)];
  if (from.kind === to) return { expression: column, type: from };
  // The same texts under another name; the same numbers.
  if (source === "text" && target === "text") return { expression: column, type: { ...from, kind: to } };
  if (to === "int" || to === "number") {
    if (source === "time" || source === "duration") return null;
    const range = source === "number" ? from.range : source === "bool" ? { low: 0, high: 1 } : undefined;
    const type = { kind: to, nullable: nullable || source === "text", ...personal, ...(range ? { range } : {}) };
    return { expression: { kind: "call", function: to, arguments: [column] }, type };
  }
  if (to === "bool" && source === "number") {
    const zero: Expression = { kind: "literal", type: "int", value: 0 };
    return {
      expression: { kind: "call", function: "not_equal", arguments: [column, zero] },
      type: { kind: "bool", nullable, ...personal },
    };
  }
  if (from.kind === "timestamp" && to === "date") {
    return {
      expression: { kind: "call", function: "date", arguments: [column] },
      type: { kind: to, nullable, ...personal },
    };
  }
  if (from.kind === "date" && to === "timestamp") {
    const nothing: Expression = { kind: "literal", type: "duration", value: 0 };
    return {
      expression: { kind: "call", function: "add", arguments: [column, nothing] },
      type: { kind: to, nullable, ...personal },
    };
  }
  return null;
}
