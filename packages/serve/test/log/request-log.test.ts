import { appendFileSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isText, numericColumn, type Table, type TableColumn, tableOf, textAt, textColumn } from "@mlopsc/learn";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  type AnsweredRequest,
  folderLog,
  followRequestLog,
  type LogSchema,
  openRequestLog,
  type RequestLogOptions,
  readRequestLog,
} from "../../src/index.ts";

const schema: LogSchema = {
  ...{ format: "mlopsc-request-log", version: 1, release: "3", model: { name: "churn", version: "7" } },
  ...{ task: "binary", classes: [false, true] },
  columns: [
    { name: "age", kind: "number" },
    { name: "segment", kind: "category", levels: ["a", "b"] },
    { name: "note", kind: "text" },
  ],
  keys: ["customer"],
};
const newFolder = (): string => mkdtempSync(join(tmpdir(), "request-log-"));

type Row = readonly [age: number | null, segment: string | null, note: string | null, customer: string | null];

/** A request whose records were predicted, the first by 0, the next by 1/7 and so on. */
function request(id: string, rows: readonly Row[]): AnsweredRequest {
  const column = <Place extends 0 | 1 | 2 | 3>(place: Place): Row[Place][] => rows.map((row) => row[place]);
  const values = Float64Array.from(rows.keys(), (row) => row / 7);
  const table = tableOf(
    [
      numericColumn("age", "number", column(0)),
      textColumn("secret", "text", column(2)),
      textColumn("segment", "category", column(1)),
      textColumn("note", "text", column(2)),
    ],
    rows.length,
  );
  const keys = [textColumn("customer", "id", column(3))];
  const predictions = {
    ...{ rows: Int32Array.from(rows.keys()), values, labels: Int32Array.from(values, (value) => Number(value > 0.5)) },
    ...{ classes: schema.classes, outOfScope: [], incomplete: [] },
  };
  return { time: 1_700_000_000_000.25, id, status: 200, records: { table, keys, predictions } };
}

/** Logs each list in a turn of its own. */
async function logAll(turns: readonly (readonly AnsweredRequest[])[], options: RequestLogOptions): Promise<void> {
  const log = openRequestLog(schema, options);
  for (const turn of turns)
    await Promise.all(turn.map((each) => new Promise<void>((resolve) => log.add(each, () => 1.5, resolve))));
  log.close();
}

const segment = (folder: string, name: string): Buffer => readFileSync(join(folder, name));
const cellsOf = (column: TableColumn): (number | string | null)[] =>
  isText(column) ? Array.from(column.codes.keys(), (row) => textAt(column, row)) : [...column.values];
const rowsOf = ({ columns, rows }: Table): unknown[][] => {
  const cells = columns.map(cellsOf);
  return Array.from({ length: rows }, (_, row) => cells.map((column) => column[row]));
};

