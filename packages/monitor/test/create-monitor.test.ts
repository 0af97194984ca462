import type { RequestLogReading } from "@mlopsc/serve";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ClosedWindow, createMonitor, type MonitorDefinition, type MonitorState } from "../src/index.ts";
import {
  definition,
  logged,
  minute,
  reference,
  requestsFrom,
  someRecords,
  start,
  type TrafficRequest,
} from "./fixtures/traffic.ts";

const later = start + 60 * minute;
const closed = async (requests: readonly TrafficRequest[], by: MonitorDefinition = definition, now = later) => {
  const monitor = createMonitor(by, reference);
  monitor.read(await logged(requests));
  return monitor.close(now);
};
const starts = (windows: readonly ClosedWindow[]): number[] =>
  windows.map(({ part }) => (part.window.start - start) / minute);
const counts = (windows: readonly ClosedWindow[]): number[] => windows.map(({ part }) => part.service.requests);

describe("windows by time", () => {
  test("hold the requests from their start to just before their end", async () => {
    const times = [0, 9.999, 10, 19, 20].map((minutes) => ({ time: start + minutes * minute, records: [] }));
    const windows = await closed(times, definition, start + 31 * minute);
    expect(starts(windows)).toEqual([0, 10, 20]);
    expect(counts(windows)).toEqual([2, 2, 1]);
  });

  test("the first is partial, and one without requests is a window too", async () => {
    const windows = await closed(
      [{ time: start + 5 * minute }, { time: start + 35 * minute }],
      definition,
      start + 41 * minute,
    );
    expect(counts(windows)).toEqual([1, 0, 0, 1]);
    expect(windows.map(({ partial }) => partial)).toEqual([true, false, false, false]);
  });

  test("without any request windows go by from the first look on", () => {
    const monitor = createMonitor(definition, reference);
    expect(monitor.close(start + minute)).toEqual([]);
    expect(counts(monitor.close(start + 21 * minute))).toEqual([0, 0]);
  });

  test("one that has not ended is not judged, nor is one that may still be written to", async () => {
    const monitor = createMonitor({ ...definition, lateMilliseconds: minute }, reference);
    monitor.read(await logged(requestsFrom(someRecords(50, "a"))));
    expect(monitor.close(start + 10 * minute)).toEqual([]);
    expect(monitor.close(start + 11 * minute - 1)).toEqual([]);
    expect(counts(monitor.close(start + 11 * minute))).toEqual([50]);
    expect(monitor.close(start + 11 * minute)).toEqual([]);
  });

  test("a request that comes when its window has ended is told by the next and changes none", async () => {
    const monitor = createMonitor(definition, reference);
    monitor.read(await logged(requestsFrom(someRecords(50, "a"))));
    expect(counts(monitor.close(start + 11 * minute))).toEqual([50]);
    monitor.read(
      await logged([
        { time: start + minute, records: [] },
        { time: start + 12 * minute, records: [] },
      ]),
    );
    const [second, third] = monitor.close(start + 31 * minute);
    expect(second).toMatchObject({ late: 1, part: { service: { requests: 1 } } });
    expect(third).toMatchObject({ late: 0, part: { service: { requests: 0 } } });
  });
});

describe("windows by count", () => {
  const byCount: MonitorDefinition = { ...definition, window: { kind: "count", requests: 20 } };

  test("end when they are full, and not before", async () => {
    const monitor = createMonitor(byCount, reference);
    monitor.read(await logged(requestsFrom(someRecords(55, "a"))));
    const windows = monitor.close(later);
    expect(counts(windows)).toEqual([20, 20]);
    expect(windows[1]!.part.window).toEqual({ start: start + 20_000, end: start + 39_001 });
    expect(windows.some(({ partial }) => partial)).toBe(false);
    monitor.read(await logged(requestsFrom(someRecords(5, "b"), start + minute)));
    expect(counts(monitor.close(later))).toEqual([20]);
  });
});

describe("reading", () => {
  const requests = requestsFrom(
    someRecords(300, "whole", (record) => ({ ...record, age: record.age! > 55 ? null : record.age })),
    start,
    5000,
  ).map((request, at) => ({ ...request, milliseconds: 1 + (at % 37), status: at % 50 === 49 ? 500 : 200 }));
  const small: MonitorDefinition = { ...definition, sampleRows: 40, answerRows: 60 };

  const result = (readings: readonly (readonly RequestLogReading[])[], kept: boolean): unknown => {
    let monitor = createMonitor(small, reference);
    const windows: ClosedWindow[] = [];
    for (const reading of readings) {
      monitor.read(reading);
      // What is stored is text.
      const stored: MonitorState = JSON.parse(JSON.stringify(monitor.state()));
      if (kept) monitor = createMonitor(small, reference, stored);
    }
    windows.push(...monitor.close(later));
    return JSON.parse(JSON.stringify({ windows, state: monitor.state() }));
  };

  test("in parts, from what was stored each time, is reading at once", async () => {
    const whole = result([await logged(requests)], false);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 299 }), { maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(cuts, async (places) => {
        const ends = [...places.toSorted((a, b) => a - b), 300];
        const lists = ends.map((end, at) => requests.slice(at === 0 ? 0 : ends[at - 1], end));
        const readings = await logged(...lists);
        expect(
          result(
            readings.map((reading) => [reading]),
            true,
          ),
        ).toEqual(whole);
      }),
      { numRuns: 10, seed: 1 },
    );
  });

  test("of several replicas at once is reading all requests in order of time", async () => {
    const whole = result([await logged(requests)], false);
    const halves = await logged(
      requests.filter((_, at) => at % 2 === 1),
      requests.filter((_, at) => at % 2 === 0),
    );
    expect(result([halves], false)).toEqual(whole);
  });

  test("drops the rows of open windows when the columns change, and keeps the counts", async () => {
    const monitor = createMonitor(definition, reference);
    monitor.read(await logged(requestsFrom(someRecords(50, "a"))));
    const fewer = { ...definition, columns: definition.columns.slice(1) };
    const [window] = createMonitor(fewer, reference, monitor.state()).close(later);
    expect(window!.part).toMatchObject({ rows: [], service: { requests: 50 } });
  });

  test("records of a release that lacks a column are counted, and not compared", async () => {
    const more: MonitorDefinition = {
      ...definition,
      columns: [...definition.columns, { name: "city", kind: "category" }],
    };
    const [window] = await closed(requestsFrom(someRecords(50, "a")), more);
    expect(window!.part).toMatchObject({ strange: 50, rows: [], service: { records: 50 } });
  });
});

describe("counts over any stretch", () => {
  test("are those of the slices in it, as far back as they are kept", async () => {
    const monitor = createMonitor({ ...definition, serviceMilliseconds: 20 * minute }, reference);
    monitor.read(await logged(requestsFrom(someRecords(60, "a"), start, minute / 2)));
    expect(monitor.service({ start: start + 10 * minute, end: start + 15 * minute }).requests).toBe(10);
    monitor.close(start + 35 * minute);
    expect(monitor.service({ start, end: start + 15 * minute }).requests).toBe(0);
    expect(monitor.service({ start, end: start + 16 * minute }).requests).toBe(2);
  });
});
