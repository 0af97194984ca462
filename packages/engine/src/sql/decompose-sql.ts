import type { RelationalStep } from "@mlopsc/vocabulary";
import { numberSql } from "./fragment.ts";
import { alias, allColumns, columnSql, contextOf, named, type Relation, selectFrom } from "./relation.ts";
import { columnFragment } from "./sql-of.ts";
import { windowSql } from "./window-sql.ts";

type Decompose = Extract<RelationalStep, { readonly kind: "decompose" }>;

/**
 * Classical additive decomposition (Kendall and Stuart; statsmodels' seasonal_decompose): the trend is the centred
 * moving mean over one period (with half weights at both ends where the period is even), the season the mean of what
 * is left at each phase, centred on 0, the rest what remains. The trend is missing where its window is not full.
 */
export function decomposeSql(step: Decompose, input: Relation): Relation {
  const { column, period } = step;
  const names = ["trend", "season", "rest"].map((part) => `${column}_${part}`);
  const kept = [...input.kinds.keys()].filter((name) => !names.includes(name));
  const hidden = input.order.map(({ name }) => columnSql(name));
  const columns = [...kept.map((name) => columnSql(name)), ...hidden].join(", ");
  const y = numberSql(columnFragment(column, contextOf(input, Number.NaN)));
  const numbered = selectFrom(input, [
    ...allColumns(input),
    named(y, "#y"),
    named(`row_number() OVER ${windowSql([], step.order, input)} - 1`, "#at"),
  ]);
  const trend = `SELECT ${columns}, "#y", "#at", ${named(trendSql(period), "#trend")} FROM (${numbered}) AS ${alias}`;
  const all = `ORDER BY "#at" ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING`;
  const phase = `avg("#y" - "#trend") OVER (PARTITION BY "#at" % ${period} ${all})`;
  const phases = `SELECT ${columns}, "#y", "#at", "#trend", ${named(phase, "#phase")} FROM (${trend}) AS ${alias}`;
  const season = `"#phase" - avg("#phase") FILTER ("#at" < ${period}) OVER (${all})`;
  const seasons = `SELECT ${columns}, "#y", "#trend", ${named(season, "#season")} FROM (${phases}) AS ${alias}`;
  const outputs = [`"#trend"`, `"#season"`, `"#y" - "#trend" - "#season"`].map((sql, at) => named(sql, names[at]!));
  return {
    sql: `SELECT ${[...kept.map((name) => columnSql(name)), ...outputs, ...hidden].join(", ")} FROM (${seasons}) AS ${alias}`,
    kinds: new Map([
      ...kept.map((name) => [name, input.kinds.get(name)!] as const),
      ...names.map((name) => [name, "number"] as const),
    ]),
    order: input.order,
  };
}

function trendSql(period: number): string {
  const half = Math.floor(period / 2);
  const window = (reach: number): string => `(ORDER BY "#at" ROWS BETWEEN ${reach} PRECEDING AND ${reach} FOLLOWING)`;
  if (period % 2 === 1) {
    return `CASE WHEN count("#y") OVER ${window(half)} = ${period} THEN avg("#y") OVER ${window(half)} END`;
  }
  const inner = window(half - 1);
  const ends = `0.5e0 * (lag("#y", ${half}) OVER (ORDER BY "#at") + lead("#y", ${half}) OVER (ORDER BY "#at"))`;
  return `CASE WHEN count("#y") OVER ${inner} = ${period - 1} THEN (sum("#y") OVER ${inner} + ${ends}) / ${period} END`;
}
