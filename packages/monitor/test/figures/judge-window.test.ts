import { alertFigures, columnFigures } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import {
  aggregate,
  type ClosedWindow,
  createMonitor,
  judgeWindow,
  latencyQuantile,
  type MonitorDefinition,
  mergeParts,
  prepareReference,
  serviceFigure,
  type WindowRecord,
  windowFigure,
} from "../../src/index.ts";
import { settingsOf } from "../../src/monitor-definition.ts";
import { columnLimits } from "../../src/windows/column-quality.ts";
import { addLatency } from "../../src/windows/latency-histogram.ts";
import {
  definition,
  logged,
  minute,
  reference,
  requestsFrom,
  someRecords,
  start,
  type TrafficRecord,
  type TrafficRequest,
} from "../fixtures/traffic.ts";

const prepared = prepareReference(definition, reference);
async function closedOf(requests: readonly TrafficRequest[]): Promise<ClosedWindow> {
  const monitor = createMonitor(definition, reference);
  monitor.read(await logged(requests));
  return monitor.close(start + 60 * minute)[0]!;
}
const recordOf = async (
  requests: readonly TrafficRequest[],
  by: MonitorDefinition = definition,
): Promise<WindowRecord> =>
  judgeWindow(await closedOf(requests), by === definition ? prepared : prepareReference(by, reference));
const traffic = (
  count: number,
  change?: (record: TrafficRecord) => TrafficRecord,
  label = "live",
): readonly TrafficRequest[] => requestsFrom(someRecords(count, label, change), start, 500);
const drifted = ({ drift }: WindowRecord): readonly string[] =>
  [...drift.columns, ...drift.predictions].filter(({ verdict }) => verdict === "drifted").map(({ column }) => column);

describe("the service", () => {
  test("errors, refusals and latency", async () => {
    const requests = traffic(100).map((request, at) => ({
      ...request,
      milliseconds: at + 1,
      status: at < 5 ? 500 : at < 15 ? 422 : 200,
    }));
    const found = await recordOf(requests);
    expect(found).toMatchObject({ requests: 100, records: 100, errors: 0.05, rejected: 0.1, releases: { 3: 100 } });
    for (const [share, value] of [
      [found.latency.p50, 50],
      [found.latency.p95, 95],
      [found.latency.p99, 99],
    ] as const)
      expect(Math.abs(share! / value - 1)).toBeLessThan(0.02);
  });

  test("quantiles are right within 2 %, at any size", () => {
    for (const milliseconds of [0.01, 0.5, 1, 7.3, 250, 90_000]) {
      const histogram = {};
      addLatency(histogram, milliseconds);
      expect(Math.abs(latencyQuantile(histogram, 0.5)! / milliseconds - 1)).toBeLessThan(0.02);
    }
    expect(latencyQuantile({}, 0.5)).toBeNull();
  });
});

describe("quality of data", () => {
  test("missing, out of range, unseen and refused, by column", async () => {
    const records = someRecords(99, "odd").map((record, at) => ({
      ...record,
      age: at < 10 ? null : at < 13 ? 400 : Math.min(60, Math.max(20, record.age!)),
      segment: at < 7 ? "z" : record.segment,
    }));
    const refused: TrafficRequest = {
      time: start + 90_000,
      status: 422,
      problems: [{ column: "age", code: "out_of_range" as const }],
    };
    const { quality } = await recordOf([...requestsFrom(records), { ...refused, id: "bad" }]);
    expect(quality["age"]).toEqual({ missing: 0.1, outOfRange: 0.04, unseen: 0, refused: 1 });
    expect(quality["segment"]).toEqual({ missing: 0, outOfRange: 0, unseen: 7 / 99, refused: 0 });
  });
});

describe("drift", () => {
  test("of traffic like the reference there is none", async () => {
    const { drift } = await recordOf(traffic(600));
    expect(drift).toMatchObject({ verdict: "same", rows: 600, share: 0 });
    expect(drift.columns.map(({ column }) => column)).toEqual(["age", "income", "segment"]);
    expect(drift.predictions.map(({ column }) => column)).toEqual(["(probability)", "(prediction)"]);
    expect(drift.classifier!.interval![0]).toBeLessThan(0.5);
  });

  test("a column that moved is found, by itself and by the classifier", async () => {
    const found = await recordOf(traffic(600, (record) => ({ ...record, income: record.income! + 8 })));
    expect(drifted(found)).toEqual(["income"]);
    expect(found.drift).toMatchObject({ verdict: "drifted", share: 1 / 5, classifier: { verdict: "drifted" } });
    expect(found.drift.classifier!.importances[0]!.column).toBe("income");
    expect(found.drift.classifier!.roc.length).toBeGreaterThan(2);
  });

  test("predictions that moved are found where no column has", async () => {
    const found = await recordOf(traffic(600, (record) => ({ ...record, probability: record.probability ** 3 })));
    expect(drifted(found)).toEqual(["(probability)", "(prediction)"]);
  });

  test("a threshold of one column leaves the others alone", async () => {
    const moved = traffic(600, (record) => ({ ...record, income: record.income! + 8, age: record.age! + 8 }));
    expect(drifted(await recordOf(moved))).toEqual(["age", "income"]);
    const by: MonitorDefinition = { ...definition, leastEffect: { columns: { age: 5 } } };
    expect(drifted(await recordOf(moved, by))).toEqual(["income"]);
  });

  test("columns of times and texts are not compared", async () => {
    const kinds = ["timestamp", "date", "text", "id"] as const;
    const columns = kinds.map((kind) => ({ name: kind, kind }));
    expect(
      prepareReference({ ...definition, columns: [...definition.columns, ...columns] }, reference).features,
    ).toEqual(["age", "income", "segment"]);
  });
});

