import type { LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import { dayMilliseconds } from "./number-value.ts";

/** A text from the command line as a value of a kind; undefined where it is none. */
export function readGivenValue(text: string, kind: ScalarKind): LiteralValue | undefined {
  const trimmed = text.trim();
  switch (kind) {
    case "text":
    case "category":
    case "id":
      return text;
    case "bool":
      return trimmed === "true" ? true : trimmed === "false" ? false : undefined;
    case "int":
      return /^[+-]?\d[\d_]*$/.test(trimmed) ? Number(trimmed.replaceAll("_", "")) : undefined;
    case "number":
      return readNumber(trimmed);
    case "date":
      return readDate(trimmed);
    case "timestamp":
      return readTimestamp(trimmed);
    case "duration":
      return readDuration(trimmed);
  }
}

function readNumber(text: string): number | undefined {
  const match = /^([+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)(%?)$/.exec(text);
  if (match === null) return undefined;
  const value = Number(match[1]!.replaceAll("_", ""));
  return match[2] === "%" ? Number((value / 100).toPrecision(15)) : value;
}

/** Days since 1970-01-01. */
function readDate(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const longest = month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
  if (month < 1 || month > 12 || day < 1 || day > longest) return undefined;
  return daysBefore(year, month) + day - 1;
}

function readTimestamp(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?Z?$/.exec(text);
  const day = match === null ? undefined : readDate(match[1]!);
  if (match === null || day === undefined) return undefined;
  const [hour, minute, second] = [Number(match[2]), Number(match[3]), Number(match[4] ?? 0)];
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = Number((match[5] ?? "").padEnd(3, "0"));
  return day * dayMilliseconds + hour * 3_600_000 + minute * 60_000 + second * 1000 + milliseconds;
}

function readDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/.exec(text);
  if (match === null) return undefined;
  const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: dayMilliseconds }[match[2] as "ms"];
  return Number(match[1]) * unit;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days from 1970-01-01 to the first of the month: whole cycles of 400 years are counted from March 0000. */
function daysBefore(year: number, month: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const cycle = Math.floor(shifted / 400);
  const inCycle = shifted - cycle * 400;
  const inYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5);
  return cycle * 146_097 + inCycle * 365 + Math.floor(inCycle / 4) - Math.floor(inCycle / 100) + inYear - 719_468;
}
