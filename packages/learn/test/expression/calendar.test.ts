import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { numericColumn } from "../../src/table/columns.ts";
import { parseDate, parseTimestamp } from "../../src/table/temporal-text.ts";
import { call, column, literal, valuesOf } from "./build.ts";

const at = (...texts: string[]) => [numericColumn("at", "timestamp", texts.map(parseTimestamp))];
const days = (...texts: string[]) => [numericColumn("at", "date", texts.map(parseDate))];
const x = column("at");
const paris = literal("text", "Europe/Paris");

describe("calendar", () => {
  test("ISO weeks at the ends of years", () => {
    const columns = days("2020-12-31", "2021-01-03", "2021-01-04", "2018-12-31", "2016-01-01", "1969-12-29");
    expect(valuesOf(call("week", x), columns)).toEqual([53, 53, 1, 1, 53, 1]);
    expect(valuesOf(call("weekday", x), columns)).toEqual([4, 7, 1, 1, 5, 1]);
    expect(valuesOf(call("day_of_year", x), columns)).toEqual([366, 3, 4, 365, 1, 363]);
    expect(valuesOf(call("quarter", x), columns)).toEqual([4, 1, 1, 4, 1, 4]);
  });

  test("local time on the days when clocks change", () => {
    const columns = at(
      "2020-03-29T00:59:59Z",
      "2020-03-29T01:00:00Z",
      "2020-10-25T00:59:59Z",
      "2020-10-25T01:00:00Z",
      "2019-12-31T23:30:00Z",
    );
    expect(valuesOf(call("hour", x, paris), columns)).toEqual([1, 3, 2, 2, 0]);
    expect(valuesOf(call("hour", x), columns)).toEqual([0, 1, 0, 1, 23]);
    expect(valuesOf(call("year", x, paris), columns)).toEqual([2020, 2020, 2020, 2020, 2020]);
    expect(valuesOf(call("minute", x, paris), columns)).toEqual([59, 0, 59, 0, 30]);
  });

  test("offsets of quarters of an hour, of seconds long ago, and of zones that are none", () => {
    expect(valuesOf(call("minute", x, literal("text", "Asia/Kathmandu")), at("2020-01-01T00:00:00Z"))).toEqual([45]);
    expect(valuesOf(call("minute", x, paris), at("1890-01-01T00:00:00Z"))).toEqual([9]);
    expect(valuesOf(call("hour", x, literal("text", "Nowhere/Town")), at("2020-01-01T00:00:00Z"))).toEqual([null]);
  });

  test("no zone shifts a date; the day of an instant is UTC's", () => {
    expect(valuesOf(call("day", x, literal("text", "America/New_York")), days("2020-01-01"))).toEqual([1]);
    expect(valuesOf(call("date", x), at("1969-12-31T23:59:59.5Z"))).toEqual(["1969-12-31"]);
    expect(valuesOf(call("today"), days("2020-01-01"), parseDate("2024-02-29"))).toEqual(["2024-02-29"]);
  });

  test("agrees with Intl at any instant of a century, in any of several zones", () => {
    const zones = [
      "Europe/Paris",
      "America/New_York",
      "Australia/Lord_Howe",
      "Pacific/Apia",
      "Africa/Casablanca",
      "UTC",
    ];
    fc.assert(
      fc.property(fc.integer({ min: -1.6e9, max: 2.1e9 }), fc.constantFrom(...zones), (seconds, zone) => {
        const columns = [numericColumn("at", "timestamp", [seconds * 1000])];
        const given = (["year", "month", "day", "hour", "minute"] as const).map(
          (name) => valuesOf(call(name, x, literal("text", zone)), columns)[0],
        );
        const format = new Intl.DateTimeFormat("en-GB", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
        const [date, clock] = format.format(seconds * 1000).split(", ");
        const [day, month, year] = date!.split("/").map(Number);
        expect(given).toEqual([year, month, day, ...clock!.split(":").map(Number)]);
      }),
      { numRuns: 500 },
    );
  });
});