describe("few requests", () => {
  test("are counted, and no share, quantile or drift is told of them", async () => {
    const found = await recordOf(traffic(19, (record) => ({ ...record, age: 1000, segment: "z" })));
    expect(found).toMatchObject({
      ...{ requests: 19, errors: null, rejected: null, latency: { p50: null, p95: null, p99: null } },
      quality: { age: { missing: null, outOfRange: null, unseen: null } },
      drift: { verdict: "not_judged", reason: "few_rows", share: null, classifier: null },
    });
    for (const name of figureNames.filter((each) => !["requests", "drift.changes", "test.auc"].includes(each)))
      expect(windowFigure(name, { record: found, test: {} }), name).toBeUndefined();
  });

  test("none at all are a window of zeros", async () => {
    const monitor = createMonitor(definition, reference);
    monitor.close(start);
    const [empty] = monitor.close(start + 11 * minute);
    expect(judgeWindow(empty!, prepared)).toMatchObject({ requests: 0, drift: { verdict: "not_judged", rows: 0 } });
  });
});

const columnNames = Object.keys(columnFigures).map((name) => `${name}(${name === "unseen" ? "segment" : "age"})`);
const figureNames = [...Object.keys(alertFigures), ...columnNames, "live.auc", "test.auc"];

describe("figures by name", () => {
  test("each that a condition can ask for is one of a window", async () => {
    const record = { ...(await recordOf(traffic(600))), partial: false };
    const live = { answers: 600, labelled: 600, metrics: { auc: 0.8 } };
    expect(figureNames.length).toBeGreaterThan(15);
    for (const name of figureNames) {
      const value = windowFigure(name, { record, live, test: { auc: 0.81 } });
      expect(value, name).toBeTypeOf("number");
      const { low = -Infinity, high = Infinity } = (alertFigures[name] ?? { range: {} }).range;
      expect(value! >= low && value! <= high, name).toBe(true);
    }
    expect(windowFigure("requests", { record, test: {} })).toBe(1);
    expect(windowFigure("missing(`age`)", { record, test: {} })).toBe(0);
  });

  test("the number of requests of a partial window is none", async () => {
    expect(windowFigure("requests", { record: await recordOf(traffic(30)), test: {} })).toBeUndefined();
  });

  test("of the service over any stretch", async () => {
    const monitor = createMonitor(definition, reference);
    monitor.read(await logged(traffic(100).map((request, at) => ({ ...request, status: at % 10 === 0 ? 503 : 200 }))));
    const figure = (name: string, seconds: number): number | undefined => {
      const stretch = { start, end: start + 1000 * seconds };
      return serviceFigure(name, monitor.service(stretch), stretch);
    };
    expect(figure("requests", 50)).toBe(2);
    // From within a slice on it is counted from the slice's start, and divided by that time.
    const within = { start: start + 5000, end: start + 50_000 };
    expect(serviceFigure("requests", monitor.service(within), within)).toBe(2);
    expect(figure("errors", 50)).toBe(0.1);
    expect(figure("rejected", 50)).toBe(0);
    expect(figure("latency.p95", 50)).toBeCloseTo(4, 1);
    expect(monitor.service({ start: start + minute, end: start + 2 * minute }).requests).toBe(0);
    expect(
      serviceFigure("errors", monitor.service({ start: start + minute, end: start + 2 * minute }), {
        start: 0,
        end: 1,
      }),
    ).toBeUndefined();
  });
});

describe("parts", () => {
  test("of a window, merged in any order, are the window", async () => {
    const settings = settingsOf({ ...definition, sampleRows: 50, answerRows: 70 });
    const limits = settings.columns.map((column, at) =>
      columnLimits(column, reference.profile[at], reference.table.columns[at]),
    );
    const window = { start, end: start + 10 * minute };
    const requests = traffic(400).map((request, at) => ({ ...request, milliseconds: at % 13 }));
    const [whole, ...parts] = await logged(
      requests,
      requests.slice(0, 90),
      requests.slice(90, 300),
      requests.slice(300),
    );
    const context = { settings, limits };
    const [a, b, c] = parts.map((part) => aggregate(window, part, context));
    const expected = aggregate(window, whole!, context);
    expect(mergeParts(mergeParts(a!, b!, settings), c!, settings)).toEqual(expected);
    expect(mergeParts(c!, mergeParts(b!, a!, settings), settings)).toEqual(expected);
    expect(expected.rows).toHaveLength(50);
    expect(expected.service.requests).toBe(400);
  });
});

describe("value by value", () => {
  test("a service that begins to fail and to be slow is noticed at once, and the moment told", async () => {
    const requests = traffic(1000).map((request, at) => ({
      ...request,
      milliseconds: at < 600 ? 4 + (at % 3) : 40 + (at % 3),
      status: at >= 800 && at % 2 === 0 ? 500 : 200,
    }));
    const { changes } = await recordOf(requests);
    const first = (of: string): number => (changes.find((change) => change.of === of)!.time - start) / 500;
    expect(first("latency")).toBeGreaterThanOrEqual(600);
    expect(first("latency")).toBeLessThan(640);
    expect(first("errors")).toBeGreaterThanOrEqual(800);
    expect(first("errors")).toBeLessThan(840);
    expect(changes.some(({ of }) => of === "prediction")).toBe(false);
  });
});