it("gives back every value as it was, whatever it is, without the personal columns", async () => {
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.integer({ min: -200, max: 200 }),
  );
  const nullable = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(values, { nil: null });
  const text = fc.string({ unit: "binary", maxLength: 90 });
  const row = fc.tuple(nullable(number), nullable(fc.constantFrom("a", "b")), nullable(text), nullable(text));
  const rowsOfRequests = fc.array(fc.array(row, { maxLength: 5 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(rowsOfRequests, async (asked) => {
      const folder = newFolder();
      await logAll([asked.map((rows, place) => request(`r-${place}`, rows))], { folder });
      const { requests, columns, stop } = readRequestLog(segment(folder, "000001.mlog"));
      expect(stop).toBeUndefined();
      expect(requests.map(({ id, from, to }) => [id, to - from])).toEqual(
        asked.map((rows, at) => [`r-${at}`, rows.length]),
      );
      const expected = asked.flat().map(([age, ...texts]) => [age ?? Number.NaN, ...texts]);
      expect(rowsOf(columns.table)).toEqual(expected);
      expect([...columns.values]).toEqual(asked.flatMap((rows) => rows.map((_, place) => place / 7)));
    }),
    { numRuns: 60 },
  );
});

it("says when, how long, by which release and with what status", async () => {
  const folder = newFolder();
  const refused: AnsweredRequest = {
    ...{ time: 5, id: "bad", status: 422 },
    problems: [
      { column: "age", code: "out_of_range" },
      { column: "a stranger", code: "unexpected" },
    ],
  };
  await logAll([[request("good", [[1, "a", null, "C-1"]]), refused]], { folder });
  const { requests } = readRequestLog(segment(folder, "000001.mlog"));
  expect(requests).toEqual([
    {
      time: 1_700_000_000_000.25,
      id: "good",
      release: "3",
      status: 200,
      milliseconds: 1.5,
      from: 0,
      to: 1,
      problems: [],
    },
    {
      ...{ time: 5, id: "bad", release: "3", status: 422, milliseconds: 1.5, from: 1, to: 1 },
      problems: [
        { column: "age", code: "out_of_range" },
        { column: undefined, code: "unexpected" },
      ],
    },
  ]);
});

it("reads to the last whole frame wherever a segment is cut, and on from there", async () => {
  const folder = newFolder();
  await logAll([[request("1", [[1, "a", "x", null]])], [request("2", [[2, "b", "é", null]])]], { folder });
  const whole = segment(folder, "000001.mlog");
  const all = readRequestLog(whole);
  for (let cut = 0; cut < whole.length; cut++) {
    const first = readRequestLog(whole.subarray(0, cut));
    const rest = readRequestLog(whole, first.next);
    expect([...first.requests, ...rest.requests].map(({ id }) => id)).toEqual(["1", "2"]);
    const tail = readRequestLog(whole.subarray(first.next), 0, first.schema);
    if (first.schema !== undefined) expect(tail.requests).toEqual(rest.requests);
    // A cut between two frames cannot be told from the end.
    if (first.next !== cut || cut === 0) expect(first.stop).toBe("torn");
  }
  expect(all.next).toBe(whole.length);
});

it("does not take a frame whose bytes have changed, nor a file of another kind or a newer release", async () => {
  const folder = newFolder();
  await logAll([[request("1", [[1, "a", "x", null]])], [request("2", [[2, "b", "y", null]])]], { folder });
  const bytes = segment(folder, "000001.mlog");
  bytes[bytes.length - 3]! ^= 1;
  const { requests, stop } = readRequestLog(bytes);
  expect([requests.map(({ id }) => id), stop]).toEqual([["1"], "damaged"]);
  const newer = newFolder();
  const log = openRequestLog({ ...schema, version: 99 }, { folder: newer });
  log.add(
    request("1", []),
    () => 1,
    () => {},
  );
  log.close();
  expect(readRequestLog(segment(newer, "000001.mlog"))).toMatchObject({ requests: [], next: 0, stop: "newer" });
  expect(readRequestLog(Buffer.from("something else altogether, and long enough"))).toMatchObject({ requests: [] });
});

it("calls back only once the entry can be read", async () => {
  const folder = newFolder();
  const log = openRequestLog(schema, { folder });
  let seen: readonly string[] = [];
  await new Promise<void>((resolve) => {
    log.add(
      request("1", []),
      () => 1,
      () => {},
    );
    log.add(
      request("2", []),
      () => 1,
      () => {
        seen = readRequestLog(segment(folder, "000001.mlog")).requests.map(({ id }) => id);
        resolve();
      },
    );
    expect(readdirSync(folder)).toEqual([]);
  });
  expect(seen).toEqual(["1", "2"]);
  log.close();
});

it("begins a segment of its own after a restart, and follows torn ends and full segments without losing a request", async () => {
  const folder = newFolder();
  const source = folderLog(folder);
  const one = (id: string): AnsweredRequest[] => [request(id, [[1, "a", "x", id]])];
  await logAll([one("1"), one("2")], { folder });
  const first = await followRequestLog(source, undefined);
  appendFileSync(join(folder, "000001.mlog"), Buffer.from([40, 0, 0, 0, 9, 9]));
  const torn = await followRequestLog(source, first.cursor);
  expect(torn.cursor).toEqual(first.cursor);
  await logAll([one("3"), one("4"), one("5")], { folder, segmentBytes: 1 });
  expect(readdirSync(folder)).toEqual(["000001.mlog", "000002.mlog", "000003.mlog", "000004.mlog"]);
  const schemas = new Map();
  const rest = await followRequestLog(source, torn.cursor, schemas);
  const idsOf = ({ readings }: typeof rest): string[] =>
    readings.flatMap(({ requests }) => requests.map(({ id }) => id));
  expect([idsOf(first), idsOf(rest)]).toEqual([
    ["1", "2"],
    ["3", "4", "5"],
  ]);
  expect(rest.missed).toBe(0);
  expect(idsOf(await followRequestLog(source, rest.cursor, schemas))).toEqual([]);
});

it("removes the oldest segments beyond its size and its age, and tells a reader what it missed", async () => {
  const folder = newFolder();
  const one = [request("1", [[1, "a", "x", null]])];
  await logAll([one], { folder, segmentBytes: 1 });
  const { cursor } = await followRequestLog(folderLog(folder), undefined);
  await logAll([one, one], { folder, segmentBytes: 1 });
  const size = segment(folder, "000001.mlog").length;
  await logAll([one], { folder, segmentBytes: 1, retention: { totalBytes: 2 * size + 1 } });
  expect(readdirSync(folder)).toEqual(["000002.mlog", "000003.mlog", "000004.mlog"]);
  utimesSync(join(folder, "000002.mlog"), 1, 1);
  await logAll([one], { folder, retention: { ageMilliseconds: 3_600_000 } });
  expect(readdirSync(folder)).toEqual(["000003.mlog", "000004.mlog", "000005.mlog"]);
  const followed = await followRequestLog(folderLog(folder), cursor);
  expect([followed.missed, followed.readings.length]).toEqual([2, 3]);
});

it("answers although it cannot write, says so, and goes on where it can again", async () => {
  const folder = newFolder();
  const failures: number[] = [];
  const log = openRequestLog(schema, {
    folder,
    segmentBytes: 1,
    failed: (_error, entries) => void failures.push(entries),
  });
  const add = (id: string): Promise<void> => new Promise((resolve) => log.add(request(id, []), () => 1, resolve));
  // A folder of that name stands where the segment should be.
  writeFileSync(join(folder, "000001.mlog"), "");
  await add("1");
  expect(readdirSync(folder)).toEqual(["000001.mlog", "000002.mlog"]);
  const { rmSync } = await import("node:fs");
  rmSync(folder, { recursive: true });
  writeFileSync(folder, "a file in its place");
  await Promise.all([add("2"), add("3")]);
  expect(failures).toEqual([2]);
  rmSync(folder);
  await add("4");
  expect(readRequestLog(segment(folder, readdirSync(folder)[0]!)).requests.map(({ id }) => id)).toEqual(["4"]);
  log.close();
});
