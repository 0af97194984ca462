import { codes } from "@mlopsc/diagnostics";
import type { ConditionSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import type { Expectation, ExpectationTest } from "@mlopsc/plan";
import { expectationActions } from "@mlopsc/vocabulary";
import { analyseExpression } from "../expression/analyse-expression.ts";
import { findColumnOrReport } from "../expression/column-reference.ts";
import { isCondition } from "../expression/logic.ts";
import { type ExpressionScope, sourceOf } from "../expression/typed-expression.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import { readNames } from "../values/read-columns.ts";
import { isMeasure, readMeasure } from "./read-measure.ts";

/** An expectation beside the syntax of its condition. */
export interface WrittenExpectation {
  readonly expectation: Expectation;
  readonly syntax: ExpressionSyntax;
}

/** One line of `expect`; `a and b` about the whole table are two. What is wrong is reported and left out. */
export function readExpectation(line: ConditionSyntax, scope: ExpressionScope): readonly WrittenExpectation[] {
  const otherwise = readOtherwise(line, scope);
  return conjuncts(line.condition, scope).flatMap((syntax) => {
    const test = readTest(syntax, scope);
    if (test === null || otherwise === null) return [];
    const source = sourceOf(scope, syntax);
    if (otherwise === "drop" && test.test !== "row") {
      const action = line.clauses.find(({ word }) => word.text === "else")?.values[0];
      const fixes =
        action === undefined ? [] : [{ title: "Write `else warn`", edits: [{ span: action.span, newText: "warn" }] }];
      scope.reporter.report(scope.declaration, line.span, codes.dropNeedsRows, { source }, { fixes });
      return [];
    }
    return [{ expectation: { ...test, otherwise, source }, syntax }];
  });
}

const actions = Object.keys(expectationActions) as (keyof typeof expectationActions)[];

function readOtherwise(
  { clauses }: ConditionSyntax,
  { declaration, reporter }: ExpressionScope,
): Expectation["otherwise"] | null {
  let otherwise: Expectation["otherwise"] | null = "fail";
  for (const { word, values, span } of clauses) {
    if (word.text !== "else") {
      reportUnknown(reporter, declaration, word, codes.unknownClause, ["else"], { within: "`expect`" });
      continue;
    }
    const [action] = values;
    const known = action?.node === "name" ? actions.find((name) => name === action.name) : undefined;
    if (known === undefined && action?.node !== "absent") {
      const written = action?.node === "name" ? { text: action.name, span: action.span } : { text: "else", span };
      reportUnknown(reporter, declaration, written, codes.unknownOption, actions, { within: "`else`" });
    }
    otherwise = known ?? null;
  }
  return otherwise;
}

/** The sides of an `and` where one of them is about the whole table. */
function conjuncts(syntax: ExpressionSyntax, scope: ExpressionScope): readonly ExpressionSyntax[] {
  if (syntax.node === "group") return conjuncts(syntax.inner, scope);
  if (syntax.node !== "binary" || syntax.operator !== "and") return [syntax];
  const sides = [...conjuncts(syntax.left, scope), ...conjuncts(syntax.right, scope)];
  return sides.some((side) => isMeasure(side, scope) || isUnique(side)) ? sides : [syntax];
}

const isUnique = (syntax: ExpressionSyntax): boolean => syntax.node === "call" && syntax.callee.text === "unique";

function readTest(syntax: ExpressionSyntax, scope: ExpressionScope): ExpectationTest | null {
  if (syntax.node === "group") return readTest(syntax.inner, scope);
  if (syntax.node === "call" && syntax.callee.text === "unique") {
    const names = readNames(
      syntax.arguments.map(({ value }) => value.expression),
      "unique",
      scope,
    );
    const columns = names?.map((word) => findColumnOrReport(word, scope.schema, scope)?.name ?? null) ?? [null];
    if (columns.length === 0) {
      const parameters = { callee: "unique", wanted: "at least 1 argument", found: 0 };
      scope.reporter.report(scope.declaration, syntax.span, codes.argumentCount, parameters);
      return null;
    }
    const known = columns.filter((name) => name !== null);
    return known.length === columns.length ? { test: "unique", columns: known } : null;
  }
  if (isMeasure(syntax, scope)) return readMeasure(syntax, scope);
  const typed = analyseExpression(syntax, scope);
  if (typed === null || !isCondition({ ...typed, syntax }, "expect", scope)) return null;
  if (typed.outcome !== undefined) {
    const entry = typed.outcome ? codes.alwaysTrue : codes.alwaysFalse;
    const reason = typed.outcome ? "the schema says so already" : "the schema rules it out";
    scope.reporter.report(scope.declaration, syntax.span, entry, { source: sourceOf(scope, syntax), reason });
  }
  return { test: "row", condition: typed.expression };
}
