import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numericColumn, profileTable, seededRandom, tableOf } from "@mlopsc/learn";
import { type MonitorDefinition, prepareReference } from "@mlopsc/monitor";
import { expect, test } from "vitest";
import type { Engine } from "../../src/apply/open-engine.ts";
import { rollBack } from "../../src/deploy/roll-back.ts";
import { act } from "../../src/operate/act.ts";
import { look } from "../../src/operate/look.ts";
import { monitorReading } from "../../src/operate/monitor-reading.ts";
import type { MonitorSetup } from "../../src/operate/monitor-setup.ts";
import { refusalOf } from "../../src/operate/refusals.ts";
import { modelServices } from "../handlers/model-project.ts";
import { memoryRegistry } from "../walk/walk-fixture.ts";

const hour = 3_600_000;

/** A monitor of a deployment that nobody has brought anywhere yet. */
function setup(): MonitorSetup {
  const random = seededRandom(1, "reference");
  const table = tableOf([
    numericColumn(
      "x",
      "number",
      Float64Array.from({ length: 200 }, () => random.normal()),
    ),
  ]);
  const definition: MonitorDefinition = {
    window: { kind: "time", milliseconds: hour },
    ...{ task: "regression", classes: [], columns: [{ name: "x", kind: "number" }], seed: 1 },
    detector: { kind: "classifier", algorithm: { algorithm: "decision_tree", parameters: {} }, testShare: 0.2 },
  };
  const reference = { table, profile: profileTable(table) };
  const { detector, seed } = definition;
  return {
    ...{ name: "live", definition, reference, prepared: prepareReference(definition, reference), test: {} },
    config: {
      ...{ project: "p", deployment: "api", target: "here", reference: "train", windowMilliseconds: hour },
      ...{ detector, seed },
    },
    alerts: { alerts: [], channels: [] },
    model: "model.m",
  };
}

test("windows without requests are windows too, and each is closed once", async () => {
  const { services } = modelServices({});
  const at = async (now: number): Promise<readonly number[]> => {
    const seen = await look(services, setup(), { now });
    return seen.ok ? seen.value.windows.map(({ record }) => record.window.start / hour) : [];
  };
  expect(await at(10.5 * hour)).toEqual([]);
  expect(await at(12.5 * hour)).toEqual([10, 11]);
  expect(await at(12.5 * hour)).toEqual([]);
  expect(services.registry.monitors.windows("live")).toHaveLength(2);
  expect(monitorReading(services, setup())).toEqual({
    ...{ project: "p", deployment: "api", monitor: "live", windowEnd: 12 * hour, alerts: {} },
    figures: { "drift.changes": 0, requests: 0 },
  });
});

test("of two that look at once, one keeps what it saw, and the other says why not", async () => {
  const { services } = modelServices({});
  await look(services, setup(), { now: 10 * hour });
  const both = await Promise.all([11, 12].map((at) => look(services, setup(), { now: (at + 0.5) * hour })));
  expect(both.map(({ ok }) => ok)).toEqual([true, false]);
  expect(both[1]).toMatchObject({ problems: [{ code: "ML5435" }] });
  expect(services.registry.monitors.windows("live").map(({ start }) => start / hour)).toEqual([10]);
});

test("nothing can be rolled back where nothing answers", async () => {
  const { services } = modelServices({});
  const { problems } = await rollBack(services, { deployment: "api", target: "here", reason: "slow" });
  expect(problems?.map(({ code }) => code)).toEqual(["ML5430"]);
});

test("a model that a retraining refused waits for a person, until another decision about it", () => {
  const registry = memoryRegistry();
  const decide = (event: string, object: string): void =>
    registry.decisions.add({ subject: "model.m", event, message: "not better", detail: { object } });
  expect(refusalOf(registry, "model.m", "one")).toBeUndefined();
  decide("refused", "one");
  decide("refused", "two");
  expect(refusalOf(registry, "model.m", "one")).toBe("was refused when it was retrained: not better");
  expect(refusalOf(registry, "model.m", "three")).toBeUndefined();
  decide("retrained", "one");
  expect(refusalOf(registry, "model.m", "one")).toBeUndefined();
});

test("what another look kept while an action ran stays kept", async () => {
  const projectFolder = mkdtempSync(join(tmpdir(), "mlopsc-act-"));
  const services = { ...modelServices({}).services, projectFolder };
  const { monitors } = services.registry;
  await look(services, setup(), { now: 10 * hour });
  const action = { kind: "run", command: ["node", "--version"] } as const;
  const pending = [{ alert: "slow", action, at: 1, source: "errors > 1%" }];
  monitors.save("live", { state: { ...(monitors.state("live") as object), pending }, cursors: [], windows: [] });
  const engine = { services, state: services, handlers: {}, close: async () => {} } as unknown as Engine;
  const desired = () => Promise.reject(new Error("nothing is compiled"));
  const acting = act(setup(), { engine, clock: () => 0, who: "ada", concurrency: 1, desired, today: () => 0 });
  await look(services, setup(), { now: 11.5 * hour });
  expect((await acting)[0]?.message).toBe("`node --version` ended with exit code 0");
  expect(monitors.state("live")).toMatchObject({ looks: 2, pending: [], servedTo: 11.5 * hour });
});

test("a retraining beyond what the alert allows is not begun, and the history says why", async () => {
  const { services } = modelServices({});
  const { registry } = services;
  await look(services, setup(), { now: 10 * hour });
  const action = { kind: "retrain", model: "m", atMost: 1 / 86_400 } as const;
  const pending = [{ alert: "decayed", action, at: 30 * hour, source: "live.r2 < 0.5" }];
  const retrainings = [{ model: "m", at: 8 * hour, milliseconds: 1000 }];
  const known = registry.monitors.state("live") as object;
  registry.monitors.save("live", { state: { ...known, pending, retrainings }, cursors: [], windows: [] });
  const engine = { services, state: services, handlers: {}, close: async () => {} } as unknown as Engine;
  const desired = () => Promise.reject(new Error("nothing is compiled"));
  const [done] = await act(setup(), { engine, clock: () => 0, who: "ada", concurrency: 1, desired, today: () => 0 });
  expect(done?.message).toBe("m is not retrained: it was retrained once in 24 h, and may be once");
  expect(registry.monitors.state("live")).toMatchObject({ pending: [], retrainings });
  expect(registry.decisions.list({ subject: "alert.decayed" })).toMatchObject([
    { event: "not retrained", message: "m: it was retrained once in 24 h, and may be once" },
  ]);
});
