import { expect, test } from "vitest";
import { StoreFault } from "../../src/registry/object-store.ts";
import { registryContent } from "../../src/registry/sqlite/registry-content.ts";
import { handlersDoing, memoryRegistry, planOf, stepNamed, walkSteps } from "./walk-fixture.ts";

const chain = [stepNamed("a"), stepNamed("b", ["a"]), stepNamed("c", ["b"])];
const anything = handlersDoing((_, name) => `made ${name}`);

test("does each step after its inputs, records it, and does nothing the second time", async () => {
  const registry = memoryRegistry();
  const first = await walkSteps(chain, registry, anything);
  expect(first.status).toBe("done");
  expect(first.told).toEqual(["started a", "finished a", "started b", "finished b", "started c", "finished c"]);
  expect(registry.steps.current("c")?.outcome).toBe("made c");
  const { serial } = registry.snapshot();
  const second = await walkSteps(chain, registry, anything);
  expect(second).toMatchObject({ status: "done", told: [] });
  expect([...second.states.values()]).toEqual(["reused", "reused", "reused"]);
  expect(registry.serial()).toBe(serial);
});

test("hands each step the outcomes of its inputs, fresh or reused", async () => {
  const registry = memoryRegistry();
  const seen: unknown[] = [];
  const handlers = handlersDoing(({ inputs }, name) => {
    seen.push([name, inputs["input0"]?.outcome]);
    return `made ${name}`;
  });
  await walkSteps(chain.slice(0, 2), registry, handlers);
  await walkSteps(chain, registry, handlers);
  expect(seen).toEqual([
    ["a", undefined],
    ["b", "made a"],
    ["c", "made b"],
  ]);
});

test("runs what is ready at once, but never more than asked", async () => {
  const steps = ["a", "b", "c", "d", "e"].map((address) => stepNamed(address));
  let running = 0;
  let most = 0;
  const handlers = handlersDoing(async () => {
    running++;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running--;
    return null;
  });
  await walkSteps(steps, memoryRegistry(), handlers, { concurrency: 3 });
  expect(most).toBe(3);
});

test("redoes what follows from a change, and stops where the outcome is as before", async () => {
  const registry = memoryRegistry();
  // b rounds: whatever a says, b gives the same.
  const handlers = handlersDoing((_, name) => (name.startsWith("a") ? name : "same"));
  await walkSteps(chain, registry, handlers);
  const changed = [stepNamed("a", [], "a2"), ...chain.slice(1)];
  const walked = await walkSteps(changed, registry, handlers);
  expect(walked.told).toEqual(["started a", "finished a", "started b", "finished b", "reused c"]);
  expect((await walkSteps(changed, registry, handlers)).told).toEqual([]);
});

test("computes nothing when an old spec comes back", async () => {
  const registry = memoryRegistry();
  const handlers = handlersDoing(({ inputs }, name) => [name, inputs["input0"]?.output ?? null]);
  await walkSteps(chain, registry, handlers);
  const before = registry.steps.current("c")?.outcome;
  await walkSteps([stepNamed("a", [], "a2"), ...chain.slice(1)], registry, handlers);
  expect(registry.steps.current("c")?.outcome).not.toEqual(before);
  expect((await walkSteps(chain, registry, handlers)).told).toEqual(["reused a", "reused b", "reused c"]);
  expect(registry.steps.current("c")?.outcome).toEqual(before);
});

test("does the same work for two addresses once", async () => {
  let worked = 0;
  const handlers = handlersDoing(async () => {
    worked++;
    await new Promise((resolve) => setTimeout(resolve, 2));
    return null;
  });
  const walked = await walkSteps([stepNamed("a", [], "same"), stepNamed("b", [], "same")], memoryRegistry(), handlers);
  expect(worked).toBe(1);
  expect([...walked.states]).toEqual([
    ["a", "finished"],
    ["b", "reused"],
  ]);
});

test("a failure skips what follows from it, names the cause, and lets the rest go on", async () => {
  const registry = memoryRegistry();
  const steps = [...chain, stepNamed("other"), stepNamed("d", ["c", "other"])];
  const walked = await walkSteps(
    steps,
    registry,
    handlersDoing(() => 1, { refused: ["b"] }),
  );
  expect(walked.status).toBe("failed");
  expect(Object.fromEntries(walked.states)).toEqual({
    a: "finished",
    b: "failed",
    other: "finished",
    c: "skipped",
    d: "skipped",
  });
  expect(walked.events.filter(({ type }) => type === "skipped")).toEqual([
    { type: "skipped", address: "c", because: "b" },
    { type: "skipped", address: "d", because: "b" },
  ]);
  expect(walked.diagnostics).toHaveLength(1);
  expect(registry.steps.addresses()).toEqual(["a", "other"]);
  const mended = await walkSteps(steps, registry, anything);
  expect(mended.told.filter((text) => text.startsWith("finished"))).toEqual(["finished b", "finished c", "finished d"]);
});

test("an objection keeps the result, skips what follows, and is told again at the next apply", async () => {
  const registry = memoryRegistry();
  const handlers = handlersDoing(() => 1, { objected: ["b"] });
  const first = await walkSteps(chain, registry, handlers);
  expect(first.told).toEqual(["started a", "finished a", "started b", "finished b", "objected b", "skipped c"]);
  expect(registry.steps.addresses()).toEqual(["a", "b"]);
  const second = await walkSteps(chain, registry, handlers);
  expect(second).toMatchObject({ status: "failed", told: ["objected b", "skipped c"] });
  expect((await walkSteps(chain, registry, anything)).told).toEqual(["started c", "finished c"]);
});

