import type { EnsembleWeights } from "@mlopsc/vocabulary";
import { describe, expect, test } from "vitest";
import { comparePlan, type DesiredState, glyphs, type Step } from "../src/index.ts";
import { applied, fingerprints, handlerVersions, state } from "./sample-state.ts";

const place = { file: "main.mlops", span: { start: 0, end: 1 } };
const rows = { data: "transform.features", split: "transform.features/split" };

interface Ensemble {
  readonly weights?: EnsembleWeights;
  readonly members?: readonly string[];
}

/** The project of the other tests, its model `linear` trained too, and an ensemble of its models. */
function withEnsemble({ weights = { kind: "mean" }, members = ["churn", "linear"] }: Ensemble = {}): DesiredState {
  const validate = state.steps.find(({ address }) => address === "model.linear/validate");
  if (validate?.kind !== "validate-model") throw new Error("no model.linear/validate");
  const { definition, choice, folds, metrics, seed } = validate.config;
  const added: Step[] = [
    { address: "model.linear", kind: "train-model", config: { definition, choice, seed }, inputs: rows, place },
    {
      ...{ address: "model.churn/validate", kind: "validate-model", place },
      config: { ...validate.config, definition: { ...definition, name: "churn" }, choice: null },
      inputs: { ...rows, search: "model.churn/search" },
    },
    {
      ...{ address: "ensemble.blend", kind: "combine-models", place },
      config: { name: "blend", members, task: "binary", weights, folds, metrics, seed },
      inputs: Object.fromEntries([
        ...Object.entries(rows),
        ...members.flatMap((name, at) => [
          [`member${at + 1}`, `model.${name}`],
          [`validation${at + 1}`, `model.${name}/validate`],
        ]),
      ]),
    },
    {
      ...{ address: "ensemble.blend/evaluate", kind: "evaluate-model", place },
      config: { metrics, gates: [], seed },
      inputs: { ...rows, model: "ensemble.blend" },
    },
  ];
  return { ...state, steps: [...state.steps, ...added] };
}

const facts = { fingerprints, handlerVersions };
const changes = (to: DesiredState, target?: string) =>
  comparePlan(to, applied(withEnsemble()), facts, target === undefined ? {} : { target })
    .steps.filter(({ action }) => action !== "reuse")
    .map(
      ({ action, address, causes }) =>
        `${glyphs[action].trim()} ${address}: ${causes.map(({ change }) => change).join(" ⇒ ")}`,
    );

describe("a plan of an ensemble", () => {
  test("has nothing to do once it is applied, also under another name of a member", () => {
    expect(changes(withEnsemble())).toEqual([]);
    const renamed = JSON.parse(
      JSON.stringify(withEnsemble()).replaceAll("model.linear", "model.plain").replaceAll('"linear"', '"plain"'),
    );
    expect(changes(renamed)).toEqual([]);
  });

  test("says how the weights changed, and what follows from that", () => {
    expect(changes(withEnsemble({ weights: { kind: "by", metric: { metric: "auc" } } }))).toEqual([
      "-/+ ensemble.blend: `weights`: mean → by(auc)",
      "~ ensemble.blend/evaluate: `weights`: mean → by(auc) ⇒ follows from ensemble.blend",
    ]);
  });

  test("says which member came", () => {
    const [change] = changes(withEnsemble({ members: ["churn", "linear", "churn"] }));
    expect(change).toBe(
      "-/+ ensemble.blend: reads model.churn as `member3` ⇒ reads model.churn/validate as `validation3`",
    );
  });

  test("does only what an ensemble needs, where that is the target", () => {
    const plan = comparePlan(withEnsemble(), applied({ ...state, steps: [] }), facts, { target: "ensemble.blend" });
    const addresses = plan.steps.map(({ address }) => address);
    expect(addresses).toContain("model.linear");
    expect(addresses).toContain("model.churn/search");
    expect(addresses).not.toContain("model.churn/evaluate");
    expect(addresses).not.toContain("drift.ages");
  });
});
