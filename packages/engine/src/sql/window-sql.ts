import type { RelationalStep, SortKey } from "@mlopsc/vocabulary";
import { aggregateKind, argumentOf, argumentSql, windowAggregateSql } from "./aggregate-sql.ts";
import { alias, allColumns, columnSql, contextOf, named, orderSql, type Relation, selectFrom } from "./relation.ts";

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
  for (const { name, column, offset } of step.outputs) {
    const [direction, rows] = offset < 0 ? ["lead", -offset] : ["lag", offset];
    values.set(name, named(`${direction}(${columnSql(column)}, ${rows}) OVER ${over}`, name));
    kinds.set(name, input.kinds.get(column)!);
  }
  return withValues(input, kinds, values);
}

/** Aggregates over the rows that end just before, or at, each row; over fewer at the beginning. */
export function rollingSql(step: StepOf<"rolling">, input: Relation, today: number): Relation {
  const context = contextOf(input, today);
  const frame = step.includeCurrent
    ? `ROWS BETWEEN ${step.rows - 1} PRECEDING AND CURRENT ROW`
    : `ROWS BETWEEN ${step.rows} PRECEDING AND 1 PRECEDING`;
  const over = windowSql(step.by, step.order, input, frame);
  const kinds = new Map(input.kinds);
  const values = new Map<string, string>();
  for (const output of step.outputs) {
    const argument = argumentOf(output, context);
    const column = argument.fragment === undefined ? "" : argumentSql(argument.fragment);
    values.set(output.name, named(windowAggregateSql(argument, column, over), output.name));
    kinds.set(output.name, aggregateKind(argument));
  }
  return withValues(input, kinds, values);
}

/** Rows of the same keys, in the order given, then in the order in which they come. */
export function windowSql(by: readonly string[], order: readonly SortKey[], input: Relation, frame = ""): string {
  const partition = by.length === 0 ? "" : `PARTITION BY ${by.map((name) => columnSql(name)).join(", ")}`;
  const terms = order.map(({ column, descending }) => `${columnSql(column)} ${descending ? "DESC" : "ASC"} NULLS LAST`);
  if (input.order.length > 0) terms.push(orderSql(input.order));
  return `(${partition} ${terms.length === 0 ? "" : `ORDER BY ${terms.join(", ")}`} ${frame})`;
}

function withValues(input: Relation, kinds: Relation["kinds"], values: ReadonlyMap<string, string>): Relation {
  const columns = [...kinds.keys()].map((name) => values.get(name) ?? columnSql(name));
  return {
    sql: `SELECT ${[...columns, ...input.order.map(({ name }) => columnSql(name))].join(", ")} FROM ${input.sql} AS ${alias}`,
    kinds,
    order: input.order,
  };
}
