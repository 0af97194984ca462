import { bind, type Fragment, numberSql, textSql } from "./fragment.ts";
import type { Rendering, Renderings } from "./rendering.ts";

// DuckDB counts code points, compares bytes and maps case one code point to one, as the vocabulary asks.
export const textFunctionsSql: Renderings<
  "lower" | "upper" | "trim" | "length" | "left" | "right" | "concat" | "contains" | "starts_with" | "pseudonym"
> = {
  lower: ([text]) => ofText(`lower(${textSql(text!)})`),
  upper: ([text]) => ofText(`upper(${textSql(text!)})`),
  trim: ([text]) => ofText(`trim(${textSql(text!)}, ' ')`),
  length: ([text]) => ({ sql: `length(${textSql(text!)})::DOUBLE`, kind: "int" }),
  left: cut("left"),
  right: cut("right"),
  concat: (fragments) => ofText(`(${fragments.map(textSql).join(" || ")})`),
  contains: ([text, part]) => ({ sql: `contains(${textSql(text!)}, ${textSql(part!)})`, kind: "bool" }),
  starts_with: ([text, part]) => ({ sql: `starts_with(${textSql(text!)}, ${textSql(part!)})`, kind: "bool" }),
  pseudonym: ([text]) => ({ sql: `left(sha256(${textSql(text!)}), 16)`, kind: "category" }),
};

const ofText = (sql: string): Fragment => ({ sql, kind: "text" });

function cut(name: "left" | "right"): Rendering {
  return ([text, count]) => {
    if (typeof count!.literal === "number" && count!.literal >= 1 && count!.literal <= countLimit) {
      return ofText(`${name}(${textSql(text!)}, ${Math.trunc(count!.literal)})`);
    }
    const whole = bind(
      numberSql(count!),
      (n) => `CASE WHEN ${n} < 1 THEN 0 WHEN ${n} > ${countLimit} THEN ${countLimit} ELSE trunc(${n})::BIGINT END`,
    );
    return ofText(`${name}(${textSql(text!)}, ${whole})`);
  };
}

const countLimit = 2_147_483_647;
