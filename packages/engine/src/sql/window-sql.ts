import type { RelationalStep, SortKey } from "@mlopsc/vocabulary";
import { aggregateKind, argumentOf, argumentSql, windowAggregateSql } from "./aggregate-sql.ts";
import { instantSql } from "./fragment.ts";
import { alias, allColumns, columnSql, contextOf, named, orderSql, type Relation, selectFrom } from "./relation.ts";
import { columnFragment } from "./sql-of.ts";

type StepOf<Kind> = Extract<RelationalStep, { readonly kind: Kind }>;

/** Keeps the first row of each key. */
export function dedupeSql(step: StepOf<"dedupe">, input: Relation): Relation {
  const by = step.by.length === 0 ? [...input.kinds.keys()] : step.by;
  const first = `QUALIFY row_number() OVER ${windowSql(by, step.order, input)} = 1`;
  return { ...input, sql: selectFrom(input, allColumns(input), first) };
}

/** Values of earlier rows (of later ones, where the offset is below 0). */
export function lagSql(step: StepOf<"lag">, input: Relation): Relation {
  const over = windowSql(step.by, step.order, input);
  const kinds = new Map(input.kinds);
  const values = new Map<string, string>();
  for (const output of step.outputs) {
    const { name, column } = output;
    kinds.set(name, input.kinds.get(column)!);
    if (!("offset" in output)) {
      const frame = `RANGE BETWEEN ${output.milliseconds}e0 PRECEDING AND ${output.milliseconds}e0 PRECEDING`;
      // Of several rows at that time the first that has a value.
      const value = `arg_min(${columnSql(column)}, ${timedRow}) OVER ${timedWindowSql(step, frame)}`;
      values.set(name, named(`CASE WHEN ${timeOfRow} IS NOT NULL THEN ${value} END`, name));
      continue;
    }
    const [direction, rows] = output.offset < 0 ? ["lead", -output.offset] : ["lag", output.offset];
    values.set(name, named(`${direction}(${columnSql(column)}, ${rows}) OVER ${over}`, name));
  }
  const timed = step.outputs.some((output) => !("offset" in output));
  return withValues(input, kinds, values, timed ? withTime(step, input) : input.sql);
}

/** Aggregates over the rows that end just before, or at, each row; over fewer at the beginning. */
export function rollingSql(step: StepOf<"rolling">, input: Relation, today: number): Relation {
  const context = contextOf(input, today);
  const timed = "milliseconds" in step;
  const over = timed
    ? timedWindowSql(step, `RANGE BETWEEN ${step.milliseconds}e0 PRECEDING AND ${justBefore} PRECEDING`)
    : windowSql(step.by, step.order, input, rowFrame(step));
  const kinds = new Map(input.kinds);
  const values = new Map<string, string>();
  for (const output of step.outputs) {
    const argument = argumentOf(output, context);
    const column = argument.fragment === undefined ? "" : argumentSql(argument.fragment);
    const value = windowAggregateSql(argument, column, over, timed ? timedRow : undefined);
    values.set(output.name, named(timed ? `CASE WHEN ${timeOfRow} IS NOT NULL THEN ${value} END` : value, output.name));
    kinds.set(output.name, aggregateKind(argument));
  }
  return withValues(input, kinds, values, timed ? withTime(step, input) : input.sql);
}

const rowFrame = ({ rows, includeCurrent }: { readonly rows: number; readonly includeCurrent: boolean }): string =>
  includeCurrent
    ? `ROWS BETWEEN ${rows - 1} PRECEDING AND CURRENT ROW`
    : `ROWS BETWEEN ${rows} PRECEDING AND 1 PRECEDING`;

/** Milliseconds: no two times that differ are nearer, and none that are the same are so far apart. */
const justBefore = "0.01e0";
/** Hidden columns of a step that looks back by time: each row's time in milliseconds, and its place in the order of time. */
const timeOfRow = `${alias}."#time"`;
const timedRow = `${alias}."#place"`;

/** A frame of a length of time takes one key, and rows of the same time come or go together. */
function timedWindowSql({ by, order }: TimedStep, frame: string): string {
  const partition = by.length === 0 ? "" : `PARTITION BY ${by.map((name) => columnSql(name)).join(", ")}`;
  return `(${partition} ORDER BY ${timeOfRow} ${order[0]!.descending ? "DESC" : "ASC"} ${frame})`;
}

type TimedStep = Pick<StepOf<"lag">, "by" | "order">;

function withTime({ by, order }: TimedStep, input: Relation): string {
  const time = instantSql(columnFragment(order[0]!.column, contextOf(input, Number.NaN)));
  const place = `row_number() OVER ${windowSql(by, order, input)}`;
  return `(${selectFrom(input, [...allColumns(input), named(time, "#time"), named(place, "#place")])})`;
}

/** Rows of the same keys, in the order given, then in the order in which they come. */
export function windowSql(by: readonly string[], order: readonly SortKey[], input: Relation, frame = ""): string {
  const partition = by.length === 0 ? "" : `PARTITION BY ${by.map((name) => columnSql(name)).join(", ")}`;
  const terms = order.map(({ column, descending }) => `${columnSql(column)} ${descending ? "DESC" : "ASC"} NULLS LAST`);
  if (input.order.length > 0) terms.push(orderSql(input.order));
  return `(${partition} ${terms.length === 0 ? "" : `ORDER BY ${terms.join(", ")}`} ${frame})`;
}

function withValues(
  input: Relation,
  kinds: Relation["kinds"],
  values: ReadonlyMap<string, string>,
  from: string,
): Relation {
  const columns = [...kinds.keys()].map((name) => values.get(name) ?? columnSql(name));
  return {
    sql: `SELECT ${[...columns, ...input.order.map(({ name }) => columnSql(name))].join(", ")} FROM ${from} AS ${alias}`,
    kinds,
    order: input.order,
  };
}
