import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalJson,
  comparePlan,
  type DesiredState,
  executionKey,
  executionLevels,
  executionOrder,
  planCounts,
  type Step,
  savedPlan,
  stepDigest,
  targetSteps,
  validateSavedPlan,
} from "../src/index.ts";
import { applied, handlerVersions, state } from "./sample-state.ts";

const model = state.steps.find(({ address }) => address === "model.churn/evaluate") as Step;

/** A random graph of steps: each reads some of those before it; then shuffled. */
const graph = fc
  .array(fc.tuple(fc.nat(3), fc.array(fc.nat(), { maxLength: 3 })), { minLength: 1, maxLength: 40 })
  .chain((rows) => {
    const steps = rows.map(([seed, inputs], index): Step => {
      const chosen = index === 0 ? [] : [...new Set(inputs.map((each) => each % index))];
      return {
        ...model,
        address: `model.m${index}`,
        config: { metrics: [], gates: [], seed },
        inputs: Object.fromEntries(chosen.map((each, role) => [`r${role}`, `model.m${each}`])),
      } as Step;
    });
    return fc.shuffledSubarray(steps, { minLength: steps.length, maxLength: steps.length });
  })
  .map((steps): DesiredState => ({ ...state, steps }));

const facts = { fingerprints: {}, handlerVersions };
const json = fc.jsonValue({ maxDepth: 4 });

describe("canonical JSON", () => {
  test("sorts keys, leaves out what is undefined, has one zero", () => {
    expect(canonicalJson({ b: [1, -0, 0.1, null], a: undefined, "": "é\n", A: true })).toBe(
      '{"":"é\\n","A":true,"b":[1,0,0.1,null]}',
    );
  });
  test("refuses what JSON cannot hold", () => {
    expect(() => canonicalJson(Number.NaN)).toThrow("NaN");
    expect(() => canonicalJson([() => 1])).toThrow("function");
  });
  test("is what JSON reads back, whatever the order of keys", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(
          JSON.parse(JSON.stringify(value).replaceAll(/(?<=[[:,]|^)-0(?=[\],}]|$)/g, "0")),
        );
      }),
    );
  });
});

describe("random graphs", () => {
  test("a plan after an apply has nothing to do", () => {
    fc.assert(
      fc.property(graph, (desired) => {
        expect(planCounts(comparePlan(desired, applied(desired, facts), facts)).empty).toBe(true);
      }),
    );
  });

  test("every step stands after its inputs, on a higher level", () => {
    fc.assert(
      fc.property(graph, ({ steps }) => {
        const order = executionOrder(steps).map(({ address }) => address);
        const levels = executionLevels(steps);
        expect(new Set(order).size).toBe(steps.length);
        for (const { address, inputs } of steps) {
          for (const input of Object.values(inputs)) {
            expect(order.indexOf(input)).toBeLessThan(order.indexOf(address));
            expect(levels.get(input)).toBeLessThan(levels.get(address) ?? 0);
          }
        }
      }),
    );
  });

  test("an edit redoes exactly what follows from it, and gives a reason for each", () => {
    fc.assert(
      fc.property(graph, fc.nat(), (desired, pick) => {
        const victim = desired.steps[pick % desired.steps.length]?.address ?? "";
        const steps = desired.steps.map((step) =>
          step.address === victim ? ({ ...step, config: { metrics: [], gates: [], seed: 99 } } as Step) : step,
        );
        const plan = comparePlan({ ...desired, steps }, applied(desired, facts), facts);
        const redone = plan.steps.filter(({ action }) => action !== "reuse");
        const after = new Set([victim]);
        for (const step of executionOrder(steps))
          if (Object.values(step.inputs).some((input) => after.has(input))) after.add(step.address);
        expect(new Set(redone.map(({ address }) => address))).toEqual(after);
        for (const { address, causes, provisional } of redone) {
          expect(causes.at(-1)?.address).toBe(address);
          expect(causes[0]?.address).toBe(victim);
          expect(provisional).toBe(address !== victim);
        }
      }),
    );
  });

  test("a target holds its inputs and nothing that no one needs", () => {
    fc.assert(
      fc.property(graph, fc.nat(), (desired, pick) => {
        const target = desired.steps[pick % desired.steps.length]?.address ?? "";
        const kept = targetSteps(desired, target)?.steps ?? [];
        const addresses = new Set(kept.map(({ address }) => address));
        const needed = new Set(kept.flatMap(({ inputs }) => Object.values(inputs)));
        for (const input of needed) expect(addresses.has(input)).toBe(true);
        for (const address of addresses) expect(address === target || needed.has(address)).toBe(true);
      }),
    );
  });

  test("a saved plan is read back as it was, and refused after any edit", () => {
    fc.assert(
      fc.property(graph, fc.string(), (desired, words) => {
        const plan = comparePlan(desired, { serial: 3, steps: {} }, facts);
        const file = JSON.parse(JSON.stringify(savedPlan(plan)));
        expect(validateSavedPlan(file).plan).toEqual(JSON.parse(JSON.stringify(plan)));
        file.project.name += `x${words}`;
        expect(validateSavedPlan(file).problem?.code).toBe("ML4002");
      }),
    );
  });
});

test("a digest depends on inputs, handler and fingerprint, not on address or place", () => {
  const of = (step: Step, extra = {}) => stepDigest(step, { inputDigests: { model: "a" }, handlerVersions, ...extra });
  expect(of({ ...model, address: "x", place: { file: "y", span: { start: 1, end: 2 } } })).toBe(of(model));
  const others = [
    of(model),
    of(model, { inputDigests: { model: "b" } }),
    of(model, { inputDigests: { other: "a" } }),
    of(model, { fingerprint: "f" }),
    of(model, { handlerVersions: { ...handlerVersions, "evaluate-model": 2 } }),
  ];
  expect(new Set(others).size).toBe(others.length);
  expect(executionKey(model, { model: "a" }, 1)).toBe(of(model));
});

test("cycles, unknown inputs and doubled addresses are bugs and said so", () => {
  const node = (address: string, ...inputs: string[]) => ({
    address,
    inputs: Object.fromEntries(inputs.map((input) => [input, input])),
  });
  expect(() => executionOrder([node("a", "c"), node("b", "a"), node("c", "b")])).toThrow("A cycle: a → c → b → a.");
  expect(() => executionOrder([node("a", "z")])).toThrow("a reads z, which is no step.");
  expect(() => executionOrder([node("a"), node("a")])).toThrow("Two steps share the address a.");
});

test("a chain of ten thousand steps is ordered, planned and explained", () => {
  const steps = Array.from(
    { length: 10_000 },
    (_, index): Step =>
      ({ ...model, address: `model.m${index}`, inputs: index === 0 ? {} : { model: `model.m${index - 1}` } }) as Step,
  );
  const desired = { ...state, steps: [...steps].reverse() };
  const before = applied(desired, facts);
  const plan = comparePlan(
    {
      ...desired,
      steps: desired.steps.map((step) =>
        step.address === "model.m0" ? ({ ...step, config: { metrics: [], gates: [], seed: 1 } } as Step) : step,
      ),
    },
    before,
    facts,
  );
  expect(planCounts(plan).update).toBe(10_000);
  expect(plan.steps.at(-1)?.causes.length).toBe(8);
  expect(plan.steps.at(-1)?.causes[0]?.address).toBe("model.m0");
});
