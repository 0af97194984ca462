import { codes } from "@mlopsc/diagnostics";
import type { BinarySyntax, CallSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import type { ExpectationTest } from "@mlopsc/plan";
import { type ColumnType, columnMeasures, type MeasureEntry } from "@mlopsc/vocabulary";
import { analyseExpression } from "../expression/analyse-expression.ts";
import { findColumnOrReport } from "../expression/column-reference.ts";
import { type ComparisonOperator, decide } from "../expression/comparison.ts";
import { familyOf } from "../expression/kinds.ts";
import { type ExpressionScope, kindName, sourceOf } from "../expression/typed-expression.ts";
import type { LocalFix } from "../reporter.ts";
import { findColumn } from "../table-schema.ts";
import { readNames } from "../values/read-columns.ts";

type MeasureTest = Extract<ExpectationTest, { test: "measure" }>;
type Measure = MeasureTest["measure"];

const measures: Readonly<Record<Exclude<Measure, "rows">, MeasureEntry>> = columnMeasures;
const isMeasureName = (name: string): name is keyof typeof measures => Object.hasOwn(measures, name);

/** What only an expectation can ask for. */
export const expectationWords: NonNullable<ExpressionScope["words"]> = {
  names: ["rows"],
  functions: ["unique", ...Object.keys(measures)],
};

const operators: Readonly<Record<string, ComparisonOperator>> = {
  "==": "==",
  "!=": "!=",
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
};

/** Whether a condition is about a figure of the whole table: `rows`, `missing(age)` against a number. */
export function isMeasure(syntax: ExpressionSyntax, scope: ExpressionScope): boolean {
  if (syntax.node === "group") return isMeasure(syntax.inner, scope);
  if (syntax.node !== "binary" || !Object.hasOwn(operators, syntax.operator)) return false;
  const other = (side: ExpressionSyntax): ExpressionSyntax => (side === syntax.left ? syntax.right : syntax.left);
  return [syntax.left, syntax.right].some((side) => holdsFigure(side, other(side), scope));
}

function holdsFigure(syntax: ExpressionSyntax, other: ExpressionSyntax, scope: ExpressionScope): boolean {
  switch (syntax.node) {
    case "name":
      return syntax.name === "rows" && findColumn(scope.schema, "rows") === undefined;
    case "call":
      // `missing(x) == true` asks a row.
      if (syntax.callee.text === "missing") return other.node === "number";
      return isMeasureName(syntax.callee.text);
    case "group":
      return holdsFigure(syntax.inner, other, scope);
    case "unary":
      return holdsFigure(syntax.operand, other, scope);
    case "binary":
      return holdsFigure(syntax.left, other, scope) || holdsFigure(syntax.right, other, scope);
    default:
      return false;
  }
}

/** A figure against a constant; null where it is something else, which was reported. */
export function readMeasure(syntax: ExpressionSyntax, scope: ExpressionScope): MeasureTest | null {
  if (syntax.node === "group") return readMeasure(syntax.inner, scope);
  if (syntax.node !== "binary") return null;
  const left = figureOf(syntax.left, scope);
  const figure = left ?? figureOf(syntax.right, scope);
  const boundSyntax = left === null ? syntax.left : syntax.right;
  if (figure === null || figureOf(boundSyntax, scope) !== null || holdsFigure(boundSyntax, boundSyntax, scope)) {
    const measure = sourceOf(scope, figure?.syntax ?? syntax.left);
    scope.reporter.report(scope.declaration, syntax.span, codes.compositeMeasure, { measure });
    return null;
  }
  const bound = boundOf(boundSyntax, scope);
  const about = figure.measure === "rows" ? {} : columnOf(figure.syntax, figure.measure, scope);
  if (bound === null || about === null) return null;
  const written = syntax.operator as ComparisonOperator;
  const operator = left === null ? operators[written]! : written;
  reportDecided(syntax, figure.measure, about.type, operator, bound, scope);
  const column = about.column === undefined ? {} : { column: about.column };
  return { test: "measure", measure: figure.measure, ...column, operator, bound };
}

type Figure = { readonly measure: Measure; readonly syntax: ExpressionSyntax };

function figureOf(syntax: ExpressionSyntax, scope: ExpressionScope): Figure | null {
  if (syntax.node === "group") return figureOf(syntax.inner, scope);
  if (syntax.node === "name" && holdsFigure(syntax, syntax, scope)) return { measure: "rows", syntax };
  if (syntax.node !== "call" || !isMeasureName(syntax.callee.text)) return null;
  return { measure: syntax.callee.text, syntax };
}

function boundOf(syntax: ExpressionSyntax, scope: ExpressionScope): number | null {
  const typed = analyseExpression(syntax, { ...scope, schema: noColumns });
  if (typed === null) return null;
  if (typeof typed.constant === "number") return typed.constant;
  const parameters = { what: "expect", wanted: "a number", found: `\`${sourceOf(scope, syntax)}\`` };
  scope.reporter.report(scope.declaration, syntax.span, codes.wrongValue, parameters);
  return null;
}

const noColumns = { known: true, columns: [], families: [], dropped: new Map() };

interface About {
  readonly column?: string;
  readonly type?: ColumnType | null;
}

function columnOf(syntax: ExpressionSyntax, measure: Measure, scope: ExpressionScope): About | null {
  const { arguments: given, callee, span } = syntax as CallSyntax;
  const names = readNames(
    given.map(({ value }) => value.expression),
    callee.text,
    scope,
  );
  if (names === null) return null;
  const [word, ...more] = names;
  if (word === undefined || more.length > 0) {
    const parameters = { callee: callee.text, wanted: "1 argument", found: names.length };
    scope.reporter.report(scope.declaration, span, codes.argumentCount, parameters);
    return null;
  }
  const column = findColumnOrReport(word, scope.schema, scope);
  if (column === undefined) return null;
  const { name, type } = column;
  const family = type === null ? null : familyOf(type.kind);
  if (measure !== "rows" && measures[measure].quantity && type !== null && (family === "text" || family === "bool")) {
    const parameters = { measure: callee.text, column: name, found: kindName(type.kind) };
    scope.reporter.report(scope.declaration, word.span, codes.measureOfKind, parameters);
    return null;
  }
  return { column: name, type };
}

/** Reports a test that the schema, or what the figure is, decides. */
function reportDecided(
  syntax: BinarySyntax,
  measure: Measure,
  type: ColumnType | null | undefined,
  operator: ComparisonOperator,
  bound: number,
  scope: ExpressionScope,
): void {
  const { range, reason } = figureRange(measure, type ?? null);
  const outcome = decide(
    operator,
    { kind: "number", nullable: false, range },
    { kind: "number", nullable: false, range: { low: bound, high: bound } },
  );
  if (outcome === undefined) return;
  const entry = outcome ? codes.alwaysTrue : codes.alwaysFalse;
  const fixes = range.high === 1 ? shareFixes(syntax, scope) : [];
  scope.reporter.report(scope.declaration, syntax.span, entry, { source: sourceOf(scope, syntax), reason }, { fixes });
}

/** `outliers(age) < 2` was meant as 2%. */
const shareFixes = ({ left, right }: BinarySyntax, scope: ExpressionScope): readonly LocalFix[] =>
  [left, right].flatMap((side) => {
    if (side.node !== "number" || side.unit !== "" || side.value <= 1 || side.value >= 100) return [];
    const newText = `${sourceOf(scope, side)}%`;
    return [{ title: `Replace with \`${newText}\``, edits: [{ span: side.span, newText }] }];
  });

function figureRange(
  measure: Measure,
  type: ColumnType | null,
): { readonly range: { readonly low?: number; readonly high?: number }; readonly reason: string } {
  switch (measure) {
    case "rows":
    case "count_distinct":
    case "stddev":
      return { range: { low: 0 }, reason: "it is never below 0" };
    case "missing":
      return type?.nullable === false
        ? { range: { low: 0, high: 0 }, reason: "the schema says that it is never missing (no `?`)" }
        : { range: { low: 0, high: 1 }, reason: "it is a share" };
    case "outliers":
      return { range: { low: 0, high: 1 }, reason: "it is a share" };
    default:
      return { range: type?.range ?? {}, reason: "the schema says within which range the values lie" };
  }
}
