import { codes } from "@mlopsc/diagnostics";
import { findColumnOrReport } from "../expression/column-reference.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import type { ColumnName, SchemaColumn } from "../table-schema.ts";
import { findColumn } from "../table-schema.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { cleanName } from "./clean-name.ts";
import { stepColumns } from "./read-columns-operand.ts";
import { familiesOf, givenName, madeName, replaceColumns } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, type StepResult, unchanged } from "./step-context.ts";

/** `clean names`: every column in snake_case. */
export const analyseCleanNames: AnalyseStep = (context) => {
  const { schema, step, declaration, reporter } = context;
  const taken = new Map<string, string>();
  let clash = false;
  for (const { name } of schema.columns) {
    const clean = cleanName(name);
    const first = taken.get(clean);
    if (first !== undefined) {
      const parameters = { first, second: name, name: clean };
      reporter.report(declaration, step.span, codes.cleanNamesCollide, parameters);
      clash = true;
    } else taken.set(clean, name);
  }
  if (clash) return unchanged(context);
  const renamed = schema.columns.map((column) => {
    const name = cleanName(column.name);
    return [column.name, { ...madeName(name, context, column), isCleaned: true } satisfies ColumnName] as const;
  });
  return renameColumns(context, new Map(renamed), true);
};

/** `rename age = years, sex = gender`: new name = old name. */
export const analyseRename: AnalyseStep = (context) => {
  const { schema, step, declaration, reporter } = context;
  const renamed = new Map<string, ColumnName>();
  let complete = requireAssignments(context, "`new = old`");
  for (const { name, value } of step.assignments) {
    if (value.node !== "name") {
      if (value.node !== "absent") {
        const parameters = { what: name.text, wanted: "the name of a column", found: describeSyntax(value) };
        reporter.report(declaration, value.span, codes.wrongValue, parameters);
      }
      complete = false;
      continue;
    }
    const column = findColumnOrReport({ text: value.name, span: value.span }, schema, context);
    if (column === undefined) complete = false;
    else renamed.set(column.name, givenName(name, context));
  }
  for (const { name, value } of step.assignments) {
    const after = schema.columns.filter((column) => (renamed.get(column.name)?.name ?? column.name) === name.text);
    if (after.length < 2) continue;
    reporter.report(declaration, name.span, codes.columnTaken, { names: [name.text] });
    complete = false;
    if (value.node === "name") renamed.delete(value.name);
  }
  for (const [from, naming] of renamed) {
    const column = findColumn(schema, from);
    if (column !== undefined && naming.span !== null)
      resolveColumn({ span: naming.span }, { ...column, naming }, context);
  }
  return renameColumns(context, renamed, complete);
};

/** Whether there is a `name = value` at all; reports where not. */
export function requireAssignments({ step, declaration, reporter }: StepContext, wanted: string): boolean {
  if (step.assignments.length > 0) return true;
  const absent = step.operands.some(({ node }) => node === "absent");
  if (!absent) reporter.report(declaration, step.verb.span, codes.wrongOperand, { verb: step.verb.text, wanted });
  return false;
}

function renameColumns(context: StepContext, names: ReadonlyMap<string, ColumnName>, complete: boolean): StepResult {
  const { schema } = context;
  const renamed = new Map([...names].filter(([from, { name }]) => from !== name));
  const columns = schema.columns.map((column): SchemaColumn => {
    const naming = renamed.get(column.name);
    return naming === undefined ? column : { ...column, name: naming.name, naming };
  });
  const changed = new Map([...renamed].map(([from, { name }]) => [from, name]));
  const state = replaceColumns(context, columns, changed);
  if (!complete || !schema.known) return { state, lowered: null };
  if (changed.size === 0) return { state, lowered: [] };
  const pairs = schema.columns.map(({ name }) => ({ from: name, to: changed.get(name) ?? name }));
  return { state, lowered: [{ kind: "select", columns: pairs, ...familiesOf(schema) }] };
}

/** `drop email, signup` */
export const analyseDrop: AnalyseStep = (context) => {
  const { schema } = context;
  const named = stepColumns(context);
  if (named === null) return unchanged(context);
  const gone = new Set(named.columns.map(({ column }) => column.name));
  const left = schema.columns.filter(({ name }) => !gone.has(name));
  return keepColumns(context, left, named.selector !== null);
};

/** `select age, spend`: in this order. */
export const analyseSelect: AnalyseStep = (context) => {
  const { declaration, reporter } = context;
  const named = stepColumns(context);
  if (named === null) return unchanged(context);
  const kept: SchemaColumn[] = [];
  let complete = named.selector !== null;
  for (const { column, span } of named.columns) {
    if (findColumn({ ...context.schema, columns: kept }, column.name) === undefined) kept.push(column);
    else {
      reporter.report(declaration, span, codes.duplicateColumn, { name: column.name });
      complete = false;
    }
  }
  const result = keepColumns(context, kept, complete);
  // An unknown column may have been any: do not complain of it again further down.
  if (complete || named.selection.all !== null) return result;
  return { ...result, state: { ...result.state, schema: { ...result.state.schema, known: false } } };
};

function keepColumns(context: StepContext, left: readonly SchemaColumn[], complete: boolean): StepResult {
  const { schema, step, declaration, reporter } = context;
  if (left.length === 0 && schema.known && complete && schema.families.length === 0) {
    reporter.report(declaration, step.span, codes.nothingLeft, { verb: step.verb.text });
    return unchanged(context);
  }
  const state = replaceColumns(context, left);
  if (!complete || !schema.known) return { state, lowered: null };
  const names = left.map(({ name }) => ({ from: name, to: name }));
  const families = step.verb.text === "drop" ? familiesOf(schema) : {};
  const kept = step.verb.text === "drop" ? state : { ...state, schema: { ...state.schema, families: [] } };
  return { state: kept, lowered: [{ kind: "select", columns: names, ...families }] };
}
