import type { SplitStep } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { folds } from "../../src/split/folds.ts";
import { proveDisjoint } from "../../src/split/prove-disjoint.ts";
import { splitRows } from "../../src/split/split-rows.ts";
import { numericColumn, tableOf, textColumn } from "../../src/table/columns.ts";
import type { Table } from "../../src/table/table.ts";
import { allRows } from "../../src/table/take-rows.ts";

const kinds = ["random", "stratify", "time", "group"] as const;
const columns = { random: undefined, stratify: "class", time: "at", group: "team" } as const;

const splitBy = (by: (typeof kinds)[number], share: number): SplitStep =>
  by === "random" ? { kind: "split", by, share } : { kind: "split", by, share, column: columns[by] };

const tables: fc.Arbitrary<Table> = fc
  .array(
    fc.record({
      class: fc.option(fc.constantFrom("a", "b", "c")),
      at: fc.option(fc.integer({ min: 0, max: 12 })),
      team: fc.option(fc.integer({ min: 0, max: 8 })),
    }),
    { maxLength: 60 },
  )
  .map((rows) =>
    tableOf([
      textColumn(
        "class",
        "category",
        rows.map((row) => row.class),
      ),
      numericColumn(
        "at",
        "timestamp",
        rows.map((row) => row.at),
      ),
      numericColumn(
        "team",
        "int",
        rows.map((row) => row.team),
      ),
      numericColumn(
        "key",
        "int",
        rows.map((_, at) => at),
      ),
    ]),
  );
const shares = fc.constantFrom(0.1, 0.2, 0.25, 0.5, 0.9);

function keyAt(table: Table, name: string, row: number): string {
  const column = table.columns.find((found) => found.name === name)!;
  return String("codes" in column ? column.codes[row] : column.values[row]);
}
const union = (...parts: Int32Array[]): number[] => parts.flatMap((part) => [...part]).sort((a, b) => a - b);

