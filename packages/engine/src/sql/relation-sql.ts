import type { Column, RelationalStep, RowStep, ScalarKind } from "@mlopsc/vocabulary";
import { aggregateKind, argumentOf, argumentSql, groupAggregateSql } from "./aggregate-sql.ts";
import { type Building, type StepOf, source } from "./building.ts";
import { sampleSql, sortSql } from "./choose-rows-sql.ts";
import { decomposeSql } from "./decompose-sql.ts";
import {
  alias,
  allColumns,
  columnSql,
  contextOf,
  hiddenNames,
  named,
  orderSql,
  type Relation,
  type SourceRelation,
  selectFrom,
} from "./relation.ts";
import { columnFragment, fragmentOf, sqlOf } from "./sql-of.ts";
import { storedSql, storedType } from "./storage.ts";
import { unionSql } from "./union-sql.ts";
import { dedupeSql, lagSql, rollingSql } from "./window-sql.ts";

export interface RelationOptions {
  readonly seed: number;
  /** The value of `today()`, in days since 1970-01-01. */
  readonly today: number;
  /** Where given, the result has these columns, in these kinds; else all, in those that the steps give. */
  readonly columns?: readonly Column[];
}

export interface RelationQuery {
  /** One SELECT; the same input gives the same rows in the same order, whatever the number of threads. */
  readonly sql: string;
  readonly columns: readonly { readonly name: string; readonly kind: ScalarKind }[];
}

/** The relational and row steps of a transform as one query. `resolve` finds the tables that they name. */
export function relationSql(
  steps: readonly (RelationalStep | RowStep)[],
  resolve: (input: string) => SourceRelation,
  options: RelationOptions,
): RelationQuery {
  const building: Building = { resolve, seed: options.seed, today: options.today, names: hiddenNames() };
  const parts: string[] = [];
  let relation: Relation | undefined;
  for (const step of steps) {
    const next = stepSql(step, relation, building);
    const part = `"#step ${parts.length + 1}"`;
    parts.push(`${part} AS NOT MATERIALIZED (${next.sql})`);
    relation = { ...next, sql: part };
  }
  if (relation === undefined) throw new Error("a transform starts with from");
  const last = relation;
  const columns = options.columns ?? [...last.kinds].map(([name, kind]) => ({ name, type: { kind, nullable: true } }));
  const context = contextOf(last, options.today);
  const outputs = columns.map(({ name, type }) => named(storedSql(columnFragment(name, context), type.kind), name));
  const order = last.order.length === 0 ? "" : `ORDER BY ${orderSql(last.order)}`;
  return {
    sql: `WITH ${parts.join(",\n")}\n${selectFrom(last, outputs, order)}`,
    columns: columns.map(({ name, type }) => ({ name, kind: type.kind })),
  };
}

function stepSql(step: RelationalStep | RowStep, input: Relation | undefined, building: Building): Relation {
  if (step.kind === "from") return source(building.resolve(step.input), building);
  if (input === undefined) throw new Error("a transform starts with from");
  switch (step.kind) {
    case "join":
      return join(step, input, building);
    case "aggregate":
      return aggregate(step, input, building);
    case "union":
      return unionSql(step, input, building);
    case "sort":
      return sortSql(step, input, building);
    case "sample":
      return sampleSql(step, input, building);
    case "dedupe":
      return dedupeSql(step, input);
    case "lag":
      return lagSql(step, input);
    case "rolling":
      return rollingSql(step, input, building.today);
    case "decompose":
      return decomposeSql(step, input);
    case "sql":
      return query(step, input, building);
    case "filter": {
      const condition = sqlOf(step.condition, contextOf(input, building.today), "bool");
      return { ...input, sql: selectFrom(input, allColumns(input), `WHERE ${condition}`) };
    }
    case "derive":
      return derive(step, input, building);
    case "select":
      return select(step, input);
  }
}

function join(step: StepOf<"join">, input: Relation, building: Building): Relation {
  const right = source(building.resolve(step.input), building);
  const on = step.on.map((pair) => `${columnSql(pair.left)} = ${columnSql(pair.right, `"r"`)}`);
  const brought = step.columns.map(({ from, to }) => named(columnSql(from, `"r"`), to));
  const kinds = new Map(input.kinds);
  for (const { from, to } of step.columns) kinds.set(to, right.kinds.get(from)!);
  // A table of one row adds nothing to the order.
  const added = step.on.length === 0 ? [] : right.order;
  const columns = [
    ...[...input.kinds.keys()]
      .filter((name) => !step.columns.some(({ to }) => to === name))
      .map((name) => columnSql(name)),
    ...brought,
    ...input.order.map(({ name }) => columnSql(name)),
    ...added.map(({ name }) => columnSql(name, `"r"`)),
  ];
  const how = step.how === "left" ? "LEFT JOIN" : "INNER JOIN";
  return {
    sql: selectFrom(input, columns, `${how} (${right.sql}) AS "r" ON ${on.length === 0 ? "true" : on.join(" AND ")}`),
    kinds: kindsInOrder(
      kinds,
      input,
      step.columns.map(({ to }) => to),
    ),
    order: [...input.order, ...added.map(({ name }) => ({ name, descending: false }))],
  };
}

