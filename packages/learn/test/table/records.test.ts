import type { ScalarKind } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JsonRecord, recordsFromTable, scalarFromJson, tableFromRecords } from "../../src/table/records.ts";
import { formatTimestamp, parseDate, parseTimestamp } from "../../src/table/temporal-text.ts";

const column = (name: string, kind: ScalarKind) => ({ name, type: { kind, nullable: true } });
const kinds = ["bool", "int", "number", "text", "category", "id", "date", "timestamp", "duration"] as const;
const columns = kinds.map((kind) => column(kind, kind));
const dayMilliseconds = 86_400_000;

const records: fc.Arbitrary<JsonRecord> = fc.record({
  bool: fc.option(fc.boolean()),
  int: fc.option(fc.maxSafeInteger()),
  number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
  text: fc.option(fc.string({ unit: "binary" })),
  category: fc.option(fc.constantFrom("a", "b", "")),
  id: fc.option(fc.uuid()),
  date: fc.option(
    fc
      .date({ noInvalidDate: true, min: new Date(-6e13), max: new Date(2e14) })
      .map((at) => at.toISOString().slice(0, 10)),
  ),
  timestamp: fc.option(
    fc
      .date({ noInvalidDate: true, min: new Date(-6e13), max: new Date(2e14) })
      .map((at) => at.toISOString().replace(".000Z", "Z")),
  ),
  duration: fc.option(fc.integer({ min: -1e12, max: 1e12 }).map((milliseconds) => milliseconds / 1000)),
});

describe("tableFromRecords", () => {
  test("holds each kind in the representation of the vocabulary", () => {
    const table = tableFromRecords(columns, [
      {
        bool: true,
        int: 3,
        number: 0.5,
        text: "x",
        date: "1970-01-02",
        timestamp: "1970-01-01T00:00:01.5Z",
        duration: 1.005,
      },
      {},
    ]);
    const held = Object.fromEntries(table.columns.map((c) => [c.name, "codes" in c ? [...c.codes] : [...c.values]]));
    expect(held).toEqual({
      bool: [1, Number.NaN],
      int: [3, Number.NaN],
      number: [0.5, Number.NaN],
      text: [0, -1],
      category: [-1, -1],
      id: [-1, -1],
      date: [1, Number.NaN],
      timestamp: [1500, Number.NaN],
      duration: [1005, Number.NaN],
    });
  });

  test("records come back as they were, singly and together", () => {
    fc.assert(
      fc.property(fc.array(records, { maxLength: 20 }), (rows) => {
        expect(recordsFromTable(tableFromRecords(columns, rows))).toEqual(rows);
        for (const row of rows) expect(recordsFromTable(tableFromRecords(columns, [row]))).toEqual([row]);
      }),
    );
  });

  test.each([
    ["bool", 1],
    ["int", 1.5],
    ["int", "1"],
    ["number", Number.POSITIVE_INFINITY],
    ["number", true],
    ["text", 1],
    ["date", "2021-02-29"],
    ["date", "2021-2-9"],
    ["timestamp", "2021-02-28T24:00:00Z"],
    ["timestamp", "yesterday"],
    ["duration", "PT1S"],
  ] as const)("a %s is not %j", (kind, value) => {
    expect(scalarFromJson(kind, value)).toBeUndefined();
    expect(() => tableFromRecords([column("x", kind)], [{ x: value }])).toThrow(TypeError);
  });
});

describe("temporal text", () => {
  test("agrees with the platform on every day of 800 years", () => {
    for (let days = -146_097; days < 146_097; days++) {
      const text = new Date(days * dayMilliseconds).toISOString().slice(0, 10);
      if (parseDate(text) !== days) expect(`${text} ${parseDate(text)}`).toBe(`${text} ${days}`);
    }
    expect(parseDate("2000-02-29")).toBe(11_016);
  });

  test("reads offsets, a space, minutes alone and microseconds", () => {
    expect(parseTimestamp("2020-04-01T12:30:00+02:00")).toBe(Date.UTC(2020, 3, 1, 10, 30));
    expect(parseTimestamp("2020-04-01 12:30")).toBe(Date.UTC(2020, 3, 1, 12, 30));
    expect(parseTimestamp("2020-04-01T00:00:00.000250Z")).toBe(Date.UTC(2020, 3, 1) + 0.25);
    expect(formatTimestamp(Date.UTC(2020, 3, 1) + 0.25)).toBe("2020-04-01T00:00:00.000250Z");
    expect(formatTimestamp(-1)).toBe("1969-12-31T23:59:59.999Z");
  });
});
