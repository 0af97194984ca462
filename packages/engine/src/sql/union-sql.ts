import type { ScalarKind } from "@mlopsc/vocabulary";
import { type Building, type StepOf, source } from "./building.ts";
import { contextOf, named, type Relation, rowNumberSql, selectFrom } from "./relation.ts";
import { columnFragment } from "./sql-of.ts";
import { storedSql, storedType } from "./storage.ts";

/** Both tables, the rows of the left one first. */
export function unionSql(step: StepOf<"union">, input: Relation, building: Building): Relation {
  const right = source(building.resolve(step.input), building);
  const [side, row] = [building.names.next(), building.names.next()];
  const kinds = new Map<string, ScalarKind>();
  for (const name of step.columns) kinds.set(name, commonKind(input.kinds.get(name), right.kinds.get(name)));
  const half = (relation: Relation, at: number): string => {
    const context = contextOf(relation, building.today);
    const columns = step.columns.map((name) => {
      const kind = kinds.get(name)!;
      const value = relation.kinds.has(name)
        ? storedSql(columnFragment(name, context), kind)
        : `NULL::${storedType(kind)}`;
      return named(value, name);
    });
    return selectFrom(relation, [...columns, named(String(at), side), named(rowNumberSql(relation), row)]);
  };
  return {
    sql: `${half(input, 0)} UNION ALL ${half({ ...right, sql: `(${right.sql})` }, 1)}`,
    kinds,
    order: [side, row].map((name) => ({ name, descending: false })),
  };
}

function commonKind(left: ScalarKind | undefined, right: ScalarKind | undefined): ScalarKind {
  if (left === undefined || right === undefined || left === right) return left ?? right ?? "text";
  const both = [left, right];
  if (both.every((kind) => kind === "int" || kind === "number")) return "number";
  if (both.every((kind) => kind === "date" || kind === "timestamp")) return "timestamp";
  return "text";
}
