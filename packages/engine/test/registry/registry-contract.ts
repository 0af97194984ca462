import { expect, test } from "vitest";
import { registryContent } from "../../src/registry/registry-content.ts";
import type { SqliteRegistry } from "../../src/registry/sqlite-registry.ts";
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
}
