import type { ScalarKind } from "@mlopsc/vocabulary";
import { comparable, valueSql } from "./comparison-sql.ts";
import type { Fragment } from "./fragment.ts";
import type { Renderings } from "./rendering.ts";

// SQL's AND, OR and NOT are Kleene's.
export const logicSql: Renderings<"and" | "or" | "not" | "if" | "coalesce" | "missing"> = {
  and: (fragments) => bool(`(${fragments.map(boolSql).join(" AND ")})`),
  or: (fragments) => bool(`(${fragments.map(boolSql).join(" OR ")})`),
  not: ([x]) => bool(`(NOT ${boolSql(x!)})`),
  if: ([condition, ...branches]) => {
    const [then, otherwise] = comparable(branches);
    return { sql: `(CASE WHEN ${boolSql(condition!)} THEN ${then} ELSE ${otherwise} END)`, ...common(branches) };
  },
  coalesce: (fragments) => ({ sql: `COALESCE(${comparable(fragments).join(", ")})`, ...common(fragments) }),
  missing: ([x]) => bool(x!.none ? "true" : `(${valueSql(x!)} IS NULL)`),
};

const bool = (sql: string): Fragment => ({ sql, kind: "bool" });

const boolSql = (fragment: Fragment): string => {
  if (fragment.none) return "NULL::BOOLEAN";
  return fragment.kind === "bool" ? fragment.sql : `(${valueSql(fragment)} <> 0)`;
};

/** int and number together are number; date and timestamp are timestamp; `none` fits all. */
function common(fragments: readonly Fragment[]): { kind: ScalarKind; none?: true } {
  const kinds = fragments.filter(({ none }) => !none).map(({ kind }) => kind);
  if (kinds.length === 0) return { kind: fragments[0]!.kind, none: true };
  if (kinds.includes("timestamp")) return { kind: "timestamp" };
  return { kind: kinds.includes("number") ? "number" : kinds[0]! };
}
