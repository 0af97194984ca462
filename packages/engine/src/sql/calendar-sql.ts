import { bind, doubleSql, type Fragment, instantSql, numberSql, textSql } from "./fragment.ts";
import { quoteLiteral } from "./quote.ts";
import type { Rendering, Renderings, SqlContext } from "./rendering.ts";
import { timestampFromMilliseconds } from "./storage.ts";

const inUnits =
  (milliseconds: string): Rendering =>
  ([length]) => ({
    sql: `(${numberSql(length!)} / ${milliseconds})`,
    kind: "number",
  });

const ofDay =
  (compute: (day: string) => string): Rendering =>
  (fragments) => ({ sql: `${compute(localDay(fragments))}::DOUBLE`, kind: "int" });

const ofClock =
  (compute: (clock: string) => string): Rendering =>
  (fragments) => ({ sql: compute(localClock(fragments)), kind: "int" });

export const calendarSql: Renderings<
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
  today: (_fragments, context: SqlContext) => ({ sql: doubleSql(context.today), kind: "date", literal: context.today }),
  date: ([at]) => (at!.kind === "date" ? at! : { sql: `floor(${numberSql(at!)} / 86400000e0)`, kind: "date" }),
  year: ofDay((day) => `year(${day})`),
  quarter: ofDay((day) => `quarter(${day})`),
  month: ofDay((day) => `month(${day})`),
  week: ofDay((day) => `week(${day})`),
  day: ofDay((day) => `day(${day})`),
  day_of_year: ofDay((day) => `dayofyear(${day})`),
  weekday: ofDay((day) => `isodow(${day})`),
  hour: ofClock((clock) => `floor(${clock} / 3600000e0)`),
  minute: ofClock((clock) => `(floor(${clock} / 60000e0) % 60e0)`),
  days: inUnits("86400000e0"),
  hours: inUnits("3600000e0"),
  minutes: inUnits("60000e0"),
  seconds: inUnits("1000e0"),
};

/** The DATE of local time. */
function localDay(fragments: readonly Fragment[]): string {
  const [at, zone] = fragments;
  if (at!.column !== undefined && (zone === undefined || at!.kind === "date")) return at!.column;
  if (at!.kind === "date") return dayOf(numberSql(at!));
  return dayOf(`floor(${localInstant(at!, zone)} / 86400000e0)`);
}

const dayOf = (days: string): string =>
  bind(days, (x) => `CASE WHEN abs(${x}) <= 1.1e8 THEN DATE '1970-01-01' + ${x}::INTEGER END`);

/** Milliseconds since local midnight. */
function localClock([at, zone]: readonly Fragment[]): string {
  if (at!.kind === "date") return `(${numberSql(at!)} * 0e0)`;
  return bind(localInstant(at!, zone), (x) => `(${x} - floor(${x} / 86400000e0) * 86400000e0)`);
}

/** Milliseconds of local time: the instant plus what the zone is ahead of UTC at its whole second. */
function localInstant(at: Fragment, zone: Fragment | undefined): string {
  const instant = instantSql(at);
  if (zone === undefined) return instant;
  if (typeof zone.literal !== "string") return localInAnyZone(instant, zone);
  const name = canonicalZone(zone.literal);
  if (name === undefined) return "NULL::DOUBLE";
  const fixed = fixedOffset(name);
  if (fixed !== undefined) return `(${instant} + ${doubleSql(fixed)})`;
  return bind(instant, (x) => shifted(x, quoteLiteral(name)));
}

/** A zone that differs by row: one that does not exist gives NULL. */
function localInAnyZone(instant: string, zone: Fragment): string {
  if (zone.none) return "NULL::DOUBLE";
  const name = textSql(zone);
  const known = `CASE WHEN ${name} IN (SELECT name FROM pg_timezone_names()) THEN ${instant} END`;
  return bind(known, (x) => `CASE WHEN ${x} IS NOT NULL THEN ${shifted(x, name)} END`);
}

function shifted(instant: string, zone: string): string {
  const second = `(floor(${instant} / 1e3) * 1e3)`;
  const local = `epoch_us(timezone(${zone}, ${timestampFromMilliseconds(second)}::TIMESTAMPTZ))::DOUBLE / 1e3`;
  return `${instant} + (${local} - ${second})`;
}

/** The zone as ICU spells it; undefined where it does not exist. */
function canonicalZone(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** Milliseconds ahead of UTC of a zone written as an offset, which DuckDB does not take. */
function fixedOffset(zone: string): number | undefined {
  const match = /^([+-])(\d{2}):(\d{2})$/.exec(zone);
  if (!match) return undefined;
  return (match[1] === "-" ? -60_000 : 60_000) * (Number(match[2]) * 60 + Number(match[3]));
}
