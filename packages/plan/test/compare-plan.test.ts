import { describe, expect, test } from "vitest";
import { comparePlan, type DesiredState, glyphs, type Plan, planCounts, type Step } from "../src/index.ts";
import { applied, definition, edited, fingerprints, handlerVersions, redefined, state } from "./sample-state.ts";

const facts = { fingerprints, handlerVersions };
const changes = (plan: Plan) =>
  plan.steps.filter(({ action, movedFrom }) => action !== "reuse" || movedFrom !== undefined);
const shown = (plan: Plan): readonly string[] =>
  changes(plan).map(
    ({ action, address, provisional }) => `${glyphs[action].trim() || "="} ${address}${provisional ? " ?" : ""}`,
  );

const trained = ["-/+ model.churn ?", "~ model.churn/evaluate ?", "~ model.churn/register ?"];
const searched = ["-/+ model.churn/search", ...trained];
const modelled = [
  "-/+ model.churn/search",
  "-/+ model.churn",
  "-/+ model.churn/baseline",
  "~ model.churn/evaluate ?",
  "~ model.churn/register ?",
];
const belowSplit = [
  "-/+ model.churn/search ?",
  "-/+ model.churn ?",
  "-/+ model.churn/baseline ?",
  "~ model.churn/evaluate ?",
  "~ model.churn/register ?",
  "-/+ model.linear/validate ?",
];
const belowData = ["-/+ transform.features/split ?", ...belowSplit];
const belowExpect = ["-/+ transform.features ?", ...belowData, "~ drift.ages ?"];
const evaluated = ["~ model.churn/evaluate", "~ model.churn/register ?"];

type Edit = readonly [
  name: string,
  to: DesiredState,
  heaviest: string | null,
  cause: string | null,
  steps: readonly string[],
];

const reverse = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reverse);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reverse(inner)]),
  );
};
const without = (address: string): DesiredState => ({
  ...state,
  steps: state.steps.filter((step) => step.address !== address),
});
const renamed = (from: string, to: string): DesiredState => {
  const name = (address: string) =>
    address === from || address.startsWith(`${from}/`) ? to + address.slice(from.length) : address;
  const steps = state.steps.map((step) => ({
    ...step,
    address: name(step.address),
    inputs: Object.fromEntries(Object.entries(step.inputs).map(([role, input]) => [name(role), name(input)])),
    config: JSON.parse(JSON.stringify(step.config).replaceAll(`"input":"${from}"`, `"input":"${to}"`)) as never,
  }));
  return { ...state, steps: steps as readonly Step[] };
};

const customers = "dataset.customers";
const expectations = "dataset.customers/expect";
const splitting = "transform.features/split";
const searching = "model.churn/search";
const evaluating = "model.churn/evaluate";
const steps = definition.steps;
const expectationsOf = ({ steps: all }: DesiredState): readonly unknown[] => {
  const step = all.find(({ address }) => address === expectations);
  return step?.kind === "validate-dataset" ? step.config.expectations : [];
};

