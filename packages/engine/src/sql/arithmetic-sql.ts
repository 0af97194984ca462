import type { ScalarKind } from "@mlopsc/vocabulary";
import { bind, doubleSql, type Fragment, instantSql, numberSql, rawNumberSql } from "./fragment.ts";
import type { Renderings } from "./rendering.ts";

export const arithmeticSql: Renderings<"add" | "subtract" | "multiply" | "divide" | "modulo" | "power" | "negate"> = {
  add: ([left, right]) => sum(left!, right!, "+"),
  subtract: ([left, right]) => {
    if (left!.kind === "date" && right!.kind === "date") {
      return { sql: `((${numberSql(left!)} - ${numberSql(right!)}) * 86400000e0)`, kind: "duration", unclean: true };
    }
    return sum(left!, right!, "-");
  },
  multiply: ([left, right]) => ({
    sql: `(${rawNumberSql(left!)} * ${rawNumberSql(right!)})`,
    kind: "number",
    unclean: true,
  }),
  // A quotient by something infinite would be 0, so the divisor is made clean first; by 0 it is infinite or NaN.
  divide: ([left, right]) => ({
    sql: `(${rawNumberSql(left!)} / ${numberSql(right!)})`,
    kind: "number",
    unclean: true,
  }),
  modulo: ([left, right]) => ({
    sql: `(${rawNumberSql(left!)} % ${numberSql(right!)})`,
    kind: "number",
    unclean: true,
  }),
  power: ([left, right]) => ({
    sql: `pow(${numberSql(left!)}, ${numberSql(right!)})`,
    kind: "number",
    unclean: true,
  }),
  negate: ([x]) => {
    if (typeof x!.literal === "number") return { sql: doubleSql(-x!.literal), kind: x!.kind, literal: -x!.literal };
    return { sql: `(-${rawNumberSql(x!)})`, kind: x!.kind, ...(x!.unclean ? { unclean: true } : {}) };
  },
};

function sum(left: Fragment, right: Fragment, sign: "+" | "-"): Fragment {
  const kind = sign === "+" ? kindOfSum(left.kind, right.kind) : kindOfDifference(left.kind, right.kind);
  const temporal = left.kind === "date" || right.kind === "date";
  const [a, b] = temporal ? [instantSql(left), instantSql(right)] : [rawNumberSql(left), rawNumberSql(right)];
  const sql = `(${a} ${sign} ${b})`;
  if (kind !== "timestamp") return { sql, kind, unclean: true };
  return { sql: bind(sql, (x) => `CASE WHEN abs(${x}) <= 8.64e15 THEN ${x} END`), kind };
}

function kindOfSum(left: ScalarKind, right: ScalarKind): ScalarKind {
  if (isInstant(left) || isInstant(right)) return "timestamp";
  if (left === "duration" || right === "duration") return "duration";
  return left === "int" && right === "int" ? "int" : "number";
}

function kindOfDifference(left: ScalarKind, right: ScalarKind): ScalarKind {
  if (isInstant(left)) return isInstant(right) ? "duration" : "timestamp";
  if (left === "duration" || right === "duration") return "duration";
  return left === "int" && right === "int" ? "int" : "number";
}

const isInstant = (kind: ScalarKind): boolean => kind === "date" || kind === "timestamp";
