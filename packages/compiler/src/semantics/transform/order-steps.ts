import { codes } from "@mlopsc/diagnostics";
import type { SchemaColumn } from "../table-schema.ts";
import { findColumn } from "../table-schema.ts";
import { sortKeysOf } from "./aggregate-step.ts";
import { readAmount } from "./read-amount.ts";
import { clauseColumns, clauseCount, requireKinds, sortKeys, stepColumns } from "./read-columns-operand.ts";
import { clauseLength, lengthText } from "./read-length.ts";
import { madeHere, madeName } from "./relate-columns.ts";
import { type AnalyseStep, type StepContext, unchanged, withColumns } from "./step-context.ts";
import { followTime } from "./time-order.ts";

export const analyseSort: AnalyseStep = (context) => {
  const keys = sortKeys(context.step.operands, "sort", context);
  return { state: followTime(context.state, keys), lowered: keys === null ? null : [{ kind: "sort", keys }] };
};

export const analyseDedupe: AnalyseStep = (context) => {
  const { clauses, state } = context;
  const by = clauseColumns(clauses.get("by"), context);
  const order = clauses.get("order") === undefined ? [] : sortKeysOf(context);
  if (by === null || order === null) return unchanged(context);
  const names = by.map(({ column }) => column.name);
  return {
    state: names.length === 0 ? state : { ...state, key: names },
    lowered: [{ kind: "dedupe", by: names, order }],
  };
};

export const analyseSample: AnalyseStep = (context) => {
  const amount = readAmount(context, true);
  if (amount === null) return unchanged(context);
  return { state: context.state, lowered: [{ kind: "sample", ...amount, seed: context.program.project.seed }] };
};

/** `lag load by 48, 336 order at group region`, or `by 1d, 7d` */
export const analyseLag: AnalyseStep = (context) => {
  const { clauses, state } = context;
  const named = stepColumns(context);
  const by = clauses.get("by");
  const order = sortKeysOf(context);
  const lengths = (by?.values ?? [])
    .flatMap((value) => (value.node === "list" ? value.items : [value]))
    .map((value) => clauseLength(value, "by", order, context));
  const group = clauseColumns(clauses.get("group"), context);
  if (named === null) return unchanged(context);
  const known = lengths.filter((length) => length !== null);
  const outputs = named.columns.flatMap(({ column }) =>
    known.map((length) => ({ name: `${column.name}_lag_${lengthText(length)}`, column, length })),
  );
  const origin = madeHere(context);
  const free = outputs.filter(({ name }) => !reportTaken(name, context));
  const made = free.map(({ name, column }) =>
    withMissing({ ...column, name, origin, naming: madeName(name, context, column) }),
  );
  const lags = new Map(state.lags);
  for (const { name, column, length } of free) lags.set(name, { column: column.name, ...length });
  const next = followTime({ ...withColumns(state, [...state.schema.columns, ...made]), lags }, order);
  const complete = named.selector !== null && context.schema.known && free.length === outputs.length;
  if (!complete || known.length !== lengths.length || known.length === 0 || order === null || group === null) {
    return { state: next, lowered: null };
  }
  return {
    state: next,
    lowered: [
      {
        kind: "lag",
        outputs: free.map(({ name, column, length }) =>
          "rows" in length
            ? { name, column: column.name, offset: length.rows }
            : { name, column: column.name, milliseconds: length.milliseconds },
        ),
        order,
        by: group.map(({ column }) => column.name),
      },
    ],
  };
};

/** `decompose load period 48 order at` */
export const analyseDecompose: AnalyseStep = (context) => {
  const { clauses, state } = context;
  const named = stepColumns(context);
  const period =
    clauses.get("period") === undefined ? null : clauseCount(clauses.get("period")?.values[0], "period", 2, context);
  const order = sortKeysOf(context);
  if (named === null) return unchanged(context);
  const numeric = requireKinds(
    named.columns,
    ({ type }) => type?.kind === "int" || type?.kind === "number",
    "numbers",
    context,
  );
  const origin = madeHere(context);
  const made = named.columns.flatMap(({ column }) =>
    ["trend", "season", "rest"].map((part): SchemaColumn => {
      const nullable = part !== "season" || column.type?.nullable === true;
      const pii = column.type?.pii ? { pii: true as const } : {};
      const naming = madeName(`${column.name}_${part}`, context, column);
      return { name: naming.name, type: { kind: "number", nullable, ...pii }, origin, naming };
    }),
  );
  const free = made.filter(({ name }) => !reportTaken(name, context));
  const next = followTime(withColumns(state, [...state.schema.columns, ...free]), order);
  const complete = named.selector !== null && context.schema.known && numeric && free.length === made.length;
  if (!complete || period === null || order === null) return { state: next, lowered: null };
  return {
    state: next,
    lowered: named.columns.map(({ column }) => ({ kind: "decompose", column: column.name, period, order })),
  };
};

const withMissing = (column: SchemaColumn): SchemaColumn =>
  column.type === null ? column : { ...column, type: { ...column.type, nullable: true } };

function reportTaken(name: string, { schema, step, declaration, reporter }: StepContext): boolean {
  if (findColumn(schema, name) === undefined) return false;
  reporter.report(declaration, step.span, codes.columnTaken, { names: [name] });
  return true;
}
