import { codes, type Span } from "@mlopsc/diagnostics";
import type { ScalarKind } from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import { findColumn } from "../table-schema.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { interpolate } from "../values/interpolate.ts";
import { isScalarKind, scalarKinds } from "../values/scalar-kinds.ts";
import { givenName, madeHere, replaceColumns } from "./relate-columns.ts";
import type { AnalyseStep, StepContext } from "./step-context.ts";

/** `sql """select …""" gives id = id, total = number`: what comes out is what the author says. */
export const analyseSql: AnalyseStep = (context) => {
  const { step, program, declaration, reporter } = context;
  const [operand] = step.operands;
  let query: string | null = null;
  if (operand?.node === "text") query = interpolate(operand, program.parameters, declaration, reporter);
  else if (operand?.node !== "absent") {
    const parameters = { verb: "sql", wanted: "a query as text" };
    reporter.report(declaration, operand?.span ?? step.verb.span, codes.wrongOperand, parameters);
  }
  const gives = context.clauses.get("gives")?.assignments ?? [];
  const columns = gives.map(({ name, value }) => {
    return { word: name, name: name.text, kind: kindOf(value, name.text, context) };
  });
  const names = new Set<string>();
  const twice = gives.filter(({ name }) => names.size === names.add(name.text).size);
  for (const { name } of twice) reporter.report(declaration, name.span, codes.duplicateColumn, { name: name.text });
  if (columns.length === 0 && context.clauses.get("gives") !== undefined) {
    const parameters = { verb: "sql", clause: "gives" };
    reporter.report(declaration, step.verb.span, codes.missingClause, parameters);
  }
  const origin = madeHere(context);
  const made = columns.map(({ word, name, kind }) => ({
    name,
    type: kind === null ? null : { kind, nullable: true },
    origin,
    naming: givenName(word, context),
  }));
  for (const [at, { word }] of columns.entries()) resolveColumn(word, made[at]!, context);
  if (operand?.node === "text") resolveWords(operand.span, context);
  const state = replaceColumns(context, made);
  const typed = columns.flatMap(({ name, kind }) => (kind === null ? [] : [{ name, kind }]));
  const complete = query !== null && typed.length === columns.length && typed.length > 0 && twice.length === 0;
  return {
    state: {
      ...state,
      schema: { ...state.schema, known: columns.length > 0 },
      key: [],
      oneRow: false,
      timeColumn: null,
      lags: new Map(),
    },
    lowered: complete && query !== null ? [{ kind: "sql", query, columns: typed }] : null,
  };
};

/** The words of a query that are names of columns: most probably these. */
function resolveWords({ start, end }: Span, context: StepContext): void {
  const { declaration, schema } = context;
  for (const word of declaration.block.text.slice(start, end).matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) {
    const column = findColumn(schema, word[0]);
    const from = start + word.index;
    if (column !== undefined) {
      resolveColumn({ span: { start: from, end: from + word[0].length } }, column, context, { inQuery: true });
    }
  }
}

function kindOf(
  value: Parameters<typeof describeSyntax>[0],
  column: string,
  { declaration, reporter }: StepContext,
): ScalarKind | null {
  if (value.node === "absent") return null;
  if (value.node !== "name") {
    const parameters = { what: column, wanted: "a type", found: describeSyntax(value) };
    reporter.report(declaration, value.span, codes.wrongValue, parameters);
    return null;
  }
  if (isScalarKind(value.name)) return value.name;
  const word = { text: value.name, span: value.span };
  reportUnknown(reporter, declaration, word, codes.unknownType, scalarKinds, {});
  return null;
}
