import { codes } from "@mlopsc/diagnostics";
import type { AggregateOutput } from "@mlopsc/vocabulary";
import { resolveColumn } from "../names/resolve-column.ts";
import { findColumn, type SchemaColumn } from "../table-schema.ts";
import { readAggregate, type TypedAggregate } from "./read-aggregate.ts";
import { clauseColumns, sortKeys } from "./read-columns-operand.ts";
import { clauseLength } from "./read-length.ts";
import { givenName, madeHere, replaceColumns, setColumn } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, unchanged, withColumns } from "./step-context.ts";
import { followTime } from "./time-order.ts";

/** `aggregate by id: n = count(), last = max(at)` */
export const analyseAggregate: AnalyseStep = (context) => {
  const by = clauseColumns(context.clauses.get("by"), context);
  const outputs = readOutputs(context);
  if (outputs === null) return unchanged(context);
  const keys = (by ?? []).map(({ column }) => column);
  const taken = outputs.filter(({ name }) => keys.some((column) => column.name === name));
  for (const { name } of taken) reportTaken(name, context);
  const origin = madeHere(context);
  const free = outputs.filter((output) => !taken.includes(output));
  const made = free.map(({ name, word, type }): SchemaColumn => {
    return { name, type, origin, naming: givenName(word, context) };
  });
  for (const [at, { word }] of free.entries()) resolveColumn(word, made[at]!, context);
  const state = replaceColumns(context, [...keys, ...made]);
  const names = keys.map(({ name }) => name);
  const lowered = loweredOutputs(free);
  const complete = by !== null && lowered !== null && taken.length === 0;
  return {
    // Without its keys we do not know what stands beside the outputs.
    state: {
      ...state,
      schema: { ...state.schema, known: state.schema.known && by !== null },
      key: by === null ? [] : names,
      oneRow: context.clauses.get("by") === undefined,
    },
    lowered: complete ? [{ kind: "aggregate", by: names, outputs: lowered }] : null,
  };
};

/** `rolling load_day = mean(load) over 48 order at`, or `over 1d` */
export const analyseRolling: AnalyseStep = (context) => {
  const { clauses, schema } = context;
  const outputs = readOutputs(context);
  const over = clauses.get("over");
  const order = sortKeysOf(context);
  const length = over === undefined ? null : clauseLength(over.values[0], "over", order, context);
  const group = clauseColumns(clauses.get("group"), context);
  if (outputs === null) return unchanged(context);
  const origin = madeHere(context);
  let columns = schema.columns;
  for (const { name, word, type } of outputs) {
    const naming = givenName(word, context, findColumn(schema, name));
    const column = { name, type: type === null ? null : missingAtFirst(type), origin, naming };
    resolveColumn(word, column, context);
    columns = setColumn(columns, column);
  }
  const lowered = loweredOutputs(outputs);
  const state = followTime(withColumns(context.state, columns), order);
  if (lowered === null || length === null || order === null || group === null) return { state, lowered: null };
  const by = group.map(({ column }) => column.name);
  const frame = "rows" in length ? { rows: length.rows, includeCurrent: false } : length;
  return { state, lowered: [{ kind: "rolling", outputs: lowered, ...frame, order, by }] };
};

/** The first rows have nothing before them. */
const missingAtFirst = <T extends { readonly kind: string }>(type: T): T & { readonly nullable: true } => ({
  ...type,
  nullable: true,
});

/** The keys of the `order` clause; null where it is missing or wrong, which was reported. */
export function sortKeysOf(context: StepContext): ReturnType<typeof sortKeys> {
  const order = context.clauses.get("order");
  return order === undefined ? null : sortKeys(order.values, "order", context);
}

function readOutputs(context: StepContext): readonly TypedAggregate[] | null {
  const { step, declaration, reporter } = context;
  if (step.assignments.length === 0) {
    const parameters = { verb: step.verb.text, wanted: "`name = aggregate(…)`" };
    if (step.operands.every(({ node }) => node !== "absent")) {
      reporter.report(declaration, step.verb.span, codes.wrongOperand, parameters);
    }
    return null;
  }
  const seen = new Set<string>();
  return step.assignments.flatMap((assignment) => {
    const { name } = assignment;
    if (seen.has(name.text)) {
      reporter.report(declaration, name.span, codes.duplicateColumn, { name: name.text });
      return [];
    }
    seen.add(name.text);
    return [readAggregate(assignment, context)];
  });
}

function loweredOutputs(outputs: readonly TypedAggregate[]): readonly AggregateOutput[] | null {
  const lowered = outputs.flatMap(({ output }) => (output === null ? [] : [output]));
  return lowered.length === outputs.length ? lowered : null;
}

function reportTaken(name: string, { step, declaration, reporter }: StepContext): void {
  const span = step.assignments.find((assignment) => assignment.name.text === name)?.name.span ?? step.span;
  reporter.report(declaration, span, codes.columnTaken, { names: [name] });
}
