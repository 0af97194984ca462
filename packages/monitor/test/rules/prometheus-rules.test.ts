import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { grafanaDashboard } from "../../src/rules/grafana-dashboard.ts";
import { prometheusRules } from "../../src/rules/prometheus-rules.ts";
import { isInstalled } from "./prometheus-programs.ts";
import { sampleMonitor } from "./sample-monitor.ts";

test("the rules of a monitor", async () => {
  await expect(prometheusRules(sampleMonitor)).toMatchFileSnapshot("churn-live.rules.yml");
});

test("what a template would read stands as it is written", () => {
  const [alert] = sampleMonitor.alerts;
  const rules = prometheusRules({ ...sampleMonitor, alerts: [{ ...alert!, source: "missing(`{{x}}`) > 1%" }] });
  expect(rules).toContain('condition: missing(`{{ "{{" }}x}}`) > 1%');
});

const folder = (): string => mkdtempSync(join(tmpdir(), "mlopsc-test-"));
const promtool = (words: readonly string[]): string => {
  try {
    return execFileSync("promtool", words, { encoding: "utf8", stdio: "pipe" });
  } catch (failure) {
    const { stdout, stderr } = failure as { stdout: string; stderr: string };
    throw new Error(`promtool ${words.join(" ")}\n${stdout}${stderr}`);
  }
};

describe.runIf(isInstalled("promtool"))("promtool", () => {
  test("finds no fault in the rules", () => {
    const file = join(folder(), "rules.yml");
    writeFileSync(file, prometheusRules(sampleMonitor));
    expect(promtool(["check", "rules", file])).toContain("7 rules found");
  });

  test("reads every expression of the dashboard", () => {
    const { panels } = grafanaDashboard(sampleMonitor) as { panels: { targets: { expr: string }[] }[] };
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    const rules = expressions.map((expr, at) => ({
      record: `panel_${at}`,
      expr: expr.replaceAll("$__rate_interval", "1m"),
    }));
    const file = join(folder(), "panels.yml");
    writeFileSync(file, stringify({ groups: [{ name: "panels", rules }] }));
    expect(promtool(["check", "rules", file])).toContain(`${rules.length} rules found`);
  });

  test("sees each alert fire when it should, and not before", () => {
    const place = folder();
    writeFileSync(join(place, "rules.yml"), prometheusRules(sampleMonitor));
    writeFileSync(join(place, "tests.yml"), stringify({ rule_files: ["rules.yml"], tests: timelines }));
    expect(promtool(["test", "rules", join(place, "tests.yml")])).toContain("SUCCESS");
  });
});

const labels = 'project="churn",deployment="churn_api",monitor="churn_live"';
const answered = (status: number): string =>
  `http_request_duration_seconds_count{job="churn_api",route="/predict",status="${status}"}`;

/** What each alert has seen when it fires below; a quantile lies nine tenths into the bucket from 0.05 to 0.1. */
const values: Readonly<Record<string, string>> = {
  ...{ drifted: "0.8", drifting: "0.8", slow: "0.095", failing: "0.05", silent: "0", decayed: "0.7", gaps: "0.3" },
};

/** Whether an alert fires at these times, in hours and minutes. */
const fires = (
  alert: string,
  severity: string,
  times: Readonly<Record<string, boolean>>,
  value = values[alert],
): readonly object[] =>
  Object.entries(times).map(([time, expected]) => ({
    eval_time: time,
    ...{ alertname: alert, value },
    exp_alerts: expected
      ? [{ exp_labels: { severity, project: "churn", deployment: "churn_api", monitor: "churn_live" } }]
      : [],
  }));

/** Series in Prometheus' own notation: `0+60x15` grows by 60 at each of 15 steps, `_` is no value. */
const timeline = (series: Readonly<Record<string, string>>, expected: readonly (readonly object[])[]): object => ({
  interval: "1m",
  input_series: Object.entries(series).map(([name, values]) => ({ series: name, values })),
  // What the annotations say is in the rules that stand beside this; here it is asked what fires.
  alert_rule_test: expected.flat().map((each) => withAnnotations(each as Expectation)),
});

interface Expectation {
  readonly alertname: string;
  readonly value: string;
  readonly exp_alerts: readonly object[];
}

function withAnnotations({ exp_alerts, value, ...test }: Expectation): object {
  const source = sampleMonitor.alerts.find(({ name }) => name === test.alertname)!.source;
  const annotations = { summary: `${test.alertname} of churn_live: ${source}`, condition: source, value };
  return { ...test, exp_alerts: exp_alerts.map((each) => ({ ...each, exp_annotations: annotations })) };
}

const auc = `mlopsc_monitor_drift_auc{${labels}}`;
const timelines = [
  // A window with 0.8 is shown from 1h on, the second from 2h; then three without.
  timeline({ [auc]: "0.5x59 0.8x119 0.5x299" }, [
    fires("drifted", "critical", { "1h30m": false, "2h": false, "2h2m": true, "4h": true, "4h10m": false }),
  ]),
  // One window alone, and a gap, are not enough.
  timeline({ [auc]: "0.5x59 0.8x59 0.5x299" }, [fires("drifted", "critical", { "2h2m": false, "4h": false })]),
  // Between the bounds nothing begins, and what has begun goes on.
  timeline({ [auc]: "0.7x59 0.8x59 0.7x59 0.5x59" }, [
    fires("drifting", "warning", { "30m": false, "1h10m": true }),
    fires("drifting", "warning", { "2h30m": true }, "0.7"),
    fires("drifting", "warning", { "3h10m": false }),
  ]),
  timeline(
    {
      [`mlopsc_monitor_live_metric{${labels},metric="auc"}`]: "0.76x59 0.7x59",
      [`mlopsc_monitor_test_metric{${labels},metric="auc"}`]: "0.8x119",
    },
    [fires("decayed", "warning", { "30m": false, "1h10m": true })],
  ),
  timeline(
    {
      [`mlopsc_monitor_missing_share{${labels},column="Âge"}`]: "0.05x59 0.3x119",
      [`mlopsc_monitor_drift_share{${labels}}`]: "0.5x119 0.1x59",
    },
    [fires("gaps", "warning", { "30m": false, "1h30m": true, "2h30m": false })],
  ),
  // 60 a minute for half an hour, then none: a quarter of an hour later it is silent.
  timeline({ [answered(200)]: "0+60x30 1800x60" }, [
    fires("silent", "warning", { "30m": false, "44m": false, "47m": true, "90m": true }),
  ]),
  // No series at all is no request.
  timeline({}, [fires("silent", "warning", { "1h": true })]),
  timeline({ [answered(200)]: "0+95x60", [answered(503)]: "_x10 0+5x49" }, [
    fires("failing", "warning", { "9m": false, "20m": true }),
  ]),
  timeline(
    {
      'http_request_duration_seconds_bucket{job="churn_api",route="/predict",status="200",le="0.05"}':
        "0+100x10 1000+50x30",
      'http_request_duration_seconds_bucket{job="churn_api",route="/predict",status="200",le="0.1"}': "0+100x40",
      'http_request_duration_seconds_bucket{job="churn_api",route="/predict",status="200",le="+Inf"}': "0+100x40",
    },
    [fires("slow", "warning", { "10m": false, "20m": true })],
  ),
];
