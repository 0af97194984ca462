import { isText, numericColumn, type Table, tableOf, textColumn } from "@mlopsc/learn";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleRows } from "../../src/index.ts";

const cell = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { freq: 6 });
const tables: fc.Arbitrary<Table> = fc
  .array(
    fc.record({
      age: cell(fc.integer({ min: -3, max: 99 })),
      plan: cell(fc.constantFrom("a", "b", "é", "")),
      paid: cell(fc.boolean()),
      note: cell(fc.string({ unit: "grapheme", maxLength: 5 })),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((rows) =>
    tableOf([
      numericColumn(
        "age",
        "int",
        rows.map(({ age }) => age),
      ),
      textColumn(
        "plan",
        "category",
        rows.map(({ plan }) => plan),
      ),
      numericColumn(
        "paid",
        "bool",
        rows.map(({ paid }) => (paid === null ? null : Number(paid))),
      ),
      textColumn(
        "note",
        "text",
        rows.map(({ note }) => note),
      ),
    ]),
  );

/** What must be seen in a sample that is large enough: at most 3 + 5 + 3 + 4 rows. */
function kindsSeen({ columns }: Table, rows: Iterable<number>): Set<string> {
  const seen = new Set<string>();
  for (const row of rows) {
    for (const column of columns) {
      if (isText(column)) {
        const text = column.dictionary[column.codes[row]!];
        if (text === undefined) seen.add(`${column.name} missing`);
        else if (column.kind === "category") seen.add(`${column.name} ${text}`);
        if (text === "") seen.add(`${column.name} empty`);
        if (text !== undefined && [...text].some((sign) => sign.codePointAt(0)! > 127))
          seen.add(`${column.name} beyond ASCII`);
      } else {
        const known = column.values.filter((value) => !Number.isNaN(value));
        const value = column.values[row]!;
        if (Number.isNaN(value)) seen.add(`${column.name} missing`);
        if (value === Math.min(...known)) seen.add(`${column.name} least`);
        if (value === Math.max(...known)) seen.add(`${column.name} greatest`);
      }
    }
  }
  return seen;
}

test("rows are distinct, rising, of the table, and as many as asked for", () => {
  fc.assert(
    fc.property(tables, fc.integer({ min: 1, max: 80 }), fc.nat(), (table, count, seed) => {
      const rows = [...sampleRows(table, count, seed)];
      expect(rows.length).toBe(Math.min(count, table.rows));
      expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
      expect(rows.every((row) => row >= 0 && row < table.rows)).toBe(true);
      expect([...sampleRows(table, count, seed)]).toEqual(rows);
    }),
  );
});

test("a sample of twenty shows gaps, ends, every category and what is odd of a text", () => {
  fc.assert(
    fc.property(tables, fc.nat(), (table, seed) => {
      const all = kindsSeen(
        table,
        Array.from({ length: table.rows }, (_, row) => row),
      );
      expect(kindsSeen(table, sampleRows(table, 20, seed))).toEqual(all);
    }),
    { numRuns: 300 },
  );
});

test("another seed draws other rows, and those that are wanted are among them", () => {
  const table = tableOf([
    numericColumn(
      "x",
      "number",
      Float64Array.from({ length: 1000 }, (_, row) => row / 7),
    ),
  ]);
  expect([...sampleRows(table, 50, 1)]).not.toEqual([...sampleRows(table, 50, 2)]);
  expect([...sampleRows(table, 50, 1, [17, 400])]).toEqual(expect.arrayContaining([0, 17, 400, 999]));
  expect([...sampleRows(table, 5000, 1)]).toHaveLength(1000);
});
