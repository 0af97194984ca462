import { familyOf, type SchemaColumn } from "@mlopsc/compiler";
import {
  aggregates,
  type ColumnType,
  columnMeasures,
  functionEntry,
  isFunctionName,
  type ParameterKind,
  type ScalarKind,
} from "@mlopsc/vocabulary";
import type { Level } from "../cursor/nesting.ts";
import { isComparison, isOperator, type Token } from "../cursor/token.ts";

/** What a value should be at a cursor: a kind, and where it is compared with a column, that column's type. */
export interface Expected {
  readonly kind: ParameterKind | "ordered";
  readonly type?: ColumnType;
}

/** What should stand in the innermost bracket of an expression; null where anything may. */
export function expectedAt(levels: readonly [Level, ...Level[]], columns: readonly SchemaColumn[]): Expected | null {
  const level = levels.at(-1)!;
  const compared = level.tail.findLastIndex(isComparison);
  if (compared > 0 && compared === level.tail.findLastIndex(isOperator))
    return typeOf(level.tail[compared - 1]!, columns);
  // Inside `in [`, what is compared stands outside.
  const outer = levels.at(-2)?.tail;
  if (level.kind === "list" && outer?.at(-1)?.type === "In") {
    return outer.length > 1 ? typeOf(outer.at(-2)!, columns) : null;
  }
  const last = level.tail.at(-1);
  if (last !== undefined && calculations.has(last.type)) return { kind: "number" };
  return level.tail.length === 0 && level.kind === "call" ? ofParameter(level) : null;
}

const calculations: ReadonlySet<string> = new Set(["Plus", "Minus", "Times", "Divide", "Modulo", "Power"]);

function typeOf({ type, text }: Token, columns: readonly SchemaColumn[]): Expected | null {
  if (type !== "Call") {
    const column = columns.find(({ name }) => name === text)?.type;
    return column ? { kind: column.kind, type: column } : null;
  }
  if (Object.hasOwn(columnMeasures, text)) return { kind: "number" };
  const result = isFunctionName(text) ? functionEntry(text).result : null;
  return result === null || result === "same" || result === "arithmetic" ? null : { kind: result };
}

function ofParameter({ callee, position }: Level): Expected | null {
  const name = callee?.text ?? "";
  if (Object.hasOwn(aggregates, name)) {
    const { takes } = aggregates[name as keyof typeof aggregates];
    return takes === "any" ? null : { kind: takes === "quantity" ? "number" : takes };
  }
  if (!isFunctionName(name)) return null;
  const { parameters } = functionEntry(name);
  const kind = (parameters[position] ?? parameters.at(-1))?.kind;
  return kind === undefined || kind === "any" || kind === "same" ? null : { kind };
}

/** Whether a value of a kind can stand where something is expected. */
export function fits(kind: ScalarKind, expected: Expected | null): boolean {
  if (expected === null) return true;
  switch (expected.kind) {
    case "any":
    case "same":
      return true;
    case "ordered":
      return kind !== "bool";
    case "temporal":
      return familyOf(kind) === "time";
    default:
      return familyOf(kind) === familyOf(expected.kind);
  }
}
