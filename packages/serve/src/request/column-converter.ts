import { scalarFromJson } from "@mlopsc/learn";
import type { ColumnType } from "@mlopsc/vocabulary";

/** The number in memory of a JSON value, NaN where it is null; undefined where the column does not take it. */
export type NumberConverter = (value: unknown) => number | undefined;
/** The text of a JSON value; undefined where the column does not take it. */
export type TextConverter = (value: unknown) => string | null | undefined;

/** Compiles the test and conversion of a column held as doubles: one closure, without a look at the type per value. */
export function numberConverter(type: ColumnType): NumberConverter {
  const missing = type.nullable ? Number.NaN : undefined;
  const low = type.range?.low ?? Number.NEGATIVE_INFINITY;
  const high = type.range?.high ?? Number.POSITIVE_INFINITY;
  const within = (value: number): number | undefined => (value >= low && value <= high ? value : undefined);
  switch (type.kind) {
    case "bool":
      return (value) => (value === true ? 1 : value === false ? 0 : value === null ? missing : undefined);
    case "int":
      return (value) => (Number.isSafeInteger(value) ? within(value as number) : value === null ? missing : undefined);
    case "number":
      return (value) => (Number.isFinite(value) ? within(value as number) : value === null ? missing : undefined);
    default:
      return (value) => {
        if (value === null) return missing;
        const held = typeof value === "string" || typeof value === "number" ? toMemory(type.kind, value) : undefined;
        return held === undefined ? undefined : within(held);
      };
  }
}

/** Compiles the test of a column held as codes. */
export function textConverter(type: ColumnType): TextConverter {
  const missing = type.nullable ? null : undefined;
  if (type.levels === undefined)
    return (value) => (typeof value === "string" ? value : value === null ? missing : undefined);
  const levels = new Set<unknown>(type.levels);
  return (value) => (levels.has(value) ? (value as string) : value === null ? missing : undefined);
}

/** The text of a key: that of an id, which may be a number; null where the record has none. */
export const keyText: TextConverter = (value) => {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return null;
  return Number.isSafeInteger(value) ? String(value) : undefined;
};

/** A date, time or duration as training reads it; a time needs its `T`, as ISO 8601 has it. */
export function toMemory(kind: ColumnType["kind"], value: string | number): number | undefined {
  if (kind === "timestamp" && (typeof value !== "string" || !value.includes("T"))) return undefined;
  const held = scalarFromJson(kind, value);
  return typeof held === "number" ? held : undefined;
}