test("what a step throws becomes a diagnostic that tells damage and a full disk from faults of ours", async () => {
  const codeOf = async (failure: unknown) => {
    const handlers = handlersDoing(() => Promise.reject(failure));
    return (await walkSteps([stepNamed("a")], memoryRegistry(), handlers)).diagnostics.map(({ code }) => code);
  };
  expect(await codeOf(new StoreFault("d", { condition: "missing" }))).toEqual(["ML5005"]);
  expect(await codeOf(new StoreFault("d", { condition: "corrupted", found: "e" }))).toEqual(["ML5006"]);
  expect(await codeOf(Object.assign(new Error("write"), { code: "ENOSPC" }))).toEqual(["ML5007"]);
  expect(await codeOf(new Error("IO Error: Could not write: No space left on device"))).toEqual(["ML5007"]);
  expect(await codeOf(new TypeError("x is not a function"))).toEqual(["ML5009"]);
});

test("an abort starts nothing more, interrupts what runs, and keeps what is finished", async () => {
  const registry = memoryRegistry();
  const controller = new AbortController();
  const handlers = handlersDoing(({ signal }, name) => {
    if (name !== "b") return name;
    return new Promise((_, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason));
      setImmediate(() => controller.abort());
    });
  });
  const walked = await walkSteps(chain, registry, handlers, { signal: controller.signal });
  expect(walked).toMatchObject({ status: "interrupted", diagnostics: [] });
  expect(Object.fromEntries(walked.states)).toEqual({ a: "finished", b: "interrupted", c: "interrupted" });
  expect(registry.steps.addresses()).toEqual(["a"]);
});

test("a listener that throws ends the walk with its fault, after what runs has settled", async () => {
  const registry = memoryRegistry();
  const onEvent = ({ type }: { readonly type: string }): void => {
    if (type === "finished") throw new Error("a fault of the listener");
  };
  await expect(walkSteps(chain, registry, anything, { onEvent })).rejects.toThrow("a fault of the listener");
  expect(registry.steps.addresses()).toContain("a");
});

test("forgets what the project no longer has, and carries a renamed step over", async () => {
  const registry = memoryRegistry();
  await walkSteps(chain, registry, anything);
  const walked = await walkSteps([stepNamed("a"), stepNamed("b2", ["a"], "b")], registry, anything);
  expect(walked.told).toEqual(["reused b2", "removed c"]);
  expect(registry.steps.addresses()).toEqual(["a", "b2"]);
  expect(registry.steps.current("b2")?.outcome).toBe("made b");
  expect((await walkSteps([stepNamed("a"), stepNamed("b2", ["a"], "b")], registry, anything)).told).toEqual([]);
});

test("gives the same content whatever runs first", async () => {
  const steps = [stepNamed("a"), stepNamed("b"), stepNamed("c", ["a", "b"]), stepNamed("d", ["a"])];
  const contents = await Promise.all(
    [1, 2, 4].map(async (concurrency) => {
      const registry = memoryRegistry();
      await walkSteps(steps, registry, anything, { concurrency });
      return registryContent(registry);
    }),
  );
  expect(new Set(contents).size).toBe(1);
});

test("a message alone changes nothing of how far a step is, and of what remains", async () => {
  const said = handlersDoing(async ({ progress }) => {
    await Promise.resolve();
    progress(0.25, "a quarter");
    for (let line = 1; line <= 100; line++) progress(null, `line ${line}`);
    return 1;
  });
  const { events } = await walkSteps([stepNamed("a")], memoryRegistry(), said, { clock: () => 0 });
  const progress = events.filter(({ type }) => type === "progress");
  expect(progress).toHaveLength(101);
  expect(progress.at(-1)).toEqual({ type: "progress", address: "a", fraction: 0.25, message: "line 100" });
  expect(events.filter(({ type }) => type === "estimate").length).toBeLessThan(5);
});

test("tells how far a step is, and what remains from history and from progress", async () => {
  let now = 0;
  const registry = memoryRegistry();
  const steps = [stepNamed("a"), stepNamed("b", ["a"])];
  const timed = handlersDoing(async ({ progress }) => {
    await Promise.resolve();
    now += 30;
    progress(0.25, "a quarter");
    now += 90;
    return now;
  });
  const clock = () => now;
  const first = await walkSteps(steps, registry, timed, { clock });
  expect(first.events).toContainEqual({ type: "progress", address: "a", fraction: 0.25, message: "a quarter" });
  expect(first.events.find(({ type }) => type === "estimate")).toMatchObject({ complete: false });
  const changed = [stepNamed("a", [], "a2"), stepNamed("b", ["a"])];
  expect(planOf(changed, registry, timed).steps.map((step) => step.estimateMilliseconds)).toEqual([120, 120]);
  const second = await walkSteps(changed, registry, timed, { clock });
  const estimates = second.events.filter((event) => event.type === "estimate");
  expect(estimates[0]).toEqual({ type: "estimate", remainingMilliseconds: 240, complete: true });
  // A quarter in 30 ms: 90 ms to go, as history says too; then 120 for b.
  expect(estimates[1]).toEqual({ type: "estimate", remainingMilliseconds: 210, complete: true });
});
