import { describe, expect, it } from "vitest";
import { offeredAt } from "./offered.ts";
import { shop } from "./shop.ts";

/** Where a cursor stands, and what is offered there: all of it, or what comes first where it ends in "…". */
const places: readonly (readonly [text: string, offered: string])[] = [
  // Between blocks.
  ["mod<|>", "param …, dataset …, transform …, search …, model …, …"],
  ["model <|>", "name { … }"],
  ["model m<|>", "{ … }"],
  ["param x <|>", ": type = value"],
  ["param x : <|>", "bool, int, number, text, category, id, date, timestamp, duration"],
  ["param x : bool = <|>", "true, false"],
  // Names of attributes and sections.
  ["model m {\n  <|>\n}", "from, predict, algorithm, search, features, …"],
  ["model m {\n  from = features\n  <|>\n  search = x\n}", "predict, features, weights, …"],
  ["target t { platform = process <|> }", "port, replicas, memory"],
  ["channel c {\n  <|>\n}", "webhook, email, command, server, from, environment, format"],
  ["deploy d {\n  checks <|>\n}", "{"],
  ["deploy d {\n  model <|>\n}", "="],
  // Where something is missing, or stands that cannot.
  ["model m {\n  metrics = [auc]<|>\n\ntarget t {\n}", "}"],
  ["model m {\n  metrics = [auc]<|>\n}\n\ntarget t {\n}", ""],
  ["target t {\n  @@ ## ??<|>\n}", "platform, port, replicas, memory"],
  ['target t {\n  port = 80 "abc<|>\n}', "platform, replicas, memory, {data}: text"],
  // References.
  ["model m {\n  from = <|>\n}", "features"],
  ["deploy d {\n  through = [staging, <|>]\n}", "production"],
  ["alert a {\n  notify = <|>\n}", "team, […]"],
  ["alert a {\n  then = <|>\n}", "retrain(model, at_most?, budget?), rollback(deploy), run(command)"],
  ["alert a {\n  then = retrain(<|>)\n}", "churn, model:, at_most:, budget:"],
  // Columns of a model.
  [
    "model m {\n  from = features\n  predict = churned\n  features = <|>\n}",
    "age: int?, segment: category, Zip Code: text, signup: date, spend: number?, […], all, numeric, category",
  ],
  [
    "model m {\n  from = features\n  predict = churned\n  features = [age, <|>]\n}",
    "segment: category, Zip Code: text, signup: date, spend: number?",
  ],
  ["model m {\n  from = features\n  features = all <|>\n}", "except"],
  [
    "model m {\n  from = features\n  validate = holdout(20%, stratify: <|>)\n}",
    "id: id, age: int?, segment: category, …",
  ],
  // Algorithms and metrics of the task.
  [
    "model m {\n  from = features\n  predict = age\n  algorithm = <|>\n}",
    "dummy, seasonal_naive, linear_regression, ridge, lasso, elastic_net, svm, …",
  ],
  [
    "model m {\n  from = features\n  predict = churned\n  algorithm = lo<|>\n}",
    "dummy, logistic_regression, linear_svm, svm, knn, …",
  ],
  [
    "model m {\n  from = features\n  predict = churned\n  algorithm = random_forest(<|>)\n}",
    "trees:, max_depth:, min_samples_leaf:, …",
  ],
  ["model m {\n  algorithm = gradient_boosting(trees: 3, grow_policy: <|>)\n}", "leaf_wise, depth_wise"],
  ["model m {\n  from = features\n  predict = age\n  metrics = [rmse, <|>]\n}", "mse, mae, …"],
  ["model m {\n  from = features\n  predict = age\n  gate {\n    <|>\n  }\n}", "rmse, mae, r2, mse, …"],
  [
    "model m {\n  from = features\n  predict = age\n  metrics = [mae]\n  gate {\n    mae < baseline.<|>\n  }\n}",
    "mae, rmse, …",
  ],
  // Steps.
  ["transform t {\n  <|>\n}", "from, join, …"],
  ["transform t {\n  from customers\n  <|>\n}", "join, inner join, aggregate, …"],
  ["transform t {\n  from customers\n  split test 20%\n  <|>\n}", "impute, clip, drop outliers, encode, scale, …"],
  ["transform t {\n  from customers\n  split <|>\n}", "split test"],
  ["transform t {\n  from <|>\n}", "customers, purchases, spend"],
  ["transform t {\n  from customers\n  join spend <|>\n}", "on"],
  ["transform t {\n  from customers\n  join spend on <|>\n}", "id: id"],
  [
    "transform t {\n  from purchases\n  drop at\n  drop <|>\n}",
    "id: id, amount: number, all, numeric, category, drop outliers",
  ],
  ["transform t {\n  from customers\n  derive <|>\n}", ""],
  ["transform t {\n  from purchases\n  rename total = <|>\n}", "id: id, amount: number, at: timestamp"],
  ["transform t {\n  from purchases\n  cast amount as <|>\n}", "bool, int, number, text, …"],
  ["transform t {\n  from purchases\n  aggregate <|>\n}", "by"],
  ["transform t {\n  from purchases\n  aggregate by id: n = <|>\n}", "sum(x), mean(x), min(x), max(x), count(x?), …"],
  ["transform t {\n  from purchases\n  aggregate by id: n = sum(<|>\n}", "amount: number, …"],
  ["transform t {\n  from customers\n  split test <|>\n}", "20%"],
  ["transform t {\n  from customers\n  split test 20% <|>\n}", "stratify, by time, group"],
  ["transform t {\n  from customers\n  split test 20% by <|>\n}", "time"],
  ["transform t {\n  from purchases\n  lag amount by 1 <|>\n}", "order, group"],
  ["transform t {\n  from customers\n  split test 20%\n  impute age <|>\n}", "with"],
  [
    "transform t {\n  from customers\n  split test 20%\n  impute age with <|>\n}",
    "mean, median, mode, constant(value), knn(neighbours?), model",
  ],
  ["transform t {\n  from customers\n  split test 20%\n  scale numeric <|>\n}", "with, except"],
  // Expressions.
  [
    "transform t {\n  from customers\n  filter segment == <|>\n}",
    '"private", "business", id: id, segment: category, …',
  ],
  ['transform t {\n  from customers\n  filter segment == "<|>\n}', "private, business"],
  ["transform t {\n  from customers\n  filter segment in <|>\n}", '["private", "business"]'],
  ["transform t {\n  from customers\n  filter churned == <|>\n}", "true, false, churned: bool, …"],
  ["transform t {\n  from customers\n  filter age in <|>\n}", "18..120"],
  ["transform t {\n  from customers\n  filter signup > <|>\n}", "signup: date, 2024-01-01, …"],
  ["transform t {\n  from customers\n  filter age > 3 <|>\n}", "and, or, in"],
  ["transform t {\n  from customers\n  derive x = log1p(<|>)\n}", "age: int?, if(condition, then, else), …"],
  // Datasets.
  [
    "dataset d {\n  source = <|>\n}",
    "csv(path, delimiter?, encoding?, header?, quote?, decimal?, missing?), parquet(path), json(path)",
  ],
  ['dataset d {\n  source = csv("a.csv", <|>)\n}', "delimiter:, encoding:, header:, quote:, decimal:, missing:"],
  ["dataset d {\n  schema {\n    age <|>\n  }\n}", "bool, int, number, text, …"],
  ["dataset d {\n  schema {\n    age int <|>\n  }\n}", "?, in, pii, format"],
  ["dataset d {\n  schema {\n    age int? pii <|>\n  }\n}", "in, format"],
  ["dataset d {\n  schema {\n    age int? in <|>\n  }\n}", "0..100"],
  [
    "dataset d {\n  schema {\n    age int?\n  }\n  expect {\n    <|>\n  }\n}",
    "rows, unique(column), missing(column), …",
  ],
  ["dataset d {\n  schema {\n    age int?\n  }\n  expect {\n    rows > 3 else <|>\n  }\n}", "fail, warn, drop"],
  // Searches.
  [
    "search s {\n  strategy = <|>\n}",
    "grid(points?), random(trials), bayesian(trials, initial?, surrogate?), halving(trials, factor?)",
  ],
  ["search s {\n  space {\n    algorithm in [knn]\n    <|>\n  }\n}", "neighbours, weights, …"],
  ["search s {\n  space {\n    algorithm in [knn, <|>]\n  }\n}", "dummy, seasonal_naive, …"],
  [
    "search s {\n  space {\n    algorithm in [gradient_boosting]\n    learning_rate in <|>\n  }\n}",
    "0..1, log(…..…), […]",
  ],
  ["search s {\n  space {\n    algorithm in [knn, svm]\n    c in 1..2 if <|>\n  }\n}", "algorithm"],
  ["search s {\n  space {\n    algorithm in [knn, svm]\n    c in 1..2 if algorithm == <|>\n  }\n}", "knn, svm"],
  // Units.
  ["search s {\n  budget = 30<|>\n}", "30ms, 30s, 30m, 30h, 30d"],
  ["target t {\n  memory = 512M<|>\n}", "512B, 512KB, 512MB, 512GB, 512TB, 512KiB, …"],
  ["deploy d {\n  checks {\n    load(rate: 20<|>\n  }\n}", "20/s, 20/m, 20/h, 20/d"],
  ["alert a {\n  when = latency.p95 > 30<|>\n}", "30ms, 30s, 30m, 30h, 30d"],
  ["alert a {\n  when = requests < 1<|>\n}", "1/s, 1/m, 1/h, 1/d"],
  ["model m {\n  gate {\n    gap(auc) < 5<|>\n  }\n}", "5%"],
  // What is deployed and watched.
  ["deploy d {\n  checks {\n    load(rate: 20/s): <|>\n  }\n}", "p50, p95, p99, errors"],
  ["deploy d {\n  checks {\n    parity(sample: 20) <|>\n  }\n}", ":"],
  ["monitor m {\n  window = <|>\n}", "1h, requests(count)"],
  ["alert a {\n  when = <|>\n}", "drift.auc, drift.share, drift.prediction, …"],
  ["alert a {\n  when = drift.a<|>\n}", "auc, share, prediction, changes"],
  ["alert a {\n  when = live.<|>\n}", "auc, f1, average_precision, …"],
  ["alert a {\n  when = psi(<|>)\n}", "id: id, age: int?, segment: category, …"],
  ["alert a {\n  when = errors > 1% <|>\n}", "and, or, for"],
  ["alert a {\n  severity = <|>\n}", "warning, info, critical"],
  ["channel c {\n  webhook = <|>\n}", 'secret("…")'],
  ["drift d {\n  reference = <|>\n}", "customers, purchases, spend, features"],
  ["drift d {\n  reference = customers <|>\n}", "where"],
  ["drift d {\n  reference = purchases where <|>\n}", "id: id, amount: number, at: timestamp, …"],
];

describe("what is offered", () => {
  it.each(places)("%j", async (text, offered) => {
    const { list } = await offeredAt({ "main.mlops": text, "shop.mlops": shop });
    const shown = list.items.map(({ label, note = "" }) => `${label}${note}`).join(", ");
    if (offered.endsWith("…")) expect(shown.slice(0, offered.length - 1)).toBe(offered.slice(0, -1));
    else expect(shown).toBe(offered);
  });
});
