import { isText, tableFromRecords } from "@mlopsc/learn";
import type { Column, ScalarKind } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compileRecordReader, isReadRecords } from "../../src/request/record-reader.ts";

const kinds: readonly ScalarKind[] = [
  "bool",
  "int",
  "number",
  "text",
  "category",
  "id",
  "date",
  "timestamp",
  "duration",
];
const root = { steps: ["records"], single: false };

const names = fc.uniqueArray(
  fc.oneof(fc.constantFrom("__proto__", "constructor", "toString", "a/b", "~"), fc.string()),
  {
    minLength: 1,
    maxLength: 5,
  },
);

const columns: fc.Arbitrary<Column[]> = names.chain((chosen) =>
  fc.tuple(
    ...chosen.map((name) =>
      fc.record({ kind: fc.constantFrom(...kinds), nullable: fc.boolean(), bounded: fc.boolean() }).map(
        ({ kind, nullable, bounded }): Column => ({
          name,
          type: {
            kind,
            nullable,
            ...(bounded && kind === "category" ? { levels: ["a", "b"] } : {}),
            ...(bounded && (kind === "int" || kind === "number") ? { range: { low: -5, high: 5.5 } } : {}),
          },
        }),
      ),
    ),
  ),
);

const values = fc.oneof(
  fc.constantFrom(
    "a",
    "b",
    "2024-02-29",
    "2023-02-29",
    "2024-02-29T12:30:00Z",
    "2024-02-29 12:30:00",
    "2024-02-29T12:30:00.5+02:00",
  ),
  fc.constantFrom(0, -0, 1, 5.5, 5.6, 2 ** 53, Number.POSITIVE_INFINITY),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.constantFrom([], {}, [1]),
);

/** Mostly of the column's kind, so that a fair share of requests is good. */
function valueFor({ type }: Column): fc.Arbitrary<unknown> {
  const small = fc.integer({ min: -5, max: 5 });
  const fitting = {
    bool: fc.boolean(),
    int: small,
    number: fc.oneof(small, fc.constantFrom(-0, 0.1, 5e-324)),
    text: fc.string(),
    category: fc.constantFrom("a", "b"),
    id: fc.string(),
    date: fc.constantFrom("2024-02-29", "1900-01-01", "9999-12-31"),
    timestamp: fc.constantFrom("2024-02-29T12:30:00Z", "2024-02-29T12:30:00.123456+02:00", "1969-12-31T23:59"),
    duration: fc.oneof(small, fc.constantFrom(1.005, 90.5, 1e-9)),
  } satisfies Record<ScalarKind, fc.Arbitrary<unknown>>;
  return fc.oneof(
    { weight: 30, arbitrary: fitting[type.kind] as fc.Arbitrary<unknown> },
    { weight: 1, arbitrary: values },
  );
}

/** JSON.parse makes own fields of every name, `__proto__` too; so does this. */
const recordOf = (entries: readonly (readonly [string, unknown])[]): object => Object.fromEntries(entries);

const requests = columns.chain((of) =>
  fc.record({
    of: fc.constant(of),
    records: fc.array(
      fc.record({
        given: fc.tuple(...of.map(valueFor)),
        without: fc.integer({ min: 0, max: 40 }),
        extra: fc.integer({ min: 0, max: 40 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  }),
);

it("gives the table that training reads, or names what is wrong at places that exist", () => {
  const seen = { tables: 0, refusals: 0 };
  fc.assert(
    fc.property(requests, ({ of, records: drawn }) => {
      const records = drawn.map(({ given, without, extra }) => {
        const entries = of
          .map(({ name }, index) => [name, given[index]] as const)
          .filter((_, index) => index !== without);
        return recordOf(extra === 0 ? [...entries, ["no column", 1]] : entries);
      });
      const read = compileRecordReader(of).read(records, root);
      if (!isReadRecords(read)) {
        seen.refusals++;
        expect(read.length).toBeGreaterThan(0);
        for (const { path, code } of read) {
          const [, first, row, field] = path.split("/");
          expect(first).toBe("records");
          const name = field!.replaceAll("~1", "/").replaceAll("~0", "~");
          expect(Object.hasOwn(records[Number(row)]!, name)).toBe(code !== "missing");
        }
        return;
      }
      seen.tables++;
      const expected = tableFromRecords(of, records as never);
      for (const [index, column] of read.table.columns.entries()) {
        const other = expected.columns[index]!;
        expect(column.name).toBe(other.name);
        if (isText(column) && isText(other)) {
          expect([...column.codes].map((code) => column.dictionary[code])).toEqual(
            [...other.codes].map((code) => other.dictionary[code]),
          );
        } else if (!isText(column) && !isText(other)) {
          expect(column.values.every((value, row) => Object.is(value, other.values[row]))).toBe(true);
        } else expect.unreachable();
      }
    }),
    { numRuns: 1500, seed: 8 },
  );
  expect(seen.tables).toBeGreaterThan(400);
  expect(seen.refusals).toBeGreaterThan(300);
});
