import type { Expectation } from "@mlopsc/plan";
import type { Column, ColumnType, Expression, ScalarKind } from "@mlopsc/vocabulary";
import { nameText } from "../names/name-text.ts";
import { rangeText } from "./range-text.ts";

/** An expectation that follows from the schema: from the line of a column, or (null) from the key. */
export interface SchemaClaim {
  readonly expectation: Expectation;
  readonly column: string | null;
}

/** What a declared schema says of the data, as expectations: what must be there, within what bounds, and the key. */
export function schemaClaims(columns: readonly Column[], key: readonly string[]): readonly SchemaClaim[] {
  const source = `unique(${key.map(nameText).join(", ")})`;
  const unique: Expectation = { test: "unique", columns: key, otherwise: "fail", source };
  const claims = columns.flatMap((column) =>
    claimsOf(column).map((expectation) => ({ expectation, column: column.name })),
  );
  return key.length === 0 ? claims : [{ expectation: unique, column: null }, ...claims];
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
