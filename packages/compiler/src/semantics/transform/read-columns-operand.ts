import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax, ExpressionSyntax, Word } from "@mlopsc/grammar";
import { type ColumnSelector, columnSorts, isQuantity, type SortKey } from "@mlopsc/vocabulary";
import { findColumnOrReport, reportUnknownColumn } from "../expression/column-reference.ts";
import { kindName, type OperandScope, sourceOf } from "../expression/typed-expression.ts";
import { findParameter, wordOf } from "../names/find-parameter.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import type { ColumnSelection } from "../program.ts";
import { findColumn, type SchemaColumn, type TableSchema } from "../table-schema.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { readNames, readSelection } from "../values/read-columns.ts";
import type { StepContext } from "./step-context.ts";

/** A column that a step names, and where. */
export interface NamedColumn {
  readonly column: SchemaColumn;
  readonly span: Word["span"];
}

export interface StepColumns {
  /** Those that are there. */
  readonly columns: readonly NamedColumn[];
  /** Null where some are missing, or not known by name. */
  readonly selector: ColumnSelector | null;
  readonly selection: ColumnSelection;
}

/** The columns right of the verb; null where there are none or something else stands there, which was reported. */
export function stepColumns(context: StepContext): StepColumns | null {
  const { step, declaration, reporter } = context;
  const verb = step.verb.text;
  if (step.operands.length === 0) {
    reporter.report(declaration, step.verb.span, codes.wrongOperand, { verb, wanted: "names of columns" });
    return null;
  }
  const items = step.operands.flatMap((operand) => (operand.node === "list" ? operand.items : [operand]));
  const selection = readSelection(items, context.clauses.get("except"), verb, context);
  if (selection === null) return null;
  // What a step learns from all of a sort never has to do with the name of a row.
  const never = context.entry.stage === "fitted" ? context.state.key : [];
  return resolve(selection, context.schema, { ...context, never }, step.operands[0]!.span);
}

function resolve(
  selection: ColumnSelection,
  schema: TableSchema,
  scope: OperandScope & { readonly never: readonly string[] },
  span: Word["span"],
): StepColumns {
  const except = selection.except.filter((word) => findColumnOrReport(word, schema, scope) !== undefined);
  if (selection.all === null) {
    const found = selection.names.map((word) => ({ column: findOnce(word, schema, scope), span: word.span }));
    const excepted = new Set(except.map(({ text }) => text));
    const columns = found.flatMap(({ column, span: at }) =>
      column === undefined || excepted.has(column.name) ? [] : [{ column, span: at }],
    );
    const complete = found.every(({ column }) => column !== undefined);
    return { selection, columns, selector: complete ? { names: columns.map(({ column }) => column.name) } : null };
  }
  const { all } = selection;
  const excepted = new Set(except.map(({ text }) => text));
  const columns = schema.columns
    .filter((column) => !excepted.has(column.name) && !scope.never.includes(column.name) && isOfSort(column, all))
    .map((column) => ({ column, span }));
  const complete = except.length === selection.except.length;
  return { selection, columns, selector: complete ? { all, except: [...excepted] } : null };
}

/** The column; one of an open family stands for itself. */
function findOnce(word: Word, schema: TableSchema, scope: OperandScope): SchemaColumn | undefined {
  const family = schema.families.find(({ prefix }) => word.text.startsWith(prefix));
  if (family !== undefined && !schema.columns.some(({ name }) => name === word.text)) {
    resolveColumn(word, family, scope);
    return { name: word.text, type: family.type, origin: family.origin, naming: family.naming };
  }
  const column = findColumn(schema, word.text);
  if (column === undefined) reportUnknownColumn(word, schema, scope, { words: Object.keys(columnSorts) });
  else resolveColumn(word, column, scope);
  return column;
}

function isOfSort({ type }: SchemaColumn, all: "numeric" | "category" | "any"): boolean {
  if (all === "any" || type === null) return all === "any";
  return all === "numeric" ? isQuantity(type.kind) : type.kind === "category";
}

/** The columns that a clause names; null where one is not there (reported) or none are known. */
export function clauseColumns(clause: ClauseSyntax | undefined, context: StepContext): readonly NamedColumn[] | null {
  if (clause === undefined) return [];
  const items = clause.values.flatMap((value) => (value.node === "list" ? value.items : [value]));
  const names = readNames(items, clause.word.text, context);
  if (names === null) return null;
  if (names.length === 0) {
    const parameters = { what: clause.word.text, wanted: "names of columns", found: "nothing" };
    context.reporter.report(context.declaration, clause.word.span, codes.wrongValue, parameters);
    return null;
  }
  const found = names.map((word) => ({ column: findColumnOrReport(word, context.schema, context), span: word.span }));
  const columns = found.flatMap(({ column, span }) => (column === undefined ? [] : [{ column, span }]));
  return columns.length === found.length ? columns : null;
}

/** `at, -amount`; null where one is wrong, which was reported. */
export function sortKeys(
  values: readonly ExpressionSyntax[],
  what: string,
  context: StepContext,
): readonly SortKey[] | null {
  const keys: SortKey[] = [];
  let complete = values.length > 0;
  if (!complete) {
    const parameters = { verb: what, wanted: "names of columns, `-` before one for descending order" };
    context.reporter.report(context.declaration, context.step.verb.span, codes.wrongOperand, parameters);
  }
  for (const value of values) {
    const descending = value.node === "unary" && value.operator === "-";
    const name = descending ? value.operand : value;
    if (name.node === "name") {
      const column = findColumnOrReport({ text: name.name, span: name.span }, context.schema, context);
      if (column === undefined) complete = false;
      else keys.push({ column: column.name, descending });
    } else {
      if (name.node !== "absent") {
        const parameters = { what, wanted: "names of columns", found: describeSyntax(name) };
        context.reporter.report(context.declaration, value.span, codes.wrongValue, parameters);
      }
      complete = false;
    }
  }
  return complete ? keys : null;
}

/** Reports the columns that a step cannot work on; true where there is none. */
export function requireKinds(
  columns: readonly NamedColumn[],
  accepts: (column: SchemaColumn) => boolean,
  wanted: string,
  context: StepContext,
): boolean {
  const misfits = columns.filter(({ column }) => column.type !== null && !accepts(column));
  for (const { column, span } of misfits) {
    const found = column.type === null ? "" : kindName(column.type.kind);
    const parameters = { verb: context.step.verb.text, column: column.name, wanted, found };
    context.reporter.report(context.declaration, span, codes.stepKind, parameters);
  }
  return misfits.length === 0;
}

/** The number that a clause gives: whole, and at least `least`; null where it is something else, which was reported. */
export function clauseCount(
  value: ExpressionSyntax | undefined,
  what: string,
  least: number,
  context: StepContext,
): number | null {
  const { declaration, reporter, step, program } = context;
  if (value?.node === "absent") return null;
  const parameter =
    value?.node === "name" ? findParameter(wordOf(value), program.parameters, declaration, reporter) : undefined;
  if (parameter !== undefined && parameter.value === undefined) return null;
  const count = parameter?.value ?? (value?.node === "number" && value.unit === "" ? value.value : null);
  if (typeof count === "number" && Number.isInteger(count) && count >= least) return count;
  const parameters = {
    what,
    wanted: `a whole number from ${least}`,
    found: value === undefined ? "nothing" : `\`${sourceOf(context, value)}\``,
  };
  reporter.report(declaration, value?.span ?? step.verb.span, codes.wrongAmount, parameters);
  return null;
}