/** What a join brings stands last, also where it takes the place of a column. */
function kindsInOrder(
  kinds: ReadonlyMap<string, ScalarKind>,
  input: Relation,
  brought: readonly string[],
): Map<string, ScalarKind> {
  const kept = [...input.kinds.keys()].filter((name) => !brought.includes(name));
  return new Map([...kept, ...brought].map((name) => [name, kinds.get(name)!]));
}

function aggregate(step: StepOf<"aggregate">, input: Relation, building: Building): Relation {
  const context = contextOf(input, building.today);
  const outputs = step.outputs.map((output) => argumentOf(output, context));
  const argumentNames = outputs.map(() => building.names.next());
  const prepared = [
    ...step.by.map((name) => columnSql(name)),
    ...input.order.map(({ name }) => columnSql(name)),
    ...outputs.flatMap(({ fragment }, at) => (fragment ? [named(argumentSql(fragment), argumentNames[at]!)] : [])),
  ];
  const rows = orderSql(input.order);
  const keys = step.by.map((name) => ({ name: building.names.next(), descending: false, key: name }));
  const columns = [
    ...step.by.map((name) => columnSql(name)),
    ...outputs.map((output, at) =>
      named(groupAggregateSql(output, columnSql(argumentNames[at]!), rows), output.output.name),
    ),
    ...keys.map(({ name, key }) => named(columnSql(key), name)),
  ];
  const group = step.by.length === 0 ? "" : `GROUP BY ${step.by.map((name) => columnSql(name)).join(", ")}`;
  return {
    sql: `SELECT ${columns.join(", ")} FROM (${selectFrom(input, prepared)}) AS ${alias} ${group}`,
    kinds: new Map([
      ...step.by.map((name) => [name, context.kindOf(name)] as const),
      ...outputs.map((output) => [output.output.name, aggregateKind(output)] as const),
    ]),
    order: keys.map(({ name, descending }) => ({ name, descending })),
  };
}

function derive(step: StepOf<"derive">, input: Relation, building: Building): Relation {
  const context = contextOf(input, building.today);
  const value = named(storedSql(fragmentOf(step.expression, context), step.type), step.name);
  const names = [...input.kinds.keys()];
  const columns = names.map((name) => (name === step.name ? value : columnSql(name)));
  if (!input.kinds.has(step.name)) columns.push(value);
  return {
    sql: selectFrom(input, [...columns, ...input.order.map(({ name }) => columnSql(name))]),
    kinds: new Map(input.kinds).set(step.name, step.type),
    order: input.order,
  };
}

function select(step: StepOf<"select">, input: Relation): Relation {
  const listed = new Set(step.columns.map(({ from }) => from));
  const families = [...input.kinds.keys()].filter(
    (name) => !listed.has(name) && step.families?.some((family) => name.startsWith(family)),
  );
  const chosen = [...step.columns, ...families.map((name) => ({ from: name, to: name }))];
  const columns = chosen.map(({ from, to }) => named(columnSql(from), to));
  return {
    sql: selectFrom(input, [...columns, ...input.order.map(({ name }) => columnSql(name))]),
    kinds: new Map(chosen.map(({ from, to }) => [to, input.kinds.get(from)!])),
    order: input.order,
  };
}

/** The author's own query. Its rows keep their order where it says ORDER BY, and else are put in that of their values. */
function query(step: StepOf<"sql">, input: Relation, building: Building): Relation {
  const text = step.query.trim().replace(/;+$/, "");
  const visible = [...input.kinds.keys()].map((name) => columnSql(name));
  const read = `"this" AS NOT MATERIALIZED (${selectFrom(input, visible)})`;
  const columns = step.columns.map(({ name, kind }) => {
    const cast = `TRY_CAST(${columnSql(name)} AS ${storedType(kind)})`;
    const finite = kind === "number" || kind === "duration" ? `(CASE WHEN isfinite(${cast}) THEN ${cast} END)` : cast;
    return named(finite, name);
  });
  const row = building.names.next();
  const ordered = /\border\s+by\b/i.test(text)
    ? "row_number() OVER ()"
    : `row_number() OVER (ORDER BY ${step.columns.map(({ name }) => columnSql(name)).join(", ") || "1"})`;
  return {
    sql: `WITH ${read} SELECT ${[...columns, named(ordered, row)].join(", ")} FROM (\n${text}\n) AS ${alias}`,
    kinds: new Map(step.columns.map(({ name, kind }) => [name, kind])),
    order: [{ name: row, descending: false, rowNumber: true }],
  };
}