const edits: readonly Edit[] = [
  ["nothing", state, null, null, []],
  ["keys in another order", reverse(state) as DesiredState, null, null, []],
  ["steps in another order", { ...state, steps: [...state.steps].reverse() }, null, null, []],
  [
    "another place",
    {
      ...state,
      steps: state.steps.map((step) => ({ ...step, place: { file: "b.mlops", span: { start: 9, end: 12 } } })),
    },
    null,
    null,
    [],
  ],
  ["an expectation written otherwise", edited(expectations, "expectations.0.source", "rows  >= 1000"), null, null, []],
  ["a filter written otherwise", edited(splitting, "steps.0.source", "18 <= age"), null, null, []],
  ["a gate written otherwise", edited(evaluating, "gates.0.source", "auc>=0.82"), null, null, []],
  ["a label written otherwise", edited("drift.ages", "labels.reference", "young"), null, null, []],
  [
    "the project's description",
    { ...state, project: { ...state.project, description: "Who leaves?" } },
    null,
    null,
    [],
  ],
  [
    "the source's path",
    edited(customers, "source.path", "data/clients.csv"),
    "re-ingest",
    "`source`: data/customers.csv → data/clients.csv",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "the delimiter",
    edited(customers, "source.delimiter", ","),
    "re-ingest",
    "`delimiter`: ; → ,",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "a source option added",
    edited(customers, "source.decimal", ","),
    "re-ingest",
    "`decimal`: none → ,",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "a column's type",
    edited(customers, "columns.1.type", { kind: "int", nullable: false, range: { low: 18, high: 120 } }),
    "re-ingest",
    "`age`: int? → int in 18..120",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "a column left out",
    edited(customers, "columns", [
      { name: "customer_id", type: { kind: "int", nullable: false } },
      { name: "age", type: { kind: "int", nullable: true } },
      { name: "churned", type: { kind: "bool", nullable: false } },
    ]),
    "re-ingest",
    "column `email` removed",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "the key",
    edited(customers, "key", ["customer_id", "age"]),
    "re-ingest",
    "`key`: customer_id → customer_id, age",
    ["-/+ dataset.customers", "~ dataset.customers/expect ?", ...belowExpect],
  ],
  [
    "an expectation's bound",
    edited(expectations, "expectations.0.bound", 500),
    "re-validate",
    "`rows`: >= 1000 else fail → >= 500 else fail",
    ["~ dataset.customers/expect", ...belowExpect],
  ],
  [
    "what follows an expectation",
    edited(expectations, "expectations.1.otherwise", "warn"),
    "re-validate",
    "`missing(age)`: < 5% else fail → < 5% else warn",
    ["~ dataset.customers/expect", ...belowExpect],
  ],
  [
    "an expectation more",
    edited(expectations, "expectations.2", {
      test: "unique",
      columns: ["customer_id"],
      otherwise: "fail",
      source: "unique(customer_id)",
    }),
    "re-validate",
    "expectation `unique(customer_id)` added",
    ["~ dataset.customers/expect", ...belowExpect],
  ],
  [
    "an expectation less",
    edited(expectations, "expectations", [expectationsOf(state)[1]]),
    "re-validate",
    "expectation `rows >= 1000` removed",
    ["~ dataset.customers/expect", ...belowExpect],
  ],
  [
    "an aggregate",
    edited("transform.spend", "steps.1.outputs.0.aggregate", "mean"),
    "re-transform",
    "`aggregate by customer_id`: spend = sum(amount) → spend = mean(amount)",
    ["-/+ transform.spend", "-/+ transform.features ?", ...belowData],
  ],
  [
    "an inner join",
    edited("transform.features", "steps.1.how", "inner"),
    "re-transform",
    "`inner join spend on customer_id bringing spend` added",
    ["-/+ transform.features", ...belowData],
  ],
  [
    "a relational step more",
    edited("transform.features", "steps.2", { kind: "sort", keys: [{ column: "age", descending: true }] }),
    "re-transform",
    "`sort -age` added",
    ["-/+ transform.features", ...belowData],
  ],
  [
    "a seed of a transform",
    edited("transform.features", "seed", 7),
    "re-transform",
    "`seed`: 42 → 7",
    ["-/+ transform.features", ...belowData],
  ],
  [
    "the share of the test part",
    edited(splitting, "split.share", 0.3),
    "re-transform",
    "`split test`: 20% stratify churned → 30% stratify churned",
    ["-/+ transform.features/split", ...belowSplit],
  ],
  [
    "the way of splitting",
    edited(splitting, "split", { kind: "split", share: 0.2, by: "random" }),
    "re-transform",
    "`split test`: 20% stratify churned → 20% random",
    ["-/+ transform.features/split", ...belowSplit],
  ],
  [
    "the filter's bound",
    edited(splitting, "steps.0.condition.arguments.1.value", 21),
    "re-transform",
    "`filter`: age >= 18 → age >= 21",
    ["-/+ transform.features/split", ...belowSplit],
  ],
  [
    "a filter less",
    edited(splitting, "steps", []),
    "re-transform",
    "`filter age >= 18` removed",
    ["-/+ transform.features/split", ...belowSplit],
  ],
  [
    "how a column is imputed",
    redefined("steps.0.strategy", "mean"),
    "retrain",
    "`impute age`: median → mean",
    modelled,
  ],
  [
    "a fitted step more",
    redefined("steps", [...steps, { kind: "scale", columns: { all: "numeric", except: [] }, method: "standard" }]),
    "retrain",
    "`scale numeric with standard` added",
    modelled,
  ],
  ["a fitted step less", redefined("steps", steps.slice(1)), "retrain", "`impute age with median` removed", modelled],
  [
    "fitted steps moved",
    redefined("steps", [steps[1], steps[0], steps[2]]),
    "retrain",
    "`impute age with median` moved",
    modelled,
  ],
  ["the features", redefined("features", { names: ["age"] }), "retrain", "`features`: age, log_spend → age", modelled],
  [
    "a derived column",
    redefined("steps.2.expression.function", "sqrt"),
    "retrain",
    "`derive log_spend`: log1p(spend) → sqrt(spend)",
    modelled,
  ],
  ["the number of trials", edited(searching, "search.trials", 60), "retrain", "`trials`: 40 → 60", searched],
  ["the budget", edited(searching, "search.budgetMilliseconds", 3_600_000), "retrain", "`budget`: 30m → 1h", searched],
  [
    "a dimension's range",
    edited(searching, "search.space.1.values.high", 400),
    "retrain",
    "`trees`: 50..800 → 50..400",
    searched,
  ],
  [
    "a dimension more",
    edited(searching, "search.space.2", {
      name: "learning_rate",
      values: { kind: "number", low: 0.01, high: 0.3, log: true },
      when: { name: "algorithm", equals: ["gradient_boosting"] },
    }),
    "retrain",
    "dimension `learning_rate` added",
    searched,
  ],
  [
    "the metric to optimise",
    edited(searching, "search.optimise", { metric: "log_loss" }),
    "retrain",
    "`optimise`: auc → log_loss",
    searched,
  ],
  [
    "the folds",
    edited(searching, "folds.folds", 10),
    "retrain",
    "`validate`: cross_validation(5, stratify: churned) → cross_validation(10, stratify: churned)",
    searched,
  ],
  [
    "a hyper-parameter",
    edited("model.linear/validate", "choice.parameters.trees", 100),
    "retrain",
    "`trees`: 300 → 100",
    ["-/+ model.linear/validate"],
  ],
  [
    "the algorithm",
    edited("model.linear/validate", "choice", { algorithm: "decision_tree", parameters: { max_depth: 3 } }),
    "retrain",
    "`algorithm`: gradient_boosting(trees: 300) → decision_tree(max_depth: 3)",
    ["-/+ model.linear/validate"],
  ],
  [
    "what weighs the rows",
    edited("model.linear/validate", "definition.weights", "exposure"),
    "retrain",
    "`weights`: none → exposure",
    ["-/+ model.linear/validate"],
  ],
  [
    "what predictions are held to",
    edited("model.linear/validate", "definition.increasing", ["age", "spend"]),
    "retrain",
    "`increasing`: none → age, spend",
    ["-/+ model.linear/validate"],
  ],
  [
    "the baseline",
    edited("model.churn/baseline", "choice", { algorithm: "logistic_regression", parameters: { c: 1 } }),
    "retrain",
    "`algorithm`: dummy → logistic_regression",
    ["-/+ model.churn/baseline", "~ model.churn/evaluate ?", "~ model.churn/register ?"],
  ],
  [
    "a metric more",
    edited(evaluating, "metrics.2", { metric: "lift", share: 0.1 }),
    "re-evaluate",
    "metric `lift(10%)` added",
    evaluated,
  ],
  [
    "a gate's bound",
    edited(evaluating, "gates.0.bound.offset", 0.85),
    "re-evaluate",
    "`auc`: >= 0.82 → >= 0.85",
    evaluated,
  ],
  [
    "a relative gate's bound",
    edited(evaluating, "gates.1.bound.offset", 0.02),
    "re-evaluate",
    "`auc`: >= baseline.auc + 0.05 → >= baseline.auc + 0.02",
    evaluated,
  ],
  ["a gate less", edited(evaluating, "gates", []), "re-evaluate", "gate `auc >= 0.82` removed", evaluated],
  [
    "a gate more",
    edited(evaluating, "gates.2", {
      metric: { metric: "auc" },
      of: "gap",
      operator: "<",
      bound: { offset: 0.05 },
      source: "gap(auc) < 0.05",
    }),
    "re-evaluate",
    "gate `gap(auc) < 0.05` added",
    evaluated,
  ],
  [
    "a sample of a drift block",
    edited("drift.ages", "current.where", {
      kind: "call",
      function: "greater",
      arguments: [
        { kind: "column", name: "age" },
        { kind: "literal", type: "int", value: 40 },
      ],
    }),
    "re-evaluate",
    "`current`: all rows → where age > 40",
    ["~ drift.ages"],
  ],
  [
    "the rows that a detector holds out",
    edited("drift.ages", "detector.testBy", "day"),
    "re-evaluate",
    "`test`: 20% → 20% by day",
    ["~ drift.ages"],
  ],
  ["a block less", without("drift.ages"), "re-evaluate", "no longer in the project", ["- drift.ages"]],
  [
    "a block more",
    { ...state, steps: [...state.steps, { ...(state.steps.at(-1) as Step), address: "drift.twice" }] },
    "re-evaluate",
    "new",
    ["+ drift.twice"],
  ],
  [
    "a dataset renamed",
    renamed("dataset.purchases", "dataset.orders"),
    null,
    "moved from dataset.purchases",
    ["= dataset.orders"],
  ],
  [
    "a transform renamed",
    renamed("transform.spend", "transform.spent"),
    null,
    "moved from transform.spend",
    ["= transform.spent"],
  ],
];