describe("splitRows", () => {
  test("is a partition, the same for the same seed, whatever the kind", () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...kinds), shares, fc.integer(), (table, by, share, seed) => {
        const { train, test: held } = splitRows(table, splitBy(by, share), seed);
        expect(union(train, held)).toEqual([...allRows(table.rows)]);
        expect([...train]).toEqual([...train].sort((a, b) => a - b));
        expect(splitRows(table, splitBy(by, share), seed)).toEqual({ train, test: held });
      }),
    );
  });

  test("of some rows, only those", () => {
    fc.assert(
      fc.property(tables, fc.constantFrom(...kinds), (table, by) => {
        const among = allRows(table.rows).filter((row) => row % 3 !== 0);
        const { train, test: held } = splitRows(table, splitBy(by, 0.25), 1, among);
        expect(union(train, held)).toEqual([...among]);
      }),
    );
  });

  test("a stratified test part has each class's share, to within one row", () => {
    fc.assert(
      fc.property(tables, shares, fc.integer(), (table, share, seed) => {
        fc.pre(table.rows >= 2);
        const { test: held } = splitRows(table, splitBy("stratify", share), seed);
        expect(held.length).toBe(Math.min(table.rows - 1, Math.max(1, Math.round(table.rows * share))));
        for (const value of new Set([...allRows(table.rows)].map((row) => keyAt(table, "class", row)))) {
          const members = [...allRows(table.rows)].filter((row) => keyAt(table, "class", row) === value).length;
          const inTest = [...held].filter((row) => keyAt(table, "class", row) === value).length;
          expect(Math.abs(inTest - members * share)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("no group is on both sides, no time of the test is in or before training, and the proof says so", () => {
    fc.assert(
      fc.property(tables, shares, fc.integer(), (table, share, seed) => {
        const byGroup = splitRows(table, splitBy("group", share), seed);
        const groupProof = proveDisjoint(table, splitBy("group", share), byGroup.train, byGroup.test, ["key"]);
        expect(groupProof).toMatchObject({ rows: { shared: 0 }, keys: { shared: 0 }, groups: { shared: 0 } });
        const inTest = new Set([...byGroup.test].map((row) => keyAt(table, "team", row)));
        expect([...byGroup.train].some((row) => inTest.has(keyAt(table, "team", row)))).toBe(false);
        const byTime = splitRows(table, splitBy("time", share), seed);
        const proof = proveDisjoint(table, splitBy("time", share), byTime.train, byTime.test, []);
        expect(proof.time?.ordered).toBe(true);
        const times = table.columns[1]!;
        const at = (row: number): number =>
          "values" in times && !Number.isNaN(times.values[row]) ? times.values[row]! : -1;
        const latest = Math.max(-1, ...[...byTime.train].map(at));
        expect([...byTime.test].every((row) => at(row) > latest)).toBe(true);
      }),
    );
  });

  test("both parts have rows where there are two times or groups", () => {
    const table = tableOf([
      numericColumn("at", "timestamp", [1, 1, 1, 1, 2]),
      numericColumn("team", "int", [5, 5, 5, 5, 6]),
    ]);
    expect([...splitRows(table, splitBy("time", 0.6), 0).test]).toEqual([4]);
    for (let seed = 0; seed < 10; seed++) expect([...splitRows(table, splitBy("group", 0.3), seed).test]).toEqual([4]);
  });

  test("a proof counts what is shared, where something is", () => {
    const table = tableOf([
      numericColumn("key", "id" as never, [1, 1, 2, null, null]),
      numericColumn("at", "date", [1, 5, 2, 3, 4]),
    ]);
    const proof = proveDisjoint(
      table,
      { kind: "split", share: 0.4, by: "time", column: "at" },
      Int32Array.of(0, 2, 3),
      Int32Array.of(1, 3, 4),
      ["key"],
    );
    expect(proof.rows).toEqual({ train: 3, test: 3, shared: 1 });
    expect(proof.keys).toEqual({ columns: ["key"], train: 2, test: 1, shared: 1 });
    expect(proof.time).toEqual({ column: "at", latestTrain: "1970-01-04", earliestTest: "1970-01-04", ordered: false });
  });
});

describe("folds", () => {
  test("each row validates once, never in training of its own fold", () => {
    fc.assert(
      fc.property(
        tables,
        fc.constantFrom("random", "stratify", "group"),
        fc.integer({ min: 2, max: 6 }),
        fc.integer(),
        (table, by, count, seed) => {
          const rows = allRows(table.rows).filter((row) => row % 5 !== 0);
          const made = folds(
            table,
            { kind: "cross_validation", folds: count, by, ...(by === "random" ? {} : { column: columns[by] }) },
            rows,
            seed,
          );
          for (const { train, validation } of made) expect(union(train, validation)).toEqual([...rows]);
          if (made.length > 1) expect(union(...made.map((fold) => fold.validation))).toEqual([...rows]);
          if (by === "group") {
            for (const { train, validation } of made) {
              const held = new Set([...validation].map((row) => keyAt(table, "team", row)));
              expect([...train].some((row) => held.has(keyAt(table, "team", row)))).toBe(false);
            }
          } else if (made.length > 1) {
            const sizes = made.map((fold) => fold.validation.length);
            expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  test("stratified folds differ by at most one row of a class", () => {
    fc.assert(
      fc.property(tables, fc.integer(), (table, seed) => {
        fc.pre(table.rows >= 4);
        const made = folds(
          table,
          { kind: "cross_validation", folds: 4, by: "stratify", column: "class" },
          allRows(table.rows),
          seed,
        );
        expect(made.length).toBe(4);
        for (const value of ["0", "1", "2", "-1"]) {
          const counts = made.map(
            ({ validation }) => [...validation].filter((row) => keyAt(table, "class", row) === value).length,
          );
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("by time each fold trains on all that came before it, as TimeSeriesSplit", () => {
    const table = tableOf([numericColumn("at", "timestamp", [5, 4, 3, 2, 1, 0])]);
    const made = folds(table, { kind: "cross_validation", folds: 2, by: "time", column: "at" }, allRows(6), 0);
    expect(made.map(({ train, validation }) => [[...train], [...validation]])).toEqual([
      [
        [4, 5],
        [2, 3],
      ],
      [
        [2, 3, 4, 5],
        [0, 1],
      ],
    ]);
  });

  test("one fold held out; none where there is too little", () => {
    const table = tableOf([numericColumn("at", "timestamp", [1, 2, 3, 4])]);
    const plan = { kind: "holdout", share: 0.25, by: "time", column: "at" } as const;
    expect(folds(table, plan, allRows(4), 0)).toEqual([
      { train: Int32Array.of(0, 1, 2), validation: Int32Array.of(3) },
    ]);
    expect(folds(table, plan, Int32Array.of(1), 0)).toEqual([]);
  });
});

describe("a length of time before the newest row", () => {
  const day = 86_400_000;
  const split = (kind: "date" | "timestamp", values: readonly (number | null)[], milliseconds: number) => {
    const table = tableOf([numericColumn("at", kind, values)]);
    const { train, test: held } = splitRows(table, { kind: "split", by: "time", column: "at", milliseconds }, 1);
    return { train: [...train], test: [...held] };
  };

  test("ends just before it: what is exactly so old is learned from", () => {
    expect(split("timestamp", [5 * day, 0, 3 * day, 4 * day, null], 2 * day)).toEqual({
      train: [1, 2, 4],
      test: [0, 3],
    });
  });

  test("counts days of dates", () => {
    expect(split("date", [10, 8, 9, 7], 2 * day)).toEqual({ train: [1, 3], test: [0, 2] });
  });

  test("takes all rows where they are no older, and none of no rows", () => {
    expect(split("date", [1, 2], 10 * day)).toEqual({ train: [], test: [0, 1] });
    expect(split("date", [], day)).toEqual({ train: [], test: [] });
  });
});
