import { applyPipeline, seededRandom, type Table, tableOf, textColumn, trainModel } from "@mlopsc/learn";
import type { ModelDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { loadOutcome } from "../../src/apply/read-state.ts";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import type { SearchTrial } from "../../src/handlers/outcomes.ts";
import { searchModel } from "../../src/handlers/search-model.ts";
import { registryContent } from "../../src/registry/sqlite/registry-content.ts";
import type { WalkEvent } from "../../src/walk/walk-event.ts";
import { walkSteps } from "../walk/walk-fixture.ts";
import { customers, definition, modelProject, modelServices } from "./model-project.ts";

const search: SearchDefinition = {
  strategy: "random",
  trials: 6,
  optimise: { metric: "auc" },
  space: [
    { name: "trees", values: { kind: "int", low: 2, high: 20, log: false } },
    { name: "max_depth", values: { kind: "int", low: 1, high: 3, log: false } },
  ],
  fixed: { algorithm: "gradient_boosting", parameters: {} },
};
const halving: SearchDefinition = { ...search, strategy: "halving", trials: 9, factor: 3 };
const bayesian: SearchDefinition = {
  ...search,
  strategy: "bayesian",
  trials: 8,
  initial: 3,
  surrogate: "gaussian_process",
};

/** The trials in the registry, and what came out. */
async function searched(wanted: SearchDefinition, model: ModelDefinition = definition, rows: Table = customers()) {
  const { services, handlers } = modelServices({ customers: rows });
  const walked = await walkSteps(modelProject({ search: wanted, definition: model }), services.registry, handlers);
  return { walked, services, outcome: loadOutcome(services.registry, "model.churn/search", "search-model")! };
}

const isSearching = (event: WalkEvent): event is Extract<WalkEvent, { type: "progress" }> =>
  event.type === "progress" && event.address === "model.churn/search";

/** Services whose clock moves on by what each measurement takes. */
function timedServices(milliseconds: (share: number) => number) {
  const { services, handlers } = modelServices({ customers: customers() });
  let now = 0;
  class TimedCompute extends InlineCompute {
    override run: InlineCompute["run"] = async (name, input, options) => {
      if (name === "cross-validate") now += milliseconds((input as { readonly share?: number }).share ?? 1);
      return super.run(name, input, options);
    };
  }
  const timed = { ...services, compute: new TimedCompute(), clock: () => now };
  return { services, handlers: { ...handlers, "search-model": searchModel(timed) } };
}

test("a search keeps its trials, and the model takes the best", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const walked = await walkSteps(modelProject({ search }), services.registry, handlers);
  expect(walked.status).toBe("done");
  const outcome = loadOutcome(services.registry, "model.churn/search", "search-model")!;
  expect(outcome.trials).toHaveLength(6);
  expect(outcome.complete).toBe(true);
  expect(outcome.best.score).toBe(Math.max(...outcome.trials.map(({ score }) => score!)));
  expect(Object.keys(outcome.best.means!)).toEqual(["auc", "f1"]);
  expect(loadOutcome(services.registry, "model.churn", "train-model")?.choice).toEqual(outcome.best.choice);
});

test.each([search, bayesian, halving])(
  "a $strategy search that was stopped in the middle goes on where it was, and ends the same",
  async (wanted) => {
    const undisturbed = await searched(wanted);
    const { services, handlers } = modelServices({ customers: customers() });
    for (const stopAt of ["3 of", "5 of", "7 of", "10 of"]) {
      const controller = new AbortController();
      const stopped = await walkSteps(modelProject({ search: wanted }), services.registry, handlers, {
        concurrency: 1,
        signal: controller.signal,
        onEvent: (event) => {
          if (isSearching(event) && event.message.startsWith(stopAt)) controller.abort();
        },
      });
      if (stopped.status === "done") break;
      expect(stopped.states.get("model.churn/search")).toBe("interrupted");
      const measured = services.registry.database
        .all<{ trial: string }>("select trial from trials")
        .reduce((sum, { trial }) => sum + ((JSON.parse(trial) as SearchTrial).rungs?.length ?? 1), 0);
      expect(measured).toBe(Number.parseInt(stopAt, 10));
    }
    const resumed = await walkSteps(modelProject({ search: wanted }), services.registry, handlers);
    expect(resumed.status).toBe("done");
    expect(registryContent(services.registry)).toBe(registryContent(undisturbed.services.registry));
  },
);

test("a search that goes on tells how far it had come", async () => {
  const { services, handlers } = modelServices({ customers: customers() });
  const controller = new AbortController();
  await walkSteps(modelProject({ search }), services.registry, handlers, {
    concurrency: 1,
    signal: controller.signal,
    onEvent: (event) => {
      if (isSearching(event) && event.message.startsWith("3 of 6")) controller.abort();
    },
  });
  const resumed = await walkSteps(modelProject({ search }), services.registry, handlers);
  const first = resumed.events.find((event) => event.type === "progress" && event.address === "model.churn/search");
  expect(first).toMatchObject({ message: expect.stringMatching(/^3 of 6 trials, best auc 0\.\d+/) });
});