describe("the class and the reason of every edit", () => {
  const before = applied(state);
  test("there are many edits", () => expect(edits.length).toBeGreaterThan(45));
  test.each(edits)("%s", (_name, to, heaviest, cause, expected) => {
    const moves = Object.fromEntries(
      Object.entries(fingerprints).map(([address, print]) => [
        address === "dataset.purchases" && !to.steps.some((step) => step.address === address)
          ? "dataset.orders"
          : address,
        print,
      ]),
    );
    const plan = comparePlan(to, before, { fingerprints: moves, handlerVersions });
    expect(shown(plan)).toEqual(expected);
    expect(planCounts(plan).class).toBe(heaviest);
    expect(changes(plan)[0]?.causes[0]?.change ?? null).toBe(cause);
    expect(planCounts(plan).empty).toBe(expected.length === 0);
  });
});

describe("what the world changes", () => {
  test("a source file", () => {
    const plan = comparePlan(state, applied(state), {
      ...facts,
      fingerprints: { ...fingerprints, "dataset.purchases": "cafe" },
    });
    expect(shown(plan)).toEqual([
      "-/+ dataset.purchases",
      "-/+ transform.spend ?",
      "-/+ transform.features ?",
      ...belowData,
    ]);
    expect(plan.steps.find(({ address }) => address === "model.churn/search")?.causes).toEqual([
      { address: "dataset.purchases", change: "`data/purchases/*.parquet` changed" },
      { address: "transform.spend", change: "follows from dataset.purchases" },
      { address: "transform.features", change: "follows from transform.spend" },
      { address: "model.churn/search", change: "follows from transform.features" },
    ]);
  });

  test("a handler that works in another way", () => {
    const plan = comparePlan(state, applied(state), {
      ...facts,
      handlerVersions: { ...handlerVersions, "evaluate-model": 2 },
    });
    expect(shown(plan)).toEqual(evaluated);
    expect(changes(plan)[0]?.causes[0]?.change).toBe("this version of mlopsc does `evaluate-model` in another way");
  });

  test("an apply that was broken off leaves the rest to be done", () => {
    const to = edited(searching, "search.trials", 60);
    const [before, after] = [applied(state), applied(to)];
    const half = { serial: 2, steps: { ...before.steps, [searching]: after.steps[searching] as never } };
    const plan = comparePlan(to, half, facts);
    expect(shown(plan)).toEqual(trained);
    expect(changes(plan)[0]?.causes[0]?.change).toBe("not yet done since an input was done anew");
  });
});

