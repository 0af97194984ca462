import type { AggregateOutput, ScalarKind } from "@mlopsc/vocabulary";
import { comparable } from "./comparison-sql.ts";
import { clean, type Fragment, isTextKind, numberSql } from "./fragment.ts";
import { fragmentOf, type SqlContext } from "./sql-of.ts";
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
        return exactSum(x, by);
      case "mean":
        return `${exactSum(x, by)} / count(${x})`;
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

/** An aggregate over a window (`OVER (…)`), in the stored form of its kind. */
export function windowAggregateSql(argument: AggregateArgument, column: string, over: string): string {
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
 * The sum of a DOUBLE column, rounded once or twice at its end. Floating-point sums depend on their order, and threads
 * have none; sums of integers do not. So each number is cut into whole part and two times 60 binary digits of its
 * fraction, which are summed as integers. Numbers of 1e30 and more, which would overflow, are added in row order.
 */
export function exactSum(x: string, order: string): string {
  const small = `FILTER (abs(${x}) < 1e30)`;
  const fraction = `(${x} - trunc(${x})) * ${limb}`;
  const low = `(${fraction} - trunc(${fraction})) * ${limb}`;
  const whole = `coalesce(sum(TRY_CAST(trunc(${x}) AS HUGEINT)) ${small}, 0)::DOUBLE`;
  const middle = `coalesce(sum(TRY_CAST(trunc(${fraction}) AS BIGINT)) ${small}, 0)::DOUBLE / ${limb}`;
  const last = `coalesce(sum(TRY_CAST(trunc(${low}) AS BIGINT)) ${small}, 0)::DOUBLE / ${limb} / ${limb}`;
  const large = `coalesce(sum(${x}${order}) FILTER (abs(${x}) >= 1e30), 0)`;
  return `(CASE WHEN count(${x}) > 0 THEN ${large} + (${whole} + (${middle} + ${last})) END)`;
}

const limb = "1152921504606846976e0";
