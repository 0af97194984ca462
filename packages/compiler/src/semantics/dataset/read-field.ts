import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax, FieldSyntax, ListSyntax, RangeSyntax } from "@mlopsc/grammar";
import { type ColumnType, fieldClauses, type ScalarKind } from "@mlopsc/vocabulary";
import { operandOf } from "../expression/analyse-expression.ts";
import { familyOf } from "../expression/kinds.ts";
import { isEmptyRange } from "../expression/membership.ts";
import { type ExpressionScope, kindName, type Operand } from "../expression/typed-expression.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import { dayMilliseconds } from "../values/number-value.ts";
import { isScalarKind, scalarKinds } from "../values/scalar-kinds.ts";

export interface Field {
  readonly name: string;
  /** Null where it is unknown, which was reported. */
  readonly type: ColumnType | null;
  readonly format: string | null;
  readonly syntax: FieldSyntax;
}

const clauseNames = Object.keys(fieldClauses);

/** One line of a schema. `scope` has no columns: bounds are constants. */
export function readField(syntax: FieldSyntax, scope: ExpressionScope): Field {
  const { declaration, reporter } = scope;
  const kind = kindOf(syntax, scope);
  let type: ColumnType | null = kind === null ? null : { kind, nullable: syntax.nullable };
  let format: string | null = null;
  const seen = new Set<string>();
  for (const clause of syntax.clauses) {
    const word = clause.word.text;
    if (!clauseNames.includes(word)) {
      reportUnknown(reporter, declaration, clause.word, codes.unknownClause, clauseNames, { within: "a column" });
    } else if (seen.has(word)) reporter.report(declaration, clause.word.span, codes.duplicateClause, { name: word });
    else if (type !== null) {
      if (word === "pii") type = { ...type, pii: true };
      else if (word === "in") type = { ...type, ...readBound(clause, syntax, type.kind, scope) };
      else format = readFormat(clause, syntax, type.kind, scope);
    }
    seen.add(word);
  }
  return { name: syntax.name.text, type, format, syntax };
}

function kindOf({ type }: FieldSyntax, { declaration, reporter }: ExpressionScope): ScalarKind | null {
  // The parser has asked for the type.
  if (type === null || type.text === "") return null;
  if (isScalarKind(type.text)) return type.text;
  reportUnknown(reporter, declaration, type, codes.unknownType, scalarKinds, {}, synonyms);
  return null;
}

/** What other languages call our types: the suggestion is ours. */
const synonyms: ReadonlyMap<string, ScalarKind> = new Map([
  ["string", "text"],
  ["varchar", "text"],
  ["str", "text"],
  ["integer", "int"],
  ["bigint", "int"],
  ["long", "int"],
  ["float", "number"],
  ["double", "number"],
  ["decimal", "number"],
  ["boolean", "bool"],
  ["datetime", "timestamp"],
  ["time", "timestamp"],
  ["enum", "category"],
  ["factor", "category"],
  ["categorical", "category"],
  ["interval", "duration"],
  ["uuid", "id"],
]);

function readFormat(clause: ClauseSyntax, field: FieldSyntax, kind: ScalarKind, scope: ExpressionScope): string | null {
  const { declaration, reporter } = scope;
  if (familyOf(kind) !== "time") {
    const parameters = { column: field.name.text, found: kindName(kind) };
    reporter.report(declaration, clause.span, codes.formatOfKind, parameters, {
      fixes: [{ title: "Remove the format", edits: [{ span: clause.span, newText: "" }] }],
    });
    return null;
  }
  const [value] = clause.values;
  const operand = value === undefined ? null : operandOf(value, scope);
  if (typeof operand?.constant === "string") return operand.constant;
  if (operand !== null || value === undefined) {
    const parameters = { what: "format", wanted: "text", found: value === undefined ? "nothing" : "something else" };
    reporter.report(declaration, clause.span, codes.wrongValue, parameters);
  }
  return null;
}

function readBound(
  clause: ClauseSyntax,
  field: FieldSyntax,
  kind: ScalarKind,
  scope: ExpressionScope,
): Pick<ColumnType, "range" | "levels"> {
  const [bound] = clause.values;
  if (bound === undefined || bound.node === "absent") return {};
  const family = familyOf(kind);
  if (family === "text" && bound.node === "list") return readLevels(bound, field, kind, scope);
  if (family !== "text" && family !== "bool" && bound.node === "range") return readRange(bound, field, kind, scope);
  const wanted = family === "text" ? "a list of texts" : family === "bool" ? "nothing" : "a range";
  reportBound(clause, field, kind, wanted, scope);
  return {};
}

function readLevels(
  list: ListSyntax,
  field: FieldSyntax,
  kind: ScalarKind,
  scope: ExpressionScope,
): Pick<ColumnType, "levels"> {
  const levels: string[] = [];
  for (const item of list.items) {
    const operand = operandOf(item, scope);
    if (operand === null) continue;
    if (typeof operand.constant === "string") levels.push(operand.constant);
    else reportBound(item, field, kind, "a list of texts", scope);
  }
  return levels.length === 0 ? {} : { levels: [...new Set(levels)] };
}

function readRange(
  range: RangeSyntax,
  field: FieldSyntax,
  kind: ScalarKind,
  scope: ExpressionScope,
): Pick<ColumnType, "range"> {
  const low = operandOf(range.low, scope);
  const high = operandOf(range.high, scope);
  if (low === null || high === null) return {};
  const misfit = [low, high].find(
    ({ constant, type }) => typeof constant !== "number" || familyOf(type.kind) !== familyOf(kind),
  );
  if (misfit !== undefined) {
    reportBound(misfit.syntax, field, kind, `a range of ${pluralNames[familyOf(kind)]}`, scope);
    return {};
  }
  if (isEmptyRange(low, high, scope)) return {};
  return { range: { low: inUnitsOf(kind, low, false), high: inUnitsOf(kind, high, true) } };
}

const pluralNames = { number: "numbers", time: "dates", duration: "durations", text: "texts", bool: "conditions" };

/** A date over a timestamp stands for its whole day; an instant over a date for its day. */
function inUnitsOf(kind: ScalarKind, { constant, type }: Operand, end: boolean): number {
  const value = Number(constant);
  if (kind === "timestamp" && type.kind === "date") return (value + (end ? 1 : 0)) * dayMilliseconds - (end ? 1 : 0);
  return kind === "date" && type.kind === "timestamp" ? Math.floor(value / dayMilliseconds) : value;
}

function reportBound(
  { span }: { readonly span: FieldSyntax["span"] },
  field: FieldSyntax,
  kind: ScalarKind,
  wanted: string,
  { declaration, reporter }: ExpressionScope,
): void {
  reporter.report(declaration, span, codes.wrongBound, { column: field.name.text, type: kindName(kind), wanted });
}