test("everything is created on an empty registry, without an estimate", () => {
  const plan = comparePlan(state, { serial: 0, steps: {} }, facts);
  expect(planCounts(plan)).toEqual({
    create: state.steps.length,
    update: 0,
    replace: 0,
    remove: 0,
    reuse: 0,
    moved: 0,
    provisional: 0,
    estimateMilliseconds: null,
    class: "re-ingest",
    empty: false,
  });
});

test("estimates come from the step's own history, else from its kind's", () => {
  const plan = comparePlan(edited(evaluating, "gates.0.bound.offset", 0.9), applied(state), facts);
  expect(changes(plan).map(({ estimateMilliseconds }) => estimateMilliseconds)).toEqual([1000, 1100]);
  expect(planCounts(plan).estimateMilliseconds).toBe(2100);
});

test("a renamed model is moved; only its entry in the registry is new", () => {
  const to = renamed("model.churn", "model.leavers");
  const named = edited("model.leavers/register", "name", "leavers", to);
  const again = ["model.leavers/search", "model.leavers", "model.leavers/baseline"].reduce(
    (from, address) => edited(address, "definition.name", "leavers", from),
    named,
  );
  expect(shown(comparePlan(again, applied(state), facts))).toEqual([
    "= model.leavers/search",
    "= model.leavers",
    "= model.leavers/baseline",
    "= model.leavers/evaluate",
    "+ model.leavers/register",
    "- model.churn/register",
  ]);
});

test("of two steps with one meaning none is taken for the other's move", () => {
  const twice: DesiredState = {
    ...state,
    steps: [
      ...state.steps,
      { ...(state.steps.at(-1) as Step), address: "drift.a" },
      { ...(state.steps.at(-1) as Step), address: "drift.b" },
    ].filter(({ address }) => address !== "drift.ages"),
  };
  expect(shown(comparePlan(twice, applied(state), facts))).toEqual(["+ drift.a", "+ drift.b", "- drift.ages"]);
});

test("a target takes what it needs and leaves the rest of the registry alone", () => {
  const before = applied(without("model.churn/register"));
  const plan = comparePlan(
    edited("drift.ages", "features", ["age", "spend"], {
      ...state,
      steps: without("transform.spend").steps.filter(
        ({ address }) => !address.startsWith("model") && !address.startsWith("transform"),
      ),
    }),
    before,
    facts,
    { target: "drift.ages" },
  );
  expect(plan.steps.map(({ address }) => address)).toEqual([customers, expectations, "drift.ages"]);
  expect(shown(plan)).toEqual(["~ drift.ages"]);
  expect(plan.target).toBe("drift.ages");
  expect(Object.keys(plan.fingerprints)).toEqual([customers]);
});
