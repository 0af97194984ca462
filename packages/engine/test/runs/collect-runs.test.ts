import { beforeAll, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import { type Engine, openEngine } from "../../src/apply/open-engine.ts";
import { planProject } from "../../src/apply/plan-project.ts";
import { loadOutcome } from "../../src/apply/read-state.ts";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { collectRuns } from "../../src/runs/collect-runs.ts";
import { newProjectFolder } from "../apply/process.ts";
import { type SmallProjectEdits, smallProject } from "../fixtures/small-project.ts";

let engine: Engine;
let now = 1000;
const clock = () => now++;

async function apply(edits: SmallProjectEdits, signal?: AbortSignal): Promise<string> {
  const { plan, problems } = await planProject(smallProject(edits), engine);
  if (problems !== undefined) throw new Error(problems.map(({ message }) => message).join("\n"));
  const { state, handlers } = engine;
  const { summary, problem } = await applyPlan(plan, {
    ...{ state, handlers, clock, who: "ada", concurrency: 1 },
    ...(signal ? { signal } : {}),
  });
  if (problem !== undefined) throw new Error(problem.message);
  return summary.status;
}

beforeAll(async () => {
  engine = openEngine({ projectFolder: newProjectFolder(), clock, compute: new InlineCompute() }).engine!;
  expect(await apply({ trials: 3 })).toBe("done");
  return () => engine.close();
});

test("trials, final model and baseline are runs, with all that the registry knows of them", () => {
  const { registry } = engine.state;
  const runs = collectRuns(registry);
  expect(runs.map(({ kind, trial }) => trial ?? kind).sort()).toEqual([1, 2, 3, "baseline", "final"]);
  const starts = runs.map(({ started }) => started!);
  expect(starts).toEqual([...starts].sort((a, b) => b - a));
  const search = loadOutcome(registry, "model.churn/search", "search-model")!;
  const evaluation = loadOutcome(registry, "model.churn/evaluate", "evaluate-model")!;
  for (const tried of search.trials) {
    const run = runs.find(({ trial }) => trial === tried.index + 1)!;
    expect(run).toMatchObject({
      state: "complete",
      choice: tried.choice,
      test: null,
      seed: 42,
      apply: 1,
      current: true,
    });
    expect(run.validation!.means).toEqual(tried.means);
    expect(run.validation!.folds.map((fold) => fold["auc"])).toEqual(tried.foldScores);
    expect(Object.keys(run.validation!.folds[0]!).sort()).toEqual(["auc", "f1"]);
    expect(run.chosen).toBe(tried.index === search.best.index);
    expect(run.durationMilliseconds).toBeGreaterThan(0);
  }
  const final = runs.find(({ kind }) => kind === "final")!;
  expect(final).toMatchObject({
    ...{ model: "churn", address: "model.churn", task: "binary", version: 1, choice: search.best.choice },
    ...{ data: { customers: 1, visits: 1 }, split: evaluation.split, test: evaluation.test },
    validation: runs.find(({ chosen }) => chosen)!.validation,
  });
  const baseline = runs.find(({ kind }) => kind === "baseline")!;
  expect(baseline).toMatchObject({ validation: null, test: evaluation.baseline, version: null });
  expect(new Set(runs.map(({ id }) => id)).size).toBe(5);
  expect(collectRuns(registry, "other")).toEqual([]);
});

test("earlier searches stay, under the ids that they had, and an old spec brings them back", async () => {
  const { registry } = engine.state;
  const before = collectRuns(registry);
  expect(await apply({ trials: 4 })).toBe("done");
  const after = collectRuns(registry);
  expect(after.filter(({ current }) => !current).map(({ id }) => id)).toEqual(
    before.filter(({ kind }) => kind !== "baseline").map(({ id }) => id),
  );
  expect(after.filter(({ kind, current }) => kind === "trial" && current)).toHaveLength(4);
  expect(await apply({ trials: 3 })).toBe("done");
  const ids = (all: typeof before) => all.filter(({ current }) => current).map(({ id }) => id);
  expect(ids(collectRuns(registry))).toEqual(ids(before));
});

test("trials of a search that was stopped are runs, and those after it went on belong to the later apply", async () => {
  const { registry } = engine.state;
  const controller = new AbortController();
  const known = new Set(collectRuns(registry).map(({ id }) => id));
  const { add } = registry.trials;
  Object.assign(registry, {
    trials: {
      ...registry.trials,
      add: (...given: Parameters<typeof add>): void => {
        add(...given);
        controller.abort();
      },
    },
  });
  expect(await apply({ trials: 5 }, controller.signal)).toBe("interrupted");
  const fresh = () => collectRuns(registry).filter(({ id }) => !known.has(id));
  const [first, ...others] = fresh();
  expect(others).toEqual([]);
  expect(first).toMatchObject({ kind: "trial", trial: 1, state: "complete", chosen: false, current: false });
  expect(await apply({ trials: 5 })).toBe("done");
  const trials = fresh().filter(({ kind }) => kind === "trial");
  expect(trials.map(({ trial }) => trial)).toEqual([5, 4, 3, 2, 1]);
  expect(new Set(trials.slice(0, 4).map(({ apply }) => apply))).toEqual(new Set([first!.apply + 1]));
  expect(trials.at(-1)!.apply).toBe(first!.apply);
});
