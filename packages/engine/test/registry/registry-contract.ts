import { expect, test } from "vitest";
import { registryContent } from "../../src/registry/sqlite/registry-content.ts";
import type { SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { sampleStep } from "./sample-step.ts";

/** What every registry promises. */
export function registryContract(open: (now?: () => number) => Promise<SqliteRegistry>): void {
  test("tells a finished step again, and grows its serial", async () => {
    const registry = await open();
    expect(registry.snapshot()).toEqual({ serial: 0, steps: {} });
    registry.steps.record(
      sampleStep("dataset.a", { table: "t" }, { objects: ["o1", "o2"], fingerprint: "f", inputs: { data: "x" } }),
    );
    const { serial, steps } = registry.snapshot();
    expect(serial).toBe(1);
    expect(steps["dataset.a"]).toMatchObject({
      address: "dataset.a",
      kind: "ingest-dataset",
      inputs: { data: "x" },
      fingerprint: "f",
      handlerVersion: 1,
      durationMilliseconds: 5,
    });
    expect(registry.steps.current("dataset.a")).toMatchObject({ outcome: { table: "t" }, objects: ["o1", "o2"] });
    expect(registry.steps.execution("key of dataset.a")).toMatchObject({ outcome: { table: "t" }, fingerprint: "f" });
    expect(registry.steps.current("dataset.b")).toBeUndefined();
  });

  test("keeps results of removed and replaced steps until they are dropped", async () => {
    const registry = await open();
    registry.steps.record(sampleStep("a", 1, { executionKey: "first", objects: ["one"] }));
    registry.steps.record(sampleStep("a", 2, { executionKey: "second", objects: ["two"] }));
    expect(registry.steps.execution("first")?.outcome).toBe(1);
    expect(registry.referencedObjects({ history: true })).toEqual(new Set(["one", "two"]));
    expect(registry.referencedObjects({ history: false })).toEqual(new Set(["two"]));
    expect(registry.steps.dropHistory()).toBe(1);
    expect(registry.steps.execution("first")).toBeUndefined();
    registry.steps.remove("a");
    expect(registry.steps.addresses()).toEqual([]);
    expect(registry.steps.execution("second")?.outcome).toBe(2);
  });

  test("lets a step stand on an earlier result", async () => {
    const registry = await open();
    registry.steps.record(sampleStep("a", 1, { executionKey: "first" }));
    registry.steps.record(sampleStep("a", 2, { executionKey: "second" }));
    registry.steps.relink(sampleStep("a", 1, { executionKey: "first", digest: "old" }));
    expect(registry.steps.current("a")).toMatchObject({ outcome: 1, digest: "old" });
  });

  test("is all or nothing where a part cannot be recorded", async () => {
    const registry = await open();
    const before = registryContent(registry);
    const twice = { name: "a", object: "o", columns: [], profile: {}, rows: Number.NaN, fingerprint: "f", today: 0 };
    expect(() => registry.steps.record(sampleStep("a", 1, { versions: { dataset: twice } }))).toThrow();
    expect(registryContent(registry)).toBe(before);
    expect(registry.serial()).toBe(0);
  });

  test("numbers the contents of a dataset in the order in which they were first seen", async () => {
    const registry = await open();
    const version = (object: string) => ({
      name: "a",
      object,
      columns: [],
      profile: {},
      rows: 1,
      fingerprint: "f",
      today: 7,
    });
    for (const object of ["x", "y", "x", "z"])
      registry.steps.record(sampleStep("dataset.a", object, { versions: { dataset: version(object) } }));
    expect(registry.datasets.versions("a").map(({ version: number, object }) => [number, object])).toEqual([
      [1, "x"],
      [2, "y"],
      [3, "z"],
    ]);
    expect(registry.datasets.withObject("a", "y")?.version).toBe(2);
    expect(registry.datasets.names()).toEqual(["a"]);
  });

  test("counts a model on a test part once", async () => {
    const registry = await open();
    for (const object of ["m1", "m1", "m2"])
      registry.steps.record(sampleStep("e", object, { versions: { testUse: { split: "s", model: "churn", object } } }));
    expect(registry.models.testUses("s", "churn").map(({ object }) => object)).toEqual(["m1", "m2"]);
    expect(registry.models.testUses("other", "churn")).toEqual([]);
  });

  test("numbers versions of a model", async () => {
    const registry = await open();
    expect(registry.models.nextVersion("churn")).toBe(1);
    const model = { name: "churn", version: 1, object: "m1", metrics: { auc: 0.8 }, lineage: {} };
    registry.steps.record(sampleStep("r", 1, { versions: { model } }));
    expect(registry.models.nextVersion("churn")).toBe(2);
    expect(registry.models.withObject("churn", "m1")).toMatchObject({ version: 1, metrics: { auc: 0.8 } });
  });

  test("keeps trials with the result of their search, and drops them with it", async () => {
    const registry = await open();
    const trial = { trial: { score: 0.5 }, state: "complete", durationMilliseconds: 1 } as const;
    registry.trials.add("key", { index: 1, ...trial });
    registry.trials.add("key", { index: 0, ...trial });
    expect(registry.trials.of("key").map(({ index }) => index)).toEqual([0, 1]);
    registry.steps.record(sampleStep("search", {}, { executionKey: "key" }));
    expect(registry.trials.of("key")).toHaveLength(2);
    registry.steps.record(sampleStep("search", {}, { executionKey: "other" }));
    registry.trials.add("unfinished", { index: 0, ...trial, started: 7, folds: [{ auc: 0.5 }] });
    registry.steps.dropHistory();
    expect(registry.trials.of("key")).toEqual([]);
    expect(registry.trials.of("unfinished")).toEqual([{ index: 0, ...trial, started: 7, folds: [{ auc: 0.5 }] }]);
  });

  test("tells what each step ever stood on, and from which versions of which datasets", async () => {
    const registry = await open();
    const takeIn = (object: string) => {
      const facts = { columns: [], profile: [], rows: 1, fingerprint: object, today: 0 };
      const versions = { dataset: { name: "rows", object, ...facts } };
      registry.steps.record(sampleStep("dataset.rows", object, { executionKey: object, versions }));
    };
    const train = { kind: "train-model", inputs: { data: "dataset.rows" } };
    takeIn("x");
    registry.steps.record(sampleStep("model.a", 1, { ...train, executionKey: "first" }));
    takeIn("y");
    registry.steps.begin(sampleStep("model.a", 2, { ...train, executionKey: "second", apply: 2 }));
    const links = () =>
      registry.steps.links("train-model").map(({ executionKey, inputs, sources, apply, current }) => ({
        ...{ executionKey, sources, apply, current },
        made: inputs["data"]?.execution,
      }));
    expect(links()).toEqual([
      { executionKey: "first", made: "x", sources: { rows: 1 }, apply: 1, current: true },
      { executionKey: "second", made: "y", sources: { rows: 2 }, apply: 2, current: false },
    ]);
    registry.steps.record(sampleStep("model.a", 2, { ...train, executionKey: "second", apply: 3 }));
    registry.steps.relink(sampleStep("model.a", 1, { ...train, executionKey: "first", apply: 4 }));
    expect(links().map(({ sources, apply, current }) => [sources["rows"], apply, current])).toEqual([
      [1, 1, true],
      [2, 3, false],
    ]);
    registry.steps.dropHistory();
    expect(links().map(({ executionKey }) => executionKey)).toEqual(["first"]);
  });

  test("writes a chronicle, and says of an apply that was killed that it was interrupted", async () => {
    let now = 100;
    const registry = await open(() => now);
    const first = registry.applies.start("ada", { create: 2 });
    registry.applies.note(first, { time: 101, address: "a", event: "started", message: "" });
    now = 200;
    const second = registry.applies.start("bob", {});
    registry.applies.end(second, "done");
    expect(registry.applies.list()).toEqual([
      { id: second, who: "bob", started: 200, ended: 200, status: "done", counts: {} },
      { id: first, who: "ada", started: 100, ended: 200, status: "interrupted", counts: { create: 2 } },
    ]);
    expect(registry.applies.events(first)).toEqual([{ time: 101, address: "a", event: "started", message: "" }]);
  });

  test("has content that does not know the time", async () => {
    const early = await open(() => 1);
    const late = await open(() => 2);
    early.steps.record(sampleStep("a", 1));
    late.steps.record(sampleStep("a", 1, { started: 77, durationMilliseconds: 99, apply: 3 }));
    expect(registryContent(early)).toBe(registryContent(late));
    late.steps.record(sampleStep("b", 1));
    expect(registryContent(early)).not.toBe(registryContent(late));
  });

  test("remembers the digest of a file as long as its key is the same", async () => {
    const { fingerprints } = await open();
    fingerprints.set("a.csv\n10\n1", "digest");
    expect(fingerprints.get("a.csv\n10\n1")).toBe("digest");
    expect(fingerprints.get("a.csv\n11\n1")).toBeUndefined();
    fingerprints.set("a.csv\n11\n1", "other");
    expect(fingerprints.get("a.csv\n10\n1")).toBeUndefined();
  });

  test("knows which release answered on a target at a moment", async () => {
    let now = 0;
    const registry = await open(() => now);
    const { releases } = registry;
    const release = (number: number, version: number) => ({
      ...{ deployment: "api", target: "production", number, model: "churn", version, image: `sha256:${version}` },
      ...{ settings: { replicas: 2 }, who: "ada" },
    });
    const at = (time: number): number | undefined => releases.serving("api", "production", time)?.number;
    now = 10;
    releases.start(release(1, 1));
    expect(releases.serving("api", "production")).toBeUndefined();
    now = 20;
    releases.serve(release(1, 1), "replaced");
    now = 30;
    releases.start(release(2, 2));
    releases.end(release(2, 2), "refused", "parity");
    now = 40;
    releases.start(release(3, 2));
    now = 50;
    releases.serve(release(3, 2), "replaced");
    now = 60;
    releases.start(release(4, 1));
    releases.serve(release(4, 1), "rolled_back");
    expect([10, 20, 45, 50, 59, 60].map(at)).toEqual([undefined, 1, 1, 3, 3, 4]);
    expect(releases.list("api").map(({ status }) => status)).toEqual(["replaced", "refused", "rolled_back", "serving"]);
    expect(releases.list("api", "staging")).toEqual([]);
    expect(releases.list("api")[1]).toMatchObject({ reason: "parity", settings: { replicas: 2 }, who: "ada" });
    expect(releases.deployments()).toEqual(["api"]);
  });

  test("counts a release that was prepared when a kill came as refused", async () => {
    const { releases } = await open();
    const release = { deployment: "api", target: "t", model: "m", version: 1, image: "i", settings: {}, who: "ada" };
    releases.start({ ...release, number: 1 });
    releases.start({ ...release, number: 2 });
    expect(releases.list("api").map(({ status }) => status)).toEqual(["refused", "preparing"]);
  });

  test("keeps what was decided in order, by subject and time", async () => {
    const { decisions } = await open(() => 100);
    const decision = (subject: string, time?: number) => ({
      ...{ subject, event: "fired", message: "drift.auc is 0.9", detail: { auc: 0.9 } },
      ...(time === undefined ? {} : { time }),
    });
    decisions.add(decision("deploy.api/production", 5));
    decisions.add(decision("deploy.apiary"));
    expect(decisions.list({ subject: "deploy.api" })).toEqual([decision("deploy.api/production", 5)]);
    expect(decisions.list({ until: 50 })).toHaveLength(1);
    expect(decisions.list().map(({ time }) => time)).toEqual([5, 100]);
  });

  test("keeps what a monitor has read together with what came of it", async () => {
    const { monitors } = await open();
    expect(monitors.state("live")).toBeUndefined();
    const window = (start: number) => ({ start, end: start + 10, record: { requests: start } });
    const cursor = (replica: string, offset: number) => ({ replica, file: "000001.mlog", offset });
    monitors.save("live", {
      state: { open: 1 },
      cursors: [cursor("r1-1", 5), cursor("r1-2", 7)],
      windows: [window(0)],
    });
    monitors.save("live", { state: { open: 2 }, cursors: [cursor("r1-1", 9)], windows: [window(10), window(20)] });
    expect(monitors.state("live")).toEqual({ open: 2 });
    expect(monitors.cursors("live")).toEqual([cursor("r1-1", 9), cursor("r1-2", 7)]);
    expect(monitors.windows("live", { most: 2 })).toEqual([window(10), window(20)]);
    expect(monitors.windows("live", { from: 20 })).toEqual([window(20)]);
    // Labels come late: a window is judged again.
    monitors.save("live", { state: {}, cursors: [], windows: [{ ...window(10), record: "again" }] });
    expect(monitors.windows("live").map(({ record }) => record)).toEqual([{ requests: 0 }, "again", { requests: 20 }]);
    expect(monitors.windows("other")).toEqual([]);
    monitors.forget("live");
    expect(monitors.cursors("live")).toEqual([]);
  });

  test("writes together, or not at all", async () => {
    const registry = await open();
    const decision = { subject: "alert.a", event: "fired", message: "m", detail: null };
    expect(() =>
      registry.together(() => {
        registry.decisions.add(decision);
        registry.monitors.save("live", { state: 1, cursors: [], windows: [] });
        throw new Error("killed");
      }),
    ).toThrow("killed");
    expect(registry.decisions.list()).toEqual([]);
    expect(registry.monitors.state("live")).toBeUndefined();
  });
}
