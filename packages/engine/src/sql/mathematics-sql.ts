import { bind, type Fragment, numberSql, rawNumberSql } from "./fragment.ts";
import type { Rendering, Renderings } from "./rendering.ts";

const keeping =
  (name: string, kind?: "int" | "number"): Rendering =>
  ([x]) => ({
    sql: `${name}(${rawNumberSql(x!)})`,
    kind: kind ?? x!.kind,
    ...(x!.unclean ? { unclean: true } : {}),
  });

/** A function that DuckDB refuses outside of its domain. */
const within =
  (name: string, domain: (x: string) => string): Rendering =>
  ([x]) => ({
    sql: bind(numberSql(x!), (value) => `CASE WHEN ${domain(value)} THEN ${name}(${value}) END`),
    kind: "number",
  });

const extreme =
  (name: "least" | "greatest"): Rendering =>
  (fragments) => {
    const values = fragments.map(numberSql);
    const kind = fragments[0]!.kind;
    if (values.length === 1) return { sql: values[0]!, kind };
    const there = values.filter((_, at) => fragments[at]!.literal === undefined).map((value) => `${value} IS NOT NULL`);
    const sql = `${name}(${values.join(", ")})`;
    return { sql: there.length === 0 ? sql : `(CASE WHEN ${there.join(" AND ")} THEN ${sql} END)`, kind };
  };

export const mathematicsSql: Renderings<
  | "abs"
  | "sign"
  | "floor"
  | "ceil"
  | "round"
  | "sqrt"
  | "exp"
  | "log"
  | "log1p"
  | "log10"
  | "sin"
  | "cos"
  | "least"
  | "greatest"
> = {
  abs: keeping("abs"),
  sign: ([x]) => ({ sql: `sign(${numberSql(x!)})::DOUBLE`, kind: "int" }),
  floor: keeping("floor", "int"),
  ceil: keeping("ceil", "int"),
  round: ([x, digits]) => ({
    sql: bind(numberSql(x!), (value) => {
      const scale = digits === undefined ? undefined : powerOfTen(digits);
      if (scale === undefined) return `sign(${value}) * floor(abs(${value}) + 0.5e0)`;
      return `sign(${value}) * (floor(abs(${value}) * ${scale} + 0.5e0) / ${scale})`;
    }),
    kind: "number",
    unclean: true,
  }),
  sqrt: within("sqrt", (x) => `${x} >= 0`),
  exp: ([x]) => ({ sql: `exp(${numberSql(x!)})`, kind: "number", unclean: true }),
  log: within("ln", (x) => `${x} > 0`),
  log1p: ([x]) => ({
    sql: bind(`(1e0 + ${numberSql(x!)})`, (value) => `CASE WHEN ${value} > 0 THEN ln(${value}) END`),
    kind: "number",
  }),
  log10: within("log10", (x) => `${x} > 0`),
  sin: ([x]) => ({ sql: `sin(${numberSql(x!)})`, kind: "number" }),
  cos: ([x]) => ({ sql: `cos(${numberSql(x!)})`, kind: "number" }),
  least: extreme("least"),
  greatest: extreme("greatest"),
};

/** Read from its decimal form, so that it is the double nearest to the power. */
function powerOfTen(digits: Fragment): string {
  if (typeof digits.literal === "number" && Number.isInteger(digits.literal)) {
    const value = Number(`1e${digits.literal}`);
    return Number.isFinite(value) ? `1e${digits.literal}` : "'inf'::DOUBLE";
  }
  return `TRY_CAST('1e' || TRY_CAST(${numberSql(digits)} AS BIGINT) AS DOUBLE)`;
}
