import type { Expectation } from "@mlopsc/plan";
import { exactSum } from "../sql/aggregate-sql.ts";
import { isTextKind, numberSql } from "../sql/fragment.ts";
import { quoteIdentifier } from "../sql/quote.ts";
import type { SqlContext } from "../sql/rendering.ts";
import { columnFragment } from "../sql/sql-of.ts";

type Measure = Extract<Expectation, { readonly test: "measure" }>;

/** The query of the figure (one row, `v`) over a table, and whether a value of it is as expected. */
export function measureSql(
  { measure, column, operator, bound }: Measure,
  context: SqlContext,
): { readonly sql: (from: string) => string; readonly holds: (value: number) => boolean } {
  const holds = (value: number): boolean => compare(value, operator, bound);
  return { sql: (from) => figureQuery(measure, column, context, from), holds };
}

/** Outliers are beyond 1.5 interquartile ranges of the quartiles; their share is of the values there are. */
function figureQuery(
  measure: Measure["measure"],
  column: string | undefined,
  context: SqlContext,
  from: string,
): string {
  if (measure !== "outliers") return `SELECT ${figureSql(measure, column, context)} AS v FROM ${from}`;
  const x = numberSql(columnFragment(column ?? "", context));
  const quartiles = `SELECT quantile_cont(${x}, [0.25, 0.75]) AS q FROM ${from}`;
  const outside = `${x} < q[1] - 1.5e0 * (q[2] - q[1]) OR ${x} > q[2] + 1.5e0 * (q[2] - q[1])`;
  return `SELECT coalesce(count(*) FILTER (${outside})::DOUBLE / nullif(count(${x}), 0), 0) AS v FROM ${from}, (${quartiles})`;
}

function figureSql(
  measure: Exclude<Measure["measure"], "outliers">,
  column: string | undefined,
  context: SqlContext,
): string {
  if (measure === "rows") return "count(*)";
  if (column === undefined) throw new Error(`${measure} needs a column`);
  const stored = quoteIdentifier(column);
  const fragment = columnFragment(column, context);
  if (measure === "missing") return `CASE WHEN count(*) = 0 THEN 0 ELSE 1e0 - count(${stored})::DOUBLE / count(*) END`;
  if (measure === "count_distinct") return `count(DISTINCT ${stored})`;
  if (isTextKind(fragment.kind)) throw new Error(`${measure} needs numbers, and ${column} holds ${fragment.kind}`);
  const x = numberSql(fragment);
  switch (measure) {
    case "mean":
      return `${exactSum(x)} / count(${x})`;
    case "median":
    case "min":
    case "max":
      return `${measure}(${x})`;
    case "stddev":
      return `stddev_samp(${x} ORDER BY "#row")`;
  }
}

function compare(value: number, operator: Measure["operator"], bound: number): boolean {
  switch (operator) {
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
    case "==":
      return value === bound;
    case "!=":
      return value !== bound;
  }
}
