import { jsonFromNumber } from "@mlopsc/learn";
import type { Column, ColumnType } from "@mlopsc/vocabulary";
import { toMemory } from "./column-converter.ts";
import type { RequestProblem, RequestProblemCode } from "./request-problem.ts";

/** Why a column does not take a value: asked only once its converter has refused. */
export function explainValue({ name, type }: Column, value: unknown, path: string): RequestProblem {
  const expected = expectedValue(type);
  const code = refusal(type, value);
  if (code === "missing") return { path, code, message: `${name} is required: ${expected}`, expected };
  if (code === "not_nullable") return { path, code, message: `${name} must not be null: ${expected}`, expected };
  const got = type.pii === true ? "" : `, got ${shown(value)}`;
  return { path, code, message: `must be ${expected}${got}`, expected };
}

/** What a column takes, in words: "a whole number in 18..120, or null". */
export function expectedValue(type: ColumnType): string {
  const plain =
    type.levels === undefined ? `${kindInWords[type.kind]}${rangeInWords(type)}` : levelsInWords(type.levels);
  return type.nullable ? `${plain}, or null` : plain;
}

const kindInWords: Readonly<Record<ColumnType["kind"], string>> = {
  bool: "true or false",
  int: "a whole number",
  number: "a number",
  text: "a text",
  category: "a text",
  id: "a text",
  date: 'a date such as "2024-02-29"',
  timestamp: 'a time such as "2024-02-29T12:30:00Z"',
  duration: "a number of seconds",
};

function refusal(type: ColumnType, value: unknown): RequestProblemCode {
  if (value === undefined) return "missing";
  if (value === null) return "not_nullable";
  switch (type.kind) {
    case "text":
    case "category":
    case "id":
      return typeof value === "string" ? "unknown_level" : "wrong_type";
    case "bool":
      return "wrong_type";
    case "int":
      return typeof value === "number" && (Number.isInteger(value) || !Number.isFinite(value))
        ? "out_of_range"
        : "wrong_type";
    case "number":
    case "duration":
      return typeof value === "number" ? "out_of_range" : "wrong_type";
    case "date":
    case "timestamp":
      if (typeof value !== "string") return "wrong_type";
      return toMemory(type.kind, value) === undefined ? "invalid_date" : "out_of_range";
  }
}

function rangeInWords({ kind, range }: ColumnType): string {
  const end = (value: number): string => {
    if (kind === "int" || kind === "number" || kind === "bool") return String(value);
    return String(jsonFromNumber(kind as "date" | "timestamp" | "duration", value));
  };
  const low = range?.low;
  const high = range?.high;
  if (low !== undefined && high !== undefined) return ` in ${end(low)}..${end(high)}`;
  if (low !== undefined) return ` of at least ${end(low)}`;
  if (high !== undefined) return ` of at most ${end(high)}`;
  return kind === "int" ? " within ±9007199254740991" : "";
}

function levelsInWords(levels: readonly string[]): string {
  const named = levels.slice(0, 10).map((level) => JSON.stringify(level));
  return `one of ${named.join(", ")}${levels.length > 10 ? ` and ${levels.length - 10} more` : ""}`;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object") return "an object";
  if (typeof value === "number")
    return Number.isFinite(value) ? String(value) : "a number beyond what a double can hold";
  const text = JSON.stringify(typeof value === "string" && value.length > 60 ? `${value.slice(0, 60)}…` : value);
  return typeof value === "string" ? `the text ${text}` : text;
}
