import type { Expectation } from "@mlopsc/plan";
import type { Column, ColumnType, Expression, ScalarKind } from "@mlopsc/vocabulary";
import { nameText } from "../names/name-text.ts";
import { rangeText } from "./range-text.ts";

/** What a declared schema says of the data, as expectations: what must be there, within what bounds, and the key. */
export function schemaClaims(columns: readonly Column[], key: readonly string[]): readonly Expectation[] {
  const unique: readonly Expectation[] =
    key.length === 0
      ? []
      : [{ test: "unique", columns: key, otherwise: "fail", source: `unique(${key.map(nameText).join(", ")})` }];
  return [...unique, ...columns.flatMap(claimsOf)];
}

function claimsOf({ name, type }: Column): readonly Expectation[] {
  const there: readonly Expectation[] = type.nullable
    ? []
    : [
        {
          test: "measure",
          measure: "missing",
          column: name,
          operator: "==",
          bound: 0,
          otherwise: "fail",
          source: `missing(${nameText(name)}) == 0%`,
        },
      ];
  const within = boundsOf(name, type);
  if (within === null) return there;
  return [...there, { test: "row", condition: within.condition, otherwise: "fail", source: within.source }];
}

function boundsOf(name: string, type: ColumnType): { condition: Expression; source: string } | null {
  const column: Expression = { kind: "column", name };
  if (type.levels !== undefined) {
    const levels = type.levels.map((level) => literal("text", level));
    const source = `${nameText(name)} in [${type.levels.map((level) => JSON.stringify(level)).join(", ")}]`;
    return { condition: { kind: "call", function: "in", arguments: [column, ...levels] }, source };
  }
  const { low, high } = type.range ?? {};
  if (low === undefined || high === undefined) return null;
  const ends = [literal(type.kind, low), literal(type.kind, high)];
  const source = `${nameText(name)} in ${rangeText(type.kind, low, high)}`;
  return { condition: { kind: "call", function: "between", arguments: [column, ...ends] }, source };
}

const literal = (type: ScalarKind, value: string | number): Expression => ({ kind: "literal", type, value });
