import type { Column, RelationalStep, RowStep, ScalarKind } from "@mlopsc/vocabulary";
import { aggregateKind, argumentOf, argumentSql, groupAggregateSql } from "./aggregate-sql.ts";
import { decomposeSql } from "./decompose-sql.ts";
import { quoteLiteral } from "./quote.ts";
import {
  alias,
  allColumns,
  columnSql,
  contextOf,
  type HiddenNames,
  hiddenNames,
  named,
  type OrderTerm,
  orderSql,
  type Relation,
  type SourceRelation,
  selectFrom,
} from "./relation.ts";
import { columnFragment, fragmentOf, sqlOf } from "./sql-of.ts";
import { storedSql, storedType } from "./storage.ts";
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
  const building: Building = { resolve, ...options, names: hiddenNames() };
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

export interface Building extends RelationOptions {
  readonly resolve: (input: string) => SourceRelation;
  readonly names: HiddenNames;
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
      return union(step, input, building);
    case "sort":
      return sort(step, input, building);
    case "sample":
      return sample(step, input, building);
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

type StepOf<Kind> = Extract<RelationalStep | RowStep, { readonly kind: Kind }>;

function source({ sql, rowNumber, columns }: SourceRelation, { names }: Building): Relation {
  const row: OrderTerm = { name: names.next(), descending: false, rowNumber: true };
  const selected = columns.map(({ name }) => columnSql(name));
  return {
    sql: `SELECT ${[...selected, named(rowNumber ?? "row_number() OVER ()", row.name)].join(", ")} FROM ${sql} AS ${alias}`,
    kinds: new Map(columns.map(({ name, type }) => [name, type.kind])),
    order: [row],
  };
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

function union(step: StepOf<"union">, input: Relation, building: Building): Relation {
  const right = source(building.resolve(step.input), building);
  const [side, row] = [building.names.next(), building.names.next()];
  const kinds = new Map<string, ScalarKind>();
  for (const name of step.columns) kinds.set(name, commonKind(input.kinds.get(name), right.kinds.get(name)));
  const half = (relation: Relation, at: number): string => {
    const context = contextOf(relation, building.today);
    const columns = step.columns.map((name) => {
      const kind = kinds.get(name)!;
      const value = relation.kinds.has(name)
        ? storedSql(columnFragment(name, context), kind)
        : `NULL::${storedType(kind)}`;
      return named(value, name);
    });
    return selectFrom(relation, [...columns, named(String(at), side), named(rowNumberSql(relation), row)]);
  };
  return {
    sql: `${half(input, 0)} UNION ALL ${half({ ...right, sql: `(${right.sql})` }, 1)}`,
    kinds,
    order: [side, row].map((name) => ({ name, descending: false })),
  };
}

function commonKind(left: ScalarKind | undefined, right: ScalarKind | undefined): ScalarKind {
  if (left === undefined || right === undefined || left === right) return left ?? right ?? "text";
  const both = [left, right];
  if (both.every((kind) => kind === "int" || kind === "number")) return "number";
  if (both.every((kind) => kind === "date" || kind === "timestamp")) return "timestamp";
  return "text";
}

/** A number for each row in order; the table's own where there is one. */
function rowNumberSql(relation: Relation): string {
  const [first] = relation.order;
  if (relation.order.length === 1 && first?.rowNumber) return columnSql(first.name);
  return relation.order.length === 0 ? "0" : `row_number() OVER (ORDER BY ${orderSql(relation.order)})`;
}

function sort(step: StepOf<"sort">, input: Relation, building: Building): Relation {
  const terms = step.keys.map(({ column, descending }) => ({ column, name: building.names.next(), descending }));
  const columns = [...allColumns(input), ...terms.map(({ column, name }) => named(columnSql(column), name))];
  return {
    sql: selectFrom(input, columns),
    kinds: input.kinds,
    order: [...terms.map(({ name, descending }) => ({ name, descending })), ...input.order],
  };
}

/** A row's lot is a hash of its number and the seed, so that the choice is the same on every machine. */
function sample(step: StepOf<"sample">, input: Relation, building: Building): Relation {
  const lot = building.names.next();
  const salt = quoteLiteral(`${building.seed}:${step.seed}:`);
  const numbered = selectFrom(input, [
    ...allColumns(input),
    named(`md5_number_lower(${salt} || ${rowNumberSql(input)})`, lot),
  ]);
  const kept =
    step.rows === undefined
      ? `WHERE ${columnSql(lot)}::DOUBLE < ${step.share ?? 1}e0 * 18446744073709551616e0`
      : `QUALIFY row_number() OVER (ORDER BY ${columnSql(lot)}, ${orderSql(input.order) || "1"}) <= ${Math.trunc(step.rows)}`;
  return { ...input, sql: `SELECT ${allColumns(input).join(", ")} FROM (${numbered}) AS ${alias} ${kept}` };
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
