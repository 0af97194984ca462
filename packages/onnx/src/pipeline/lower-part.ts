import type { FittedPart, Table } from "@mlopsc/learn";
import { isNumericStorage } from "@mlopsc/vocabulary";
import { lowerExpression } from "../expression/lower-expression.ts";
import { finite } from "../expression/number-functions.ts";
import type { Scope } from "../expression/scope.ts";
import type { Doubles } from "../graph/graph.ts";
import { weightedSum } from "../graph/sum-in-order.ts";
import { constantOf, type Lowered, type Lowering, missing, numbers, refused } from "../lower/lowered.ts";
import { encodeByTable } from "./encode-by-table.ts";
import { lowerModelFill, standardised } from "./linear-parts.ts";

type ColumnPart = Exclude<FittedPart, { readonly kind: "filter" }>;
type Columns = ReadonlyMap<string, Lowered>;
/** By the column's name: what takes its place. */
type Replacements = Iterable<readonly [name: string, Lowered | ReadonlyMap<string, Lowered>]>;

/** The columns after a part; `after` is their shape. Columns that a request does not carry are passed over. */
export function lowerPart(part: ColumnPart, scope: Scope, after: Table): Columns {
  const { lowering, columns } = scope;
  switch (part.kind) {
    case "derive":
      return new Map([...columns, [part.name, derived(part, scope)]]);
    case "select":
      return selected(part, columns, after);
    case "fill":
      return replaced(
        columns,
        part.columns.map((fill) => [fill.name, filled(lowering, columns.get(fill.name), fill)]),
      );
    case "neighbour_fill":
      return replaced(
        columns,
        part.columns.map(({ name }) => [name, refused("`impute … with knn`")]),
      );
    case "model_fill":
      return replaced(columns, lowerModelFill(lowering, part, columns));
    case "clip":
      return eachNumber(columns, part.columns, (x, { low, high }) =>
        lowering.choose(lowering.less(x, low), low, lowering.choose(lowering.less(high, x), high, x)),
      );
    case "drop_outliers":
      return columns;
    case "one_hot":
    case "ordinal":
    case "target_means":
    case "hashing":
      return replaced(columns, encodeByTable(part, scope));
    case "scale":
      return eachNumber(columns, part.columns, (x, { centre, width }) =>
        finite(lowering, lowering.divide(lowering.subtract(x, centre), width)),
      );
    case "bin":
      return eachNumber(columns, part.columns, (x, { edges }) => binned(lowering, x, edges));
    case "principal_components":
      return withComponents(part, scope);
    case "drop_columns":
      return new Map([...columns].filter(([name]) => !part.columns.includes(name)));
  }
}

function derived(part: Extract<ColumnPart, { kind: "derive" }>, scope: Scope): Lowered {
  const value = lowerExpression(part.expression, scope);
  if (value.type === "refused") return value;
  // A column of nothing but missing values may change how it is held.
  const kept = isNumericStorage(part.type) === (value.type === "numbers");
  const fitting = kept ? value : constantOf(scope.lowering, part.type, null);
  return fitting.type === "refused" || fitting.constant === undefined ? fitting : forAllRows(scope.lowering, fitting);
}

/** A constant, as a column like others. */
function forAllRows(lowering: Lowering, value: Exclude<Lowered, { type: "refused" }>): Lowered {
  const rows = lowering.ofRows(0);
  if (value.type === "numbers") return numbers(lowering.add(rows, value.values));
  const always = lowering.isNaN(rows);
  return { type: "texts", values: lowering.chooseText(always, value.values, value.values), levels: value.levels };
}

function selected(part: Extract<ColumnPart, { kind: "select" }>, columns: Columns, after: Table): Columns {
  const from = new Map(part.columns.map((column) => [column.to, column.from]));
  return new Map(after.columns.map(({ name }) => [name, columns.get(from.get(name) ?? name)!]));
}

/** Only columns that are there. */
function replaced(columns: Columns, replacements: Replacements): Columns {
  const made = new Map(columns);
  for (const [name, value] of replacements) {
    if (!columns.has(name)) continue;
    if (!(value instanceof Map)) made.set(name, value as Lowered);
    else {
      made.delete(name);
      for (const [fresh, column] of value) made.set(fresh, column);
    }
  }
  return made;
}

function eachNumber<Fitted extends { readonly name: string }>(
  columns: Columns,
  fitted: readonly Fitted[],
  make: (x: Doubles, fitted: Fitted) => Doubles,
): Columns {
  return replaced(
    columns,
    fitted.map((entry) => {
      const value = columns.get(entry.name);
      return [entry.name, value?.type === "numbers" ? numbers(make(value.values, entry)) : value!] as const;
    }),
  );
}

function filled(lowering: Lowering, value: Lowered | undefined, fill: { readonly value: number | string }): Lowered {
  if (value === undefined || value.type === "refused") return value!;
  if (value.type === "numbers") {
    return numbers(lowering.choose(lowering.isNaN(value.values), Number(fill.value), value.values));
  }
  const constant = constantOf(lowering, "text", String(fill.value));
  if (constant.type !== "texts") return constant;
  const values = lowering.chooseText(missing(lowering, value), constant.values, value.values);
  const levels = value.levels && [...new Set([...value.levels, String(fill.value)])];
  return { type: "texts", values, levels };
}

/** The number of edges at or below x. */
function binned(lowering: Lowering, x: Doubles, edges: readonly number[]): Doubles {
  const { graph } = lowering;
  const below = lowering.lessOrEqual(graph.constant("double", [1, edges.length], edges), x);
  const count =
    edges.length === 0
      ? lowering.number(0)
      : graph.node("double", "ReduceSum", [lowering.toDouble(below), graph.constant("int64", [1], [1])]);
  return lowering.choose(lowering.isNaN(x), Number.NaN, count);
}

function withComponents(
  { columns: fitted, weights }: Extract<ColumnPart, { kind: "principal_components" }>,
  { lowering, columns }: Scope,
): Columns {
  const values = fitted.map((entry) => standardised(lowering, columns.get(entry.name), entry));
  const names = new Set(fitted.map(({ name }) => name));
  const kept = [...columns].filter(([name]) => !names.has(name));
  const failure = values.find((value) => value.type === "refused");
  const components = weights.map((row, at): [string, Lowered] => {
    const scores = values.map((value) => (value.type === "numbers" ? value.values : lowering.ofRows(Number.NaN)));
    return [`pca_${at + 1}`, failure ?? numbers(weightedSum(lowering, lowering.ofRows(0), scores, row))];
  });
  return new Map([...kept, ...components]);
}
