import { expect, test } from "vitest";
import { grafanaDashboard } from "../../src/rules/grafana-dashboard.ts";
import { sampleMonitor } from "./sample-monitor.ts";

interface Panel {
  readonly id: number;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly { readonly refId: string; readonly datasource: object }[];
  readonly fieldConfig: {
    readonly defaults: { readonly thresholds: { readonly steps: readonly { value: number | null }[] } };
  };
}
const dashboard = grafanaDashboard(sampleMonitor) as {
  uid: string;
  templating: { list: { name: string }[] };
  panels: Panel[];
};

test("the dashboard of a monitor", async () => {
  await expect(`${JSON.stringify(dashboard, null, 2)}\n`).toMatchFileSnapshot("churn-live.dashboard.txt");
});

test("panels have numbers and places of their own, and ask the Prometheus that is chosen", () => {
  const { panels, templating, uid } = dashboard;
  expect(uid).toMatch(/^[\w-]{1,40}$/);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  for (const { gridPos, targets } of panels) {
    expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    for (const { datasource } of targets)
      expect(datasource).toEqual({ type: "prometheus", uid: `\${${templating.list[0]!.name}}` });
    expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
  }
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
});

test("the bounds of alerts are lines in their panels, in the panel's unit", () => {
  const lines = Object.fromEntries(
    dashboard.panels.map(({ title, fieldConfig }) => [
      title,
      fieldConfig.defaults.thresholds.steps.flatMap(({ value }) => value ?? []),
    ]),
  );
  expect(lines).toMatchObject({ Latency: [0.05], Errors: [0.01], Drift: [0.2, 0.75], Requests: [1 / 60] });
});
