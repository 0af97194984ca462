import { civilFromDays, dayMilliseconds, daysFromCivil } from "../table/civil-date.ts";
import type { NumericColumn } from "../table/table.ts";
import { mapNumber } from "./map-numbers.ts";
import {
  asInstant,
  constant,
  type Implementation,
  type Implementations,
  isTextOperand,
  type NumericOperand,
  numbers,
  type Operand,
  rowsNeeded,
} from "./operand.ts";
import { zoneOffset } from "./zone-offset.ts";

const ofDay =
  (compute: (days: number) => number): Implementation =>
  (operands, rows) =>
    mapNumber(
      "int",
      localInstant(operands, rows),
      rememberLast((at) => Math.floor(at / dayMilliseconds), compute),
    );

const ofClock =
  (compute: (milliseconds: number) => number): Implementation =>
  (operands, rows) =>
    mapNumber("int", localInstant(operands, rows), (at) =>
      compute(at - Math.floor(at / dayMilliseconds) * dayMilliseconds),
    );

const inUnits =
  (milliseconds: number): Implementation =>
  (operands) =>
    mapNumber("number", numbers(operands[0]), (length) => length / milliseconds);

export const calendar: Implementations<
  | "today"
  | "date"
  | "year"
  | "quarter"
  | "month"
  | "week"
  | "day"
  | "day_of_year"
  | "weekday"
  | "hour"
  | "minute"
  | "days"
  | "hours"
  | "minutes"
  | "seconds"
> = {
  today: (_operands, _rows, context) => constant("date", context.today),
  date: (operands) => {
    const at = numbers(operands[0]);
    const kind: NumericColumn["kind"] = "date";
    return at.kind === "date" ? at : mapNumber(kind, at, (instant) => Math.floor(instant / dayMilliseconds));
  },
  year: ofDay((days) => civilFromDays(days).year),
  quarter: ofDay((days) => Math.ceil(civilFromDays(days).month / 3)),
  month: ofDay((days) => civilFromDays(days).month),
  week: ofDay(isoWeek),
  day: ofDay((days) => civilFromDays(days).day),
  day_of_year: ofDay((days) => days - daysFromCivil(civilFromDays(days).year, 1, 1) + 1),
  weekday: ofDay(weekdayOf),
  hour: ofClock((clock) => Math.floor(clock / 3_600_000)),
  minute: ofClock((clock) => Math.floor(clock / 60_000) % 60),
  days: inUnits(dayMilliseconds),
  hours: inUnits(3_600_000),
  minutes: inUnits(60_000),
  seconds: inUnits(1000),
};

/** Milliseconds of local time. A date is a day as it is: no zone shifts it. */
function localInstant([at, zone]: readonly Operand[], rows: number): NumericOperand {
  const instants = numbers(at);
  if (zone === undefined || instants.kind === "date") return asInstant(instants);
  if (!isTextOperand(zone)) throw new Error("a time zone is text");
  const offsets = zone.dictionary.map(zoneOffset);
  const values = new Float64Array(rowsNeeded([instants, zone], rows));
  for (let row = 0; row < values.length; row++) {
    const instant = instants.values[row * instants.stride]!;
    const offset = offsets[zone.codes[row * zone.stride]!];
    values[row] = offset === undefined || Number.isNaN(instant) ? Number.NaN : instant + offset(instant);
  }
  return { kind: "timestamp", values, stride: instants.stride === 1 || zone.stride === 1 ? 1 : 0 };
}

/** 1 January 1970 was a Thursday. */
function weekdayOf(days: number): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}

/** The week belongs to the year of its Thursday, whose first Thursday is in week 1. */
function isoWeek(days: number): number {
  const thursday = days - weekdayOf(days) + 4;
  return Math.floor((thursday - daysFromCivil(civilFromDays(thursday).year, 1, 1)) / 7) + 1;
}

/** Rows in time order share a day with the row before. */
function rememberLast(key: (x: number) => number, compute: (key: number) => number): (x: number) => number {
  let lastKey = Number.NaN;
  let last = Number.NaN;
  return (x) => {
    const now = key(x);
    if (now !== lastKey) {
      lastKey = now;
      last = compute(now);
    }
    return last;
  };
}
