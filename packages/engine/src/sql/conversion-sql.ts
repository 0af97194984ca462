import { bind, type Fragment, isTextKind, numberSql, textSql } from "./fragment.ts";
import { quoteLiteral } from "./quote.ts";
import type { Renderings } from "./rendering.ts";

export const conversionSql: Renderings<"int" | "number"> = {
  int: ([x]) => ({ sql: `trunc(${asNumber(x!).sql})`, kind: "int", unclean: true }),
  number: ([x]) => ({ ...asNumber(x!), kind: "number" }),
};

/** The grammar of a decimal number; DuckDB's own cast also takes `1_000`, `inf` and `nan`. */
export const decimalPattern: string = quoteLiteral(" *[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)? *");

function asNumber(x: Fragment): Fragment {
  if (x.none || !isTextKind(x.kind)) return { sql: numberSql(x), kind: "number" };
  return {
    sql: bind(
      textSql(x),
      (text) =>
        `CASE WHEN regexp_full_match(${text}, ${decimalPattern}) THEN TRY_CAST(trim(${text}, ' ') AS DOUBLE) END`,
    ),
    kind: "number",
    unclean: true,
  };
}
