import { expect, test } from "vitest";
import { deployNamed, handlersDoing, memoryRegistry, planOf, stepNamed, walkSteps } from "./walk-fixture.ts";

/** Steps that change the world: what they did for an earlier spec is not done now, and it may come undone. */

const target = (name: string) => [stepNamed("bundle", [], name), deployNamed("target", ["bundle"], "target")];

test("does again what was done for an earlier spec", async () => {
  const registry = memoryRegistry();
  const ran: string[] = [];
  const handlers = handlersDoing(({ inputs }, name) => {
    if (name === "target") ran.push(String(inputs["input0"]?.outcome));
    return name;
  });
  for (const version of ["one", "two", "one"]) await walkSteps(target(version), registry, handlers);
  expect(ran).toEqual(["one", "two", "one"]);
  await walkSteps(target("one"), registry, handlers);
  expect(ran).toHaveLength(3);
});

test("leaves it as it is where its inputs, done anew, come out the same", async () => {
  const registry = memoryRegistry();
  let ran = 0;
  const handlers = handlersDoing((_, name) => (name === "target" ? ++ran : "same"));
  await walkSteps(target("one"), registry, handlers);
  const walked = await walkSteps(target("two"), registry, handlers);
  expect(walked.told).toEqual(["started bundle", "finished bundle", "reused target"]);
  expect(ran).toBe(1);
});

test("does again what came undone, and says why", async () => {
  const registry = memoryRegistry();
  let ran = 0;
  const handlers = handlersDoing((_, name) => (name === "target" ? ++ran : "same"));
  await walkSteps(target("one"), registry, handlers);
  const drifted = { target: ["replica 1 of release 1 is gone"] };
  expect(planOf(target("one"), registry, handlers, drifted).steps[1]).toMatchObject({
    action: "update",
    causes: [{ address: "target", change: "replica 1 of release 1 is gone" }],
    provisional: false,
  });
  await walkSteps(target("one"), registry, handlers, { drifted });
  expect(ran).toBe(2);
  // Its inputs may be done anew with the same outcome: it still came undone.
  await walkSteps(target("two"), registry, handlers, { drifted });
  expect(ran).toBe(3);
});

test("holds what waits for a person, with all that follows, and nothing has failed", async () => {
  const registry = memoryRegistry();
  const handlers = handlersDoing((_, name) => name);
  const waiting = { ...handlers, "deploy-model": { version: 1, run: async () => ({ held: "waits for a person" }) } };
  const steps = [...target("one"), stepNamed("after", ["target"])];
  const walked = await walkSteps(steps, registry, waiting);
  expect(walked.status).toBe("done");
  expect(walked.told).toEqual(["started bundle", "finished bundle", "started target", "held target", "held after"]);
  expect(walked.events.at(-1)).toEqual({ type: "held", address: "after", because: "waits for a person" });
  expect(registry.steps.current("target")).toBeUndefined();
});

test("takes down what is no longer in the project; where that fails, it stays known", async () => {
  const registry = memoryRegistry();
  const handlers = handlersDoing((_, name) => `made ${name}`);
  await walkSteps(target("one"), registry, handlers);
  const gone: unknown[] = [];
  let broken = true;
  const removing = {
    ...handlers,
    "deploy-model": {
      ...handlers["deploy-model"],
      remove: async ({ address, config, outcome }: { address: string; config: unknown; outcome: unknown }) => {
        if (broken) throw new Error("no engine");
        gone.push(address, config, outcome);
        return [];
      },
    },
  };
  const failed = await walkSteps([stepNamed("bundle", [], "one")], registry, removing);
  expect(failed).toMatchObject({ status: "failed", told: ["failed target"] });
  expect(registry.steps.current("target")).toBeDefined();
  broken = false;
  const walked = await walkSteps([stepNamed("bundle", [], "one")], registry, removing);
  expect(walked).toMatchObject({ status: "done", told: ["removed target"] });
  expect(gone).toEqual(["target", { name: "target" }, "made target"]);
  expect(registry.steps.current("target")).toBeUndefined();
});
