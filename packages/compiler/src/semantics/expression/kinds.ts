import type { ColumnType, ScalarKind } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "../values/number-value.ts";

/** Kinds of one family can be compared and mixed. */
type Family = "bool" | "number" | "text" | "time" | "duration";

const families: Readonly<Record<ScalarKind, Family>> = {
  bool: "bool",
  int: "number",
  number: "number",
  text: "text",
  category: "text",
  id: "text",
  date: "time",
  timestamp: "time",
  duration: "duration",
};

export const familyOf = (kind: ScalarKind): Family => families[kind];

/** The kind that holds the values of both; null where they are of different families. */
export function commonKind(left: ScalarKind, right: ScalarKind): ScalarKind | null {
  if (left === right) return left;
  if (familyOf(left) !== familyOf(right)) return null;
  switch (familyOf(left)) {
    case "number":
      return "number";
    case "time":
      return "timestamp";
    default:
      return "text";
  }
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The values that a type allows, times in milliseconds; infinite where nothing is said. */
export function intervalOf({ kind, range }: ColumnType): Interval {
  const unit = kind === "date" ? dayMilliseconds : 1;
  return {
    low: (range?.low ?? Number.NEGATIVE_INFINITY) * unit,
    high: (range?.high ?? Number.POSITIVE_INFINITY) * unit,
  };
}

/** As the `range` of a type; empty where it says nothing. */
export function rangeOf({ low, high }: Interval): Pick<ColumnType, "range"> {
  const ends = {
    ...(Number.isFinite(low) ? { low } : {}),
    ...(Number.isFinite(high) ? { high } : {}),
  };
  return Object.keys(ends).length === 0 ? {} : { range: ends };
}

/** The type of what may be either: the wider range, all levels, missing where one may be. */
export function eitherType(left: ColumnType, right: ColumnType, kind: ScalarKind): ColumnType {
  const [a, b] = [intervalOf(left), intervalOf(right)];
  const sameUnit = left.kind === right.kind || familyOf(left.kind) === "number";
  const range =
    sameUnit && kind !== "date" ? rangeOf({ low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) }) : {};
  const levels = left.levels && right.levels ? { levels: [...new Set([...left.levels, ...right.levels])] } : {};
  return {
    kind,
    nullable: left.nullable || right.nullable,
    ...range,
    ...levels,
    ...(left.pii || right.pii ? { pii: true } : {}),
  };
}