test("a halving measures all on a third of the rows, and the best third again on all", async () => {
  const { walked, outcome } = await searched(halving);
  expect(walked.diagnostics).toEqual([]);
  const states = outcome.trials.map(({ state }) => state);
  expect(states.filter((state) => state === "complete")).toHaveLength(3);
  expect(states.filter((state) => state === "pruned")).toHaveLength(6);
  const byFirst = [...outcome.trials].sort((a, b) => b.rungs![0]! - a.rungs![0]! || a.index - b.index);
  expect(byFirst.map(({ rungs }) => rungs!.length)).toEqual([2, 2, 2, 1, 1, 1, 1, 1, 1]);
  for (const { state, share, score, rungs, means } of outcome.trials) {
    expect(share).toBe(state === "complete" ? undefined : 1 / 3);
    expect(score).toBe(state === "complete" ? rungs![1] : null);
    expect(means === null).toBe(state !== "complete");
  }
  expect(outcome.best.score).toBe(Math.max(...outcome.trials.map(({ score }) => score ?? 0)));
});

test("no trial starts that is not expected to end within the budget", async () => {
  const { services, handlers } = timedServices(() => 100);
  const budget = { ...search, trials: 20, budgetMilliseconds: 450 };
  const walked = await walkSteps(modelProject({ search: budget }), services.registry, handlers);
  // At 400 ms the fifth would end 50 ms too late.
  expect(walked.diagnostics.map(({ code, message }) => [code, message])).toEqual([
    [
      "ML5332",
      "model.churn/search: the budget ended with 4 of 20 trials begun and 4 finished (a trial takes about 0.1 s, 0.05 s were left); the best so far counts.",
    ],
  ]);
  const outcome = loadOutcome(services.registry, "model.churn/search", "search-model")!;
  expect(outcome.trials).toHaveLength(4);
  expect(outcome.complete).toBe(false);
});

test("what a stopped run has spent of the budget is spent", async () => {
  const { services, handlers } = timedServices(() => 100);
  const wanted = modelProject({ search: { ...search, trials: 20, budgetMilliseconds: 450 } });
  const controller = new AbortController();
  await walkSteps(wanted, services.registry, handlers, {
    concurrency: 1,
    signal: controller.signal,
    onEvent: (event) => {
      if (isSearching(event) && event.message.startsWith("3 of")) controller.abort();
    },
  });
  await walkSteps(wanted, services.registry, handlers);
  expect(loadOutcome(services.registry, "model.churn/search", "search-model")?.trials).toHaveLength(4);
});

test("a budget that ends before the first trial is an error; one that ends a halving takes the best so far", async () => {
  const none = await searched({ ...search, budgetMilliseconds: 0 });
  expect(none.walked.diagnostics.map(({ code }) => code)).toEqual(["ML5331"]);
  const { services, handlers } = timedServices((share) => 300 * share);
  const short = { ...halving, budgetMilliseconds: 1000 };
  const walked = await walkSteps(modelProject({ search: short }), services.registry, handlers);
  expect(walked.diagnostics[0]?.message).toContain("9 of 9 trials begun and 0 finished");
  expect(walked.diagnostics[0]?.message).toContain("measured on 33.3% of the rows");
  const { trials, best } = loadOutcome(services.registry, "model.churn/search", "search-model")!;
  expect(best.rungs![0]).toBe(Math.max(...trials.map(({ rungs }) => rungs![0]!)));
  expect(loadOutcome(services.registry, "model.churn", "train-model")?.choice).toEqual(best.choice);
});

test("trials that fail are told and passed over", async () => {
  const broken: SearchDefinition = {
    ...search,
    fixed: null,
    space: [{ name: "algorithm", values: { kind: "choice", options: ["gradient_boosting", "logistic_regression"] } }],
  };
  // One of the two cannot take a category as it is.
  const unencoded: ModelDefinition = { ...definition, steps: [], features: { names: ["age", "household"] } };
  const { outcome, walked } = await searched(broken, unencoded);
  expect(walked.states.get("model.churn/search")).toBe("finished");
  expect(outcome.trials.map(({ state }) => state).sort()).toEqual(["complete", "failed"]);
  expect(outcome.trials.find(({ state }) => state === "failed")?.problem).toMatch(/./);
});

test("a step that learns from the target learns from each fold's training rows alone", async () => {
  // A category of its own for each pair of rows says nothing of other rows; encoded by the target of the very rows that
  // are predicted it would say all.
  const random = seededRandom(1, "leak");
  const rows = customers();
  const coins = Float64Array.from({ length: rows.rows }, () => random.integer(2));
  const table = tableOf([
    ...rows.columns.filter(({ name }) => name !== "left" && name !== "household"),
    textColumn(
      "household",
      "category",
      Array.from(coins, (_, row) => `h${row}`),
    ),
    { name: "left", kind: "bool", values: coins },
  ]);
  const leaky: ModelDefinition = {
    ...definition,
    steps: [{ kind: "encode", columns: { names: ["household"] }, method: "target", smoothing: 0 }],
    features: { names: ["household"] },
  };
  const { outcome } = await searched({ ...search, trials: 3 }, leaky, table);
  for (const { foldScores } of outcome.trials) {
    expect(foldScores).toHaveLength(3);
    for (const score of foldScores) expect(Math.abs(score - 0.5)).toBeLessThan(0.12);
  }
  // The leak is there for whoever encodes before the rows are dealt to folds.
  const choice = { algorithm: "gradient_boosting", parameters: { trees: 5 } } as const;
  const model = trainModel(leaky, choice, table, { seed: 1, today: 0 });
  if (!model.ok) throw new Error(model.problem.kind);
  const encoded = applyPipeline(model.value.pipeline, table, { today: 0, serving: false }).output;
  const careless = await searched({ ...search, trials: 3 }, { ...leaky, steps: [] }, encoded);
  expect(careless.outcome.best.score).toBeGreaterThan(0.95);
});
