import { beforeAll, expect, test } from "vitest";
import { createChartDrawer } from "../../src/report/charts/draw-chart.ts";
import type { MonitorReport } from "../../src/report/index.ts";
import { monitorSection } from "../../src/report/sections/monitor-section.ts";
import { sampleMonitor } from "./sample-monitor.ts";

let monitor: MonitorReport;
let section: string;
const sectionOf = async (shown: MonitorReport): Promise<string> =>
  (await monitorSection(shown, createChartDrawer())).markup;

beforeAll(async () => {
  monitor = sampleMonitor();
  section = await sectionOf(monitor);
});

test("tells how many windows have drifted, and the last of them", () => {
  const drifted = monitor.windows.map(({ record }) => record.drift.verdict === "drifted");
  expect(drifted.slice(20).every(Boolean)).toBe(true);
  expect(drifted.slice(0, 20).filter(Boolean).length).toBeLessThanOrEqual(1);
  expect(section).toContain(`${drifted.filter(Boolean).length} of 30 windows that were judged`);
  expect(section).toContain("has drifted");
  expect(section).toContain("to 2024-11-02\u00a006:00 UTC");
});

test("draws drift by column, all columns together, latency, traffic and the live metric", () => {
  const titles = [...section.matchAll(/<figcaption><b>([^<]+)<\/b>/g)].map(([, title]) => title);
  expect(titles).toEqual([
    "Drift by column and window.",
    "All columns together.",
    "Latency.",
    "Traffic.",
    "As labels have come.",
  ]);
  // What moved most stands first.
  expect(section).toContain('aria-label="How far columns have moved over 30 windows, most of all: spend,');
  expect(section).toContain("Dashed: 0.720 on the test part.");
  expect(section).toContain("5400 predictions have been measured.");
});

test("windows that are not judged leave gaps, and draw nothing where all are", async () => {
  const windows = monitor.windows.map(({ record }) => ({
    live: null,
    record: {
      ...record,
      latency: { ...record.latency, p50: null, p95: null },
      drift: { ...record.drift, verdict: "not_judged" as const, columns: [], predictions: [], classifier: null },
    },
  }));
  const bare = await sectionOf({ ...monitor, windows });
  expect(bare).toContain("too few records to judge");
  expect([...bare.matchAll(/<figcaption><b>([^<]+)/g)].map(([, title]) => title)).toEqual(["Traffic."]);
});

test("before the first window has ended it says so", async () => {
  expect(await sectionOf({ ...monitor, windows: [] })).toContain("has ended yet");
});
