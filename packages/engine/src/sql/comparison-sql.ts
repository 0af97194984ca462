import { dayMilliseconds, doubleSql, type Fragment, instantSql, isTextKind, numberSql, textSql } from "./fragment.ts";
import type { Rendering, Renderings } from "./rendering.ts";

export const comparisonSql: Renderings<
  "equal" | "not_equal" | "less" | "less_or_equal" | "greater" | "greater_or_equal" | "in" | "between"
> = {
  equal: (fragments) => equality(fragments, "=", "IS NULL"),
  not_equal: (fragments) => equality(fragments, "<>", "IS NOT NULL"),
  less: order("<"),
  less_or_equal: order("<="),
  greater: order(">"),
  greater_or_equal: order(">="),
  // Both say nothing where an argument is missing, unlike SQL's own IN and BETWEEN.
  in: (fragments) => {
    const [x, ...values] = comparable(fragments);
    if (values.length === 0) return bool(`(CASE WHEN ${x} IS NOT NULL THEN false END)`);
    return bool(whereAllThere(fragments.slice(1), values, `${x} IN (${values.join(", ")})`));
  },
  between: (fragments) => {
    const [x, low, high] = fragments;
    if (x!.kind === "timestamp" && high!.kind === "date") {
      const [at, from] = [instantSql(x!), instantSql(low!)];
      const end = afterDay(high!);
      return bool(whereAllThere([low!, high!], [from, end], `(${at} >= ${from} AND ${at} < ${end})`));
    }
    const [value, from, to] = comparable(fragments);
    return bool(whereAllThere([low!, high!], [from!, to!], `${value} BETWEEN ${from} AND ${to}`));
  },
};

function equality(fragments: readonly Fragment[], sign: string, test: string): Fragment {
  const asked = fragments.filter((fragment) => !fragment.none);
  if (asked.length === 2) return order(sign)(fragments, neverRead);
  if (asked[0] === undefined) return bool(sign === "=" ? "true" : "false");
  return bool(`(${valueSql(asked[0])} ${test})`);
}

function order(sign: string): Rendering {
  return (fragments) => {
    const [left, right] = comparable(fragments);
    return bool(`(${left} ${sign} ${right})`);
  };
}

/** The arguments in one representation: text, instants where one is an instant, else numbers or flags. */
export function comparable(fragments: readonly Fragment[]): readonly string[] {
  const there = fragments.filter((fragment) => !fragment.none);
  if (there.some(({ kind }) => isTextKind(kind))) return fragments.map(textSql);
  if (there.some(({ kind }) => kind === "timestamp")) return fragments.map(instantSql);
  if (there.every(({ kind }) => kind === "bool"))
    return fragments.map(({ none, sql }) => (none ? "NULL::BOOLEAN" : sql));
  return fragments.map(numberSql);
}

/** A fragment in a form that is NULL where its value is missing. */
export const valueSql = (fragment: Fragment): string =>
  isTextKind(fragment.kind) || fragment.kind === "bool" ? fragment.sql : numberSql(fragment);

function whereAllThere(fragments: readonly Fragment[], sql: readonly string[], condition: string): string {
  if (fragments.some((fragment) => fragment.none)) return "NULL::BOOLEAN";
  const open = sql.filter((_, at) => fragments[at]!.literal === undefined);
  if (open.length === 0) return `(${condition})`;
  return `(CASE WHEN ${open.map((value) => `${value} IS NOT NULL`).join(" AND ")} THEN ${condition} END)`;
}

const afterDay = (day: Fragment): string =>
  typeof day.literal === "number"
    ? doubleSql(day.literal * dayMilliseconds + dayMilliseconds)
    : `(${instantSql(day)} + 86400000e0)`;

const bool = (sql: string): Fragment => ({ sql, kind: "bool" });

const neverRead = {
  today: Number.NaN,
  kindOf: (): never => {
    throw new Error("a comparison reads no column by itself");
  },
};
