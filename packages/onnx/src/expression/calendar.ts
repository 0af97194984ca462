import type { TableColumn } from "@mlopsc/learn";
import type { FunctionName } from "@mlopsc/vocabulary";
import type { Doubles } from "../graph/graph.ts";
import { type Lowering, type Numbers, numbers } from "../lower/lowered.ts";
import { asInstant } from "./number-functions.ts";

type CalendarFunction = Extract<
  FunctionName,
  "date" | "year" | "quarter" | "month" | "week" | "day" | "day_of_year" | "weekday" | "hour" | "minute"
>;

const calendarFunctions: ReadonlySet<FunctionName> = new Set<CalendarFunction>([
  ...(["date", "year", "quarter", "month", "week", "day", "day_of_year", "weekday", "hour", "minute"] as const),
]);

export const isCalendarFunction = (name: FunctionName): name is CalendarFunction => calendarFunctions.has(name);

const dayMilliseconds = 86_400_000;

/**
 * Parts of dates and instants (UTC), by the whole-number arithmetic of `learn` (Hinnant, chrono algorithms): sums,
 * products and floors of doubles that hold whole numbers, so exact.
 */
export function lowerCalendar(
  lowering: Lowering,
  name: CalendarFunction,
  at: Doubles,
  kind: TableColumn["kind"],
): Numbers {
  if (name === "date" && kind === "date") return numbers(at);
  const instant = asInstant(lowering, at, kind);
  const days = floorOf(lowering, instant, dayMilliseconds);
  return numbers(partOf(lowering, name, instant, days));
}

function partOf(lowering: Lowering, name: CalendarFunction, instant: Doubles, days: Doubles): Doubles {
  const clock = (): Doubles => lowering.subtract(instant, lowering.multiply(days, dayMilliseconds));
  switch (name) {
    case "date":
      return days;
    case "year":
      return civil(lowering, days).year;
    case "quarter":
      return lowering.apply("Ceil", lowering.divide(civil(lowering, days).month, 3));
    case "month":
      return civil(lowering, days).month;
    case "day":
      return civil(lowering, days).day;
    case "day_of_year":
      return lowering.add(lowering.subtract(days, newYear(lowering, days)), 1);
    case "weekday":
      return weekday(lowering, days);
    case "week":
      return isoWeek(lowering, days);
    case "hour":
      return floorOf(lowering, clock(), 3_600_000);
    case "minute":
      return lowering.modulo(floorOf(lowering, clock(), 60_000), 60);
  }
}

const floorOf = (lowering: Lowering, x: Doubles, by: number): Doubles =>
  lowering.apply("Floor", lowering.divide(x, by));

interface Civil {
  readonly year: Doubles;
  readonly month: Doubles;
  readonly day: Doubles;
}

function civil(lowering: Lowering, days: Doubles): Civil {
  const { add, subtract, multiply, choose } = lowering;
  const floor = (x: Doubles, by: number): Doubles => floorOf(lowering, x, by);
  const shifted = add(days, 719_468);
  const era = floor(shifted, 146_097);
  const dayOfEra = subtract(shifted, multiply(era, 146_097));
  const leaps = subtract(
    add(subtract(dayOfEra, floor(dayOfEra, 1460)), floor(dayOfEra, 36_524)),
    floor(dayOfEra, 146_096),
  );
  const yearOfEra = floor(leaps, 365);
  const dayOfYear = subtract(
    dayOfEra,
    subtract(add(multiply(yearOfEra, 365), floor(yearOfEra, 4)), floor(yearOfEra, 100)),
  );
  const shiftedMonth = floor(add(multiply(dayOfYear, 5), 2), 153);
  const month = add(shiftedMonth, choose(lowering.less(shiftedMonth, 10), 3, -9));
  const year = add(add(yearOfEra, multiply(era, 400)), choose(lowering.lessOrEqual(month, 2), 1, 0));
  const monthStart = floor(add(multiply(shiftedMonth, 153), 2), 5);
  return { year, month, day: add(subtract(dayOfYear, monthStart), 1) };
}

/** The day on which the year of a day began. In these eras January belongs to the year before, as month 10 of 0..11. */
function newYear(lowering: Lowering, days: Doubles): Doubles {
  const { add, subtract, multiply } = lowering;
  const floor = (x: Doubles, by: number): Doubles => floorOf(lowering, x, by);
  const before = subtract(civil(lowering, days).year, 1);
  const era = floor(before, 400);
  const yearOfEra = subtract(before, multiply(era, 400));
  const dayOfEra = add(subtract(add(multiply(yearOfEra, 365), floor(yearOfEra, 4)), floor(yearOfEra, 100)), 306);
  return subtract(add(multiply(era, 146_097), dayOfEra), 719_468);
}

/** 1 January 1970 was a Thursday. */
function weekday(lowering: Lowering, days: Doubles): Doubles {
  const since = lowering.modulo(lowering.add(days, 3), 7);
  return lowering.add(lowering.modulo(lowering.add(since, 7), 7), 1);
}

/** The week belongs to the year of its Thursday, whose first Thursday is in week 1. */
function isoWeek(lowering: Lowering, days: Doubles): Doubles {
  const thursday = lowering.add(lowering.subtract(days, weekday(lowering, days)), 4);
  return lowering.add(floorOf(lowering, lowering.subtract(thursday, newYear(lowering, thursday)), 7), 1);
}
