import type { AggregateOutput, ScalarKind } from "@mlopsc/vocabulary";
import { comparable } from "./comparison-sql.ts";
import { clean, type Fragment, isTextKind, numberSql } from "./fragment.ts";
import type { SqlContext } from "./rendering.ts";
import { fragmentOf } from "./sql-of.ts";
import { storedSql } from "./storage.ts";

/** The argument of an aggregate as a column of its own, so that what reads it several times computes it once. */
export interface AggregateArgument {
  readonly output: AggregateOutput;
  readonly fragment: Fragment | undefined;
}

export const argumentOf = (output: AggregateOutput, context: SqlContext): AggregateArgument => ({
  output,
  fragment: output.argument === undefined ? undefined : clean(fragmentOf(output.argument, context)),
});

/** The argument in the form in which it is aggregated: DOUBLE, BOOLEAN or VARCHAR. */
export const argumentSql = (fragment: Fragment): string => comparable([fragment])[0]!;

/** The kind of what an aggregate gives. */
export function aggregateKind({ output: { aggregate }, fragment }: AggregateArgument): ScalarKind {
  const kind = fragment?.kind ?? "int";
  switch (aggregate) {
    case "count":
    case "count_distinct":
      return "int";
    case "min":
    case "max":
    case "first":
    case "last":
    case "mode":
      return kind;
    case "sum":
      return kind === "bool" ? "int" : kind;
    case "mean":
    case "median":
    case "stddev":
      return kind === "duration" || ((kind === "date" || kind === "timestamp") && aggregate !== "stddev")
        ? kind
        : "number";
  }
}

/**
 * An aggregate over a group, in the stored form of its kind. Missing values have no say; of equally frequent values
 * the mode is the smallest. The result does not depend on
 * the order in which threads add numbers up: sums are exact, and what needs an order is given the rows' own.
 */
export function groupAggregateSql(argument: AggregateArgument, column: string, order: string): string {
  const { output, fragment } = argument;
  const by = order === "" ? "" : ` ORDER BY ${order}`;
  if (fragment === undefined) return "count(*)";
  const x = isTextKind(fragment.kind) || isOrdinal(output) ? column : `${column}::DOUBLE`;
  const sql = ((): string => {
    switch (output.aggregate) {
      case "count":
        return `count(${x})`;
      case "count_distinct":
        return `count(DISTINCT ${x})`;
      case "sum":
        return exactSum(x);
      case "mean":
        return `${exactSum(x)} / count(${x})`;
      case "min":
      case "max":
        return `${output.aggregate}(${x})`;
      case "median":
        return `median(${x})`;
      case "stddev":
        return `stddev_samp(${x}${by})`;
      case "first":
      case "last":
        return `${output.aggregate}(${x}${by}) FILTER (${x} IS NOT NULL)`;
      case "mode":
        return `mode(${x} ORDER BY ${x})`;
    }
  })();
  return storedAggregate(argument, sql);
}

/**
 * An aggregate over a window (`OVER (…)`), in the stored form of its kind. `place` gives the order of rows where the window
 * leaves it open.
 */
export function windowAggregateSql(argument: AggregateArgument, column: string, over: string, place?: string): string {
  const { output, fragment } = argument;
  if (fragment === undefined) return `count(*) OVER ${over}`;
  const x = isTextKind(fragment.kind) || isOrdinal(output) ? column : `${column}::DOUBLE`;
  const sql = ((): string => {
    switch (output.aggregate) {
      case "count":
        return `count(${x}) OVER ${over}`;
      case "count_distinct":
        return `count(DISTINCT ${x}) OVER ${over}`;
      case "mean":
        return `avg(${x}) OVER ${over}`;
      case "stddev":
        return `stddev_samp(${x}) OVER ${over}`;
      case "first":
      case "last":
        if (place !== undefined)
          return `${output.aggregate === "first" ? "arg_min" : "arg_max"}(${x}, ${place}) OVER ${over}`;
        return `${output.aggregate}_value(${x} IGNORE NULLS) OVER ${over}`;
      case "mode":
        return `mode(${x} ORDER BY ${x}) OVER ${over}`;
      case "sum":
      case "min":
      case "max":
      case "median":
        return `${output.aggregate}(${x}) OVER ${over}`;
    }
  })();
  return storedAggregate(argument, sql);
}

const isOrdinal = ({ aggregate }: AggregateOutput): boolean =>
  aggregate === "min" ||
  aggregate === "max" ||
  aggregate === "first" ||
  aggregate === "last" ||
  aggregate === "mode" ||
  aggregate === "count" ||
  aggregate === "count_distinct";

function storedAggregate(argument: AggregateArgument, sql: string): string {
  const kind = aggregateKind(argument);
  const { aggregate } = argument.output;
  if (aggregate === "count" || aggregate === "count_distinct") return sql;
  if (isTextKind(kind) || kind === "bool") return sql;
  return storedSql(
    { sql: numberSql({ sql: `(${sql})`, kind: "number", unclean: true }), kind: numericTwin(kind) },
    kind,
  );
}

// Dates and times come as DOUBLE in their own unit.
const numericTwin = (kind: ScalarKind): ScalarKind => (kind === "bool" ? "number" : kind);

/**
 * The sum of a DOUBLE column, rounded two or three times at its end. Floating-point sums depend on their order, and
 * threads have none; sums of integers do not. So each number is cut into its nearest whole and two times 60 binary
 * digits of what is left, which are summed as integers. Numbers beyond 64 bits are few: they are added by size.
 */
export function exactSum(x: string): string {
  const whole = `TRY_CAST(${x} AS BIGINT)`;
  const left = `(${x} - ${whole}) * ${limb}`;
  const middle = `CAST(${left} AS BIGINT)`;
  const last = `CAST((${left} - ${middle}) * ${limb} AS BIGINT)`;
  const sum = (part: string): string => `coalesce(sum(${part}), 0)::DOUBLE`;
  const large = `coalesce(list_sum(list_sort(list(${x}) FILTER (${whole} IS NULL AND ${x} IS NOT NULL))), 0)`;
  return `(CASE WHEN count(${x}) > 0 THEN ${large} + (${sum(whole)} + (${sum(middle)} / ${limb} + ${sum(last)} / ${limb} / ${limb})) END)`;
}

/** 2^60. */
const limb = "1152921504606846976e0";
