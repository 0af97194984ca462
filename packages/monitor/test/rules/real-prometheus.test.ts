import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createPort } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { startServer } from "@mlopsc/serve";
import type { ChannelDefinition } from "@mlopsc/vocabulary";
import { describe, expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { goodRecord, sampleModels, today } from "../../../serve/test/sample-models.ts";
import { monitorMetrics } from "../../src/rules/monitor-metrics.ts";
import { serviceExpression } from "../../src/rules/prometheus-expression.ts";
import { prometheusRules } from "../../src/rules/prometheus-rules.ts";
import type { WatchedMonitor } from "../../src/rules/watched-monitor.ts";
import { minute, sampleAlert } from "../alerts/sample-alert.ts";
import { deliver } from "../channels/deliver.ts";
import { startReceiver } from "../channels/receiver.ts";
import { isInstalled, startProgram } from "./prometheus-programs.ts";

const installed = isInstalled("prometheus") && isInstalled("prometheus-alertmanager");

const watched: WatchedMonitor = {
  ...{ project: "churn", monitor: "churn_live", deployment: "churn_api", windowMilliseconds: minute },
  alerts: [sampleAlert({ severity: "critical" })],
};

/** What Alertmanager's webhook posts. */
interface Told {
  readonly status: string;
  readonly alerts: readonly { readonly status: string; readonly labels: Readonly<Record<string, string>> }[];
}

describe.runIf(installed)("a real Prometheus and a real Alertmanager", () => {
  test("what the monitor shows fires there, reaches Alertmanager, and comes back; so does its end", async () => {
    const receiver = await startReceiver();
    const monitor = await startMonitor();
    const alertmanager = await startAlertmanager(`${receiver.url}/told`);
    const prometheus = await startPrometheus(
      { job_name: "monitor", targets: [`127.0.0.1:${monitor.port}`] },
      alertmanager,
    );
    const told = (): readonly Told[] => receiver.received.map(({ body }) => JSON.parse(body) as Told);

    await until("Prometheus scrapes the monitor", async () => {
      const { data } = await answer(`http://127.0.0.1:${prometheus}/api/v1/query?query=mlopsc_monitor_drift_auc`);
      return (data as { result: unknown[] }).result.length > 0;
    });
    expect(told()).toEqual([]);
    monitor.show(0.8);
    await until("the webhook is told", async () => told().length > 0);
    const labels = {
      ...{ alertname: "drifted", severity: "critical" },
      ...{ project: "churn", deployment: "churn_api", monitor: "churn_live" },
    };
    expect(told()[0]).toMatchObject({ status: "firing", alerts: [{ status: "firing", labels }] });
    monitor.show(0.5);
    await until("the webhook is told of the end", async () => told().some(({ status }) => status === "resolved"));
    expect(told().filter(({ status }) => status === "firing")).toHaveLength(1);
    expect(told().find(({ status }) => status === "resolved")!.alerts[0]!.labels).toEqual(labels);
  });

  test("the figures of the service are those that a server shows", async () => {
    const [{ model } = { model: undefined }] = sampleModels();
    const options = { model: model!, version: "1", today: () => today, processMetrics: false };
    const server = await startServer(options, { port: 0, host: "127.0.0.1" });
    onTestFinished(() => server.close());
    const prometheus = await startPrometheus({ job_name: "churn_api", targets: [`127.0.0.1:${server.port}`] });
    // Three good requests to one that is refused; none of Prometheus' own counts.
    const post = (body: string) =>
      fetch(`${server.url}/predict`, { method: "POST", headers: { "content-type": "application/json" }, body });
    const send = async (): Promise<void> => {
      for (let good = 0; good < 3; good++) expect((await post(JSON.stringify(goodRecord))).status).toBe(200);
      expect((await post("{}")).status).toBe(422);
    };
    const value = async (figure: string): Promise<number> => {
      const query = encodeURIComponent(serviceExpression(figure, "churn_api", "1m"));
      const { data } = await answer(`http://127.0.0.1:${prometheus}/api/v1/query?query=${query}`);
      return Number((data as { result: { value: [number, string] }[] }).result[0]?.value[1]);
    };
    await until("Prometheus has seen more than one scrape", async () => {
      await send();
      return (await value("requests")) > 0 && (await value("rejected")) > 0;
    });
    expect(await value("rejected")).toBeGreaterThan(0.1);
    expect(await value("rejected")).toBeLessThan(0.5);
    expect(await value("errors")).toBe(0);
    expect(await value("latency.p95")).toBeGreaterThan(0);
    expect(await value("latency.p95")).toBeLessThan(1);
  });

  test("Alertmanager takes what the channel sends, as the alert that the rules would make", async () => {
    const receiver = await startReceiver();
    const port = await startAlertmanager(`${receiver.url}/told`);
    const relay: ChannelDefinition = {
      ...{ name: "relay", kind: "webhook", format: "alertmanager" },
      address: { text: `http://127.0.0.1:${port}` },
    };
    const firedAt = new Date(Date.now() - minute).toISOString();
    expect((await deliver(relay, {}, { firedAt }, Date.now())).entry.state).toBe("sent");
    await until("the webhook is told", async () => receiver.received.length > 0);
    const held = (await answer(`http://127.0.0.1:${port}/api/v2/alerts`)) as unknown as readonly { labels: object }[];
    expect(held.map(({ labels }) => labels)).toEqual([
      {
        ...{ alertname: "drifted", severity: "critical" },
        ...{ project: "churn", deployment: "churn_api", monitor: "churn_live" },
      },
    ]);
    const over = { state: "resolved", firedAt, endedAt: new Date().toISOString() } as const;
    expect((await deliver(relay, {}, over, Date.now())).entry.state).toBe("sent");
    await until("the webhook is told of the end", async () => receiver.received.length > 1);
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as Told).status)).toEqual(["firing", "resolved"]);
  });
});

