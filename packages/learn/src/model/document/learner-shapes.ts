import type { CategoricalFeature, FittedBayes, GaussianFeature } from "../../learners/bayes/naive-bayes.ts";
import type { FittedDummy } from "../../learners/dummy.ts";
import type { FittedLearner } from "../../learners/learner.ts";
import type { FittedLinear } from "../../learners/linear/linear-terms.ts";
import type { FittedNeighbours } from "../../learners/neighbours/nearest-neighbours.ts";
import type { FittedOutside, OutsideFeature, OutsideFile } from "../../learners/outside/outside-learner.ts";
import type { Kernel } from "../../learners/svm/kernel.ts";
import type { FittedKernelMachine, PairMachine } from "../../learners/svm/kernel-machine.ts";
import type { FittedLinearMachine } from "../../learners/svm/linear-machine.ts";
import type { PlattScale } from "../../learners/svm/platt-scaling.ts";
import type { FittedBoosting } from "../../learners/trees/boosting/gradient-boosting.ts";
import type { EnsembleFeature, TreeEnsemble } from "../../learners/trees/ensemble/tree-ensemble.ts";
import type { FittedForest } from "../../learners/trees/forest/random-forest.ts";
import { classLabel, informal, kind, task } from "./definition-shapes.ts";
import {
  count,
  dictionary,
  flag,
  list,
  number,
  oneOf,
  optional,
  orNull,
  record,
  type Shape,
  text,
  variants,
} from "./shape.ts";

const all = { task, classCount: count, importance: list(number) } as const;
const solved = { converged: flag, iterations: count } as const;

const dummy: Shape<FittedDummy> = record<FittedDummy>("dummy", {
  algorithm: oneOf("dummy"),
  ...all,
  answer: list(number),
});

const linear: Shape<FittedLinear> = record<FittedLinear>("linear", {
  algorithm: oneOf("seasonal_naive", "linear_regression", "ridge", "lasso", "elastic_net", "logistic_regression"),
  ...all,
  ...solved,
  features: list(text),
  intercepts: list(number),
  coefficients: list(list(number)),
  means: optional(list(number)),
});

export const plattScale: Shape<PlattScale> = record<PlattScale>("PlattScale", { slope: number, intercept: number });

const linearMachine: Shape<FittedLinearMachine> = record<FittedLinearMachine>("linear_svm", {
  algorithm: oneOf("linear_svm"),
  ...all,
  ...solved,
  margins: record<FittedLinearMachine["margins"]>("Margins", {
    features: list(text),
    intercepts: list(number),
    coefficients: list(list(number)),
  }),
  scales: list(plattScale),
});

const kernel: Shape<Kernel> = record<Kernel>("Kernel", {
  kind: oneOf("rbf", "linear", "poly", "sigmoid"),
  gamma: number,
  degree: number,
  coef0: number,
});

const pair: Shape<readonly [number, number]> = {
  ...(list(count) as unknown as Shape<readonly [number, number]>),
  text: "two whole numbers",
};

const machine: Shape<PairMachine> = record<PairMachine>("PairMachine", {
  classes: orNull(pair),
  places: list(count),
  weights: list(number),
  intercept: number,
  scale: orNull(plattScale),
});

const kernelMachine: Shape<FittedKernelMachine> = record<FittedKernelMachine>("svm", {
  algorithm: oneOf("svm"),
  ...all,
  ...solved,
  features: list(text),
  kernel,
  units: list(number),
  vectors: list(list(number)),
  machines: list(machine),
});

const neighbours: Shape<FittedNeighbours> = record<FittedNeighbours>("knn", {
  algorithm: oneOf("knn"),
  ...all,
  features: list(text),
  columns: list(list(number)),
  target: list(number),
  neighbours: count,
  weights: oneOf("uniform", "distance"),
  metric: oneOf("euclidean", "manhattan"),
});

const bayes: Shape<FittedBayes> = record<FittedBayes>("naive_bayes", {
  algorithm: oneOf("naive_bayes"),
  ...all,
  shares: list(number),
  gaussian: list(
    record<GaussianFeature>("GaussianFeature", { name: text, means: list(number), deviations: list(number) }),
  ),
  categorical: list(
    record<CategoricalFeature>("CategoricalFeature", { name: text, levels: list(text), logShares: list(list(number)) }),
  ),
});

const ensembleFeature: Shape<EnsembleFeature> = variants<EnsembleFeature, "kind">("TreeFeature", "kind", {
  number: record<Extract<EnsembleFeature, { kind: "number" }>>("number", { kind: oneOf("number"), name: text }),
  category: record<Extract<EnsembleFeature, { kind: "category" }>>("category", {
    kind: oneOf("category"),
    name: text,
    levels: list(text),
  }),
});

const trees: Shape<TreeEnsemble> = record<TreeEnsemble>("Trees", {
  features: list(ensembleFeature),
  outputs: count,
  roots: list(count),
  feature: list(number),
  threshold: list(number),
  left: list(number),
  missingLeft: list(count),
  values: list(number),
  sets: list(number),
  covers: optional(list(number)),
});

const forest: Shape<FittedForest> = record<FittedForest>("forest", {
  algorithm: oneOf("random_forest", "extra_trees", "decision_tree"),
  ...all,
  ensemble: trees,
});

const boosting: Shape<FittedBoosting> = record<FittedBoosting>("gradient_boosting", {
  algorithm: oneOf("gradient_boosting"),
  ...all,
  loss: optional(oneOf("squared_error", "absolute_error", "quantile", "poisson", "log_loss")),
  ensemble: trees,
  baseline: list(number),
  rounds: count,
});

const outsideFile: Shape<OutsideFile> = record<OutsideFile>("File", { path: text, sha256: text, content: text });

const outside: Shape<FittedOutside> = record<FittedOutside>("outside", {
  algorithm: oneOf("command", "onnx"),
  ...all,
  outside: informal("OutsideAlgorithm"),
  parameters: dictionary(orNull(classLabel)),
  seed: number,
  target: text,
  labels: list(classLabel),
  features: list(record<OutsideFeature>("OutsideFeature", { name: text, kind, levels: optional(list(text)) })),
  files: list(outsideFile),
  made: list(outsideFile),
});

export const learner: Shape<FittedLearner> = variants<FittedLearner, "algorithm">("Learner", "algorithm", {
  dummy,
  seasonal_naive: linear,
  linear_regression: linear,
  ridge: linear,
  lasso: linear,
  elastic_net: linear,
  logistic_regression: linear,
  linear_svm: linearMachine,
  svm: kernelMachine,
  knn: neighbours,
  naive_bayes: bayes,
  decision_tree: forest,
  random_forest: forest,
  extra_trees: forest,
  gradient_boosting: boosting,
  command: outside,
  onnx: outside,
});
