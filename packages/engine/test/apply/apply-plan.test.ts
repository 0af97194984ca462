import { access, mkdtemp, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ApplyOptions, applyPlan } from "../../src/apply/apply-plan.ts";
import { openProjectState, type ProjectState } from "../../src/apply/project-state.ts";
import { handlersDoing, planOf, stepNamed } from "../walk/walk-fixture.ts";

const steps = [stepNamed("a"), stepNamed("b", ["a"])];
const handlers = handlersDoing((_, name) => `made ${name}`);
const newFolder = () => mkdtemp(join(tmpdir(), "mlopsc-test-"));

function stateIn(folder: string): ProjectState {
  const { state, problem } = openProjectState(folder, () => 1000);
  if (problem !== undefined) throw new Error(problem.message);
  return state;
}

const options = (state: ProjectState, more: Partial<ApplyOptions> = {}): ApplyOptions => ({
  ...{ state, handlers, clock: () => 1000, who: "ada", concurrency: 2 },
  ...more,
});

test("records an apply, who made it and what came of each step", async () => {
  const state = stateIn(await newFolder());
  const applied = await applyPlan(planOf(steps, state.registry, handlers), options(state));
  expect(applied.summary?.status).toBe("done");
  const [record] = state.registry.applies.list();
  expect(record).toMatchObject({ who: "ada", status: "done", counts: { create: 2 } });
  expect(state.registry.applies.events(record!.id).map(({ event, address }) => `${event} ${address}`)).toEqual([
    "finished a",
    "finished b",
  ]);
  expect(state.registry.lock.holder()).toBeUndefined();
});

test("writes nothing at all where there is nothing to do", async () => {
  const state = stateIn(await newFolder());
  await applyPlan(planOf(steps, state.registry, handlers), options(state));
  const before = [state.registry.serial(), state.registry.applies.list().length];
  const applied = await applyPlan(planOf(steps, state.registry, handlers), options(state));
  expect(applied.summary?.status).toBe("done");
  expect([state.registry.serial(), state.registry.applies.list().length]).toEqual(before);
});

test("refuses while somebody else applies, and says who", async () => {
  const folder = await newFolder();
  const [ada, bob] = [stateIn(folder), stateIn(folder)];
  ada.registry.lock.acquire("ada");
  const plan = planOf(steps, bob.registry, handlers);
  const refused = await applyPlan(plan, options(bob, { who: "bob" }));
  expect(refused.problem).toMatchObject({ code: "ML5002" });
  expect(refused.problem?.message).toContain(`ada is applying this project since 1970-01-01T00:00:01.000Z`);
  expect(refused.problem?.message).toContain(hostname());
  expect(bob.registry.applies.list()).toEqual([]);
  expect((await applyPlan(plan, options(bob, { who: "bob", breakLock: true }))).summary?.status).toBe("done");
});

test("refuses a plan that the registry or the data moved on from", async () => {
  const state = stateIn(await newFolder());
  const old = planOf(steps, state.registry, handlers);
  await applyPlan(planOf([stepNamed("other")], state.registry, handlers), options(state));
  const refused = await applyPlan(old, options(state));
  expect(refused.problem?.code).toMatch(/^ML4/);
  expect(state.registry.steps.addresses()).toEqual(["other"]);
  expect(state.registry.lock.holder()).toBeUndefined();
});

test("frees the lock and ends its record when it is interrupted", async () => {
  const state = stateIn(await newFolder());
  const plan = planOf(steps, state.registry, handlers);
  const applied = await applyPlan(plan, options(state, { signal: AbortSignal.abort() }));
  expect(applied.summary?.status).toBe("interrupted");
  expect(state.registry.applies.list()).toMatchObject([{ status: "interrupted" }]);
  expect(state.registry.lock.holder()).toBeUndefined();
});

test("sweeps up what a killed apply left half-written", async () => {
  const folder = await newFolder();
  const path = await stateIn(folder).objects.scratchPath();
  const state = stateIn(folder);
  await writeFile(path, "half a table");
  await applyPlan(planOf(steps, state.registry, handlers), options(state));
  await expect(access(path)).rejects.toThrow("ENOENT");
});

test("sweeps up even where there is nothing else to do", async () => {
  const folder = await newFolder();
  const path = await stateIn(folder).objects.scratchPath();
  const state = stateIn(folder);
  await applyPlan(planOf(steps, state.registry, handlers), options(state));
  await writeFile(path, "half a table");
  await applyPlan(planOf(steps, state.registry, handlers), options(state));
  await expect(access(path)).rejects.toThrow("ENOENT");
});
