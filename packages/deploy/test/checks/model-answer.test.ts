import { expect, it } from "vitest";
import { answerMistake } from "../../src/checks/parity/answer-mistake.ts";
import { answerDifference, type ModelAnswer, servedAnswer } from "../../src/checks/parity/model-answer.ts";

const number = (value: number): ModelAnswer => ({ kind: "prediction", numbers: [value] });
const model = { definition: { target: "paid" }, classes: [] } as unknown as Parameters<typeof answerDifference>[0];
const tiers = { definition: { target: "tier" }, classes: ["gold", "tin"] } as unknown as typeof model;

it("reads what a server answers, and tells what is no answer", () => {
  expect(servedAnswer({ prediction: 1.5 }, [])).toEqual(number(1.5));
  const both = { prediction: "tin", probabilities: { tin: 0.7, gold: 0.3 } };
  expect(servedAnswer(both, ["gold", "tin"])).toEqual({ kind: "prediction", label: "tin", numbers: [0.3, 0.7] });
  expect(servedAnswer({ out_of_scope: "age > 3" }, [])).toEqual({ kind: "out_of_scope", filter: "age > 3" });
  expect(servedAnswer({ incomplete: ["age"] }, [])).toEqual({ kind: "incomplete", columns: ["age"] });
  for (const [entry, classes] of [
    [null, []],
    [{}, []],
    [{ prediction: "1.5" }, []],
    [{ prediction: "tin", probabilities: { tin: 1 } }, ["gold", "tin"]],
    [{ prediction: "tin" }, ["gold", "tin"]],
  ] as const)
    expect(servedAnswer(entry, classes).kind).toBe("refused");
});

it("names the output that differs most, and what no bound allows", () => {
  expect(answerDifference(model, number(1), number(1))).toBeNull();
  expect(answerDifference(model, number(1), number(3.5))).toEqual({
    ...{ output: "paid", trained: "1", served: "3.5", size: 2.5, apart: false },
  });
  const tier = (label: string, numbers: readonly number[]): ModelAnswer => ({ kind: "prediction", label, numbers });
  expect(answerDifference(tiers, tier("tin", [0.25, 0.75]), tier("tin", [0.375, 0.625]))).toMatchObject({
    ...{ output: "probability of gold", trained: "0.25", served: "0.375", size: 0.125, apart: false },
  });
  expect(answerDifference(tiers, tier("tin", [0.5, 0.5]), tier("gold", [0.5, 0.5]))).toMatchObject({
    ...{ output: "tier", trained: "tin", served: "gold", size: 0, apart: true },
  });
  const away: ModelAnswer = { kind: "out_of_scope", filter: "age > 3" };
  expect(answerDifference(model, away, { ...away })).toBeNull();
  expect(answerDifference(model, away, { kind: "out_of_scope", filter: "age > 4" })?.apart).toBe(true);
  expect(answerDifference(model, number(1), { kind: "incomplete", columns: ["age", "plan"] })).toMatchObject({
    ...{ trained: "1", served: "no prediction, for want of age, plan", apart: true },
  });
});

it("sees answers that were rounded, and only those", () => {
  const [trained, rounded] = [
    [number(1 / 3), number(2.5)],
    [number(0.33), number(2.5)],
  ];
  expect(answerMistake(trained, rounded)).toBe("the answers were rounded to 2 decimals");
  expect(answerMistake(trained, [number(Math.fround(1 / 3)), number(2.5)])).toBe(
    "the answers were in single precision",
  );
  expect(answerMistake(trained, [number(0.34), number(2.5)])).toBeNull();
  expect(answerMistake(trained, [number(0.33), { kind: "incomplete", columns: [] }])).toBeNull();
});