async function startMonitor(): Promise<{ readonly port: number; readonly show: (auc: number) => void }> {
  let auc = 0.5;
  const server = createServer(async (_request, response) => {
    const reading = { ...watched, windowEnd: Date.now(), figures: { "drift.auc": auc }, alerts: {} };
    response.setHeader("content-type", "text/plain; version=0.0.4").end(await monitorMetrics(reading));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, show: (value) => (auc = value) };
}

async function startAlertmanager(webhook: string): Promise<number> {
  const [folder, port] = [newFolder(), await freePort()];
  const file = join(folder, "alertmanager.yml");
  const route = { receiver: "back", group_wait: "0s", group_interval: "1s", group_by: ["alertname"] };
  const receivers = [{ name: "back", webhook_configs: [{ url: webhook, send_resolved: true }] }];
  writeFileSync(file, stringify({ route, receivers }));
  startProgram("prometheus-alertmanager", [
    `--config.file=${file}`,
    `--storage.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
    "--cluster.listen-address=",
  ]);
  await until("Alertmanager is ready", () => isReady(port));
  return port;
}

async function startPrometheus(
  { job_name, targets }: { readonly job_name: string; readonly targets: readonly string[] },
  alertmanager?: number,
): Promise<number> {
  const [folder, port] = [newFolder(), await freePort()];
  writeFileSync(join(folder, "rules.yml"), prometheusRules(watched));
  const alertmanagers = [{ static_configs: [{ targets: [`127.0.0.1:${alertmanager}`] }] }];
  const configuration = {
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: ["rules.yml"],
    scrape_configs: [{ job_name, honor_labels: true, static_configs: [{ targets }] }],
    ...(alertmanager === undefined ? {} : { alerting: { alertmanagers } }),
  };
  writeFileSync(join(folder, "prometheus.yml"), stringify(configuration));
  startProgram("prometheus", [
    `--config.file=${join(folder, "prometheus.yml")}`,
    `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await until("Prometheus is ready", () => isReady(port));
  return port;
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), "mlopsc-test-"));

async function freePort(): Promise<number> {
  const server = createPort();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const isReady = async (port: number): Promise<boolean> => (await fetch(`http://127.0.0.1:${port}/-/ready`)).ok;

async function answer(url: string): Promise<Readonly<Record<string, unknown>>> {
  return (await (await fetch(url)).json()) as Readonly<Record<string, unknown>>;
}

/** Asks until it is so; what cannot be asked yet is not so yet. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const limit = Date.now() + 40_000;
  while (!(await isSo().catch(() => false))) {
    if (Date.now() > limit) throw new Error(`in 40 s not: ${what}`);
    await delay(100);
  }
}
