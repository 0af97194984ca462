import type { TextContent } from "./blocks.ts";
import type { OutsideAlgorithm } from "./outside-algorithm.ts";

/** What a model predicts: a number, one of two classes, or one of several. */
export type Task = "regression" | "binary" | "multiclass";

/** The values that a hyper-parameter may take. Both ends are included unless `open`. */
export type Domain =
  | { readonly kind: "int"; readonly low: number; readonly high: number }
  | {
      readonly kind: "number";
      readonly low: number;
      readonly high: number;
      readonly open?: "low" | "high" | "both";
      /** Words that stand for a number chosen from the data. */
      readonly words?: readonly string[];
    }
  /** A whole number of rows, or a length of time, as `7d`. */
  | { readonly kind: "length" }
  | { readonly kind: "choice"; readonly values: readonly (string | boolean)[] };

export interface HyperParameter {
  readonly domain: Domain;
  /** None means: not limited, or chosen from the data; the documentation says which. */
  readonly default: number | string | boolean | null;
  /** The tasks that it means something for; all that the algorithm has when not said. */
  readonly tasks?: readonly Task[];
  /** It means something only where that other parameter has one of these values; always when not said. */
  readonly onlyWith?: { readonly parameter: string; readonly values: readonly string[] };
  readonly documentation: string;
}

export interface AlgorithmEntry {
  readonly tasks: readonly Task[];
  readonly parameters: Readonly<Record<string, HyperParameter>>;
  /** Takes category columns as they are; the others need them encoded. */
  readonly categories: boolean;
  /** Takes missing values as they are; the others need them imputed. */
  readonly missing: boolean;
  /** Measures distance or penalises size: wants columns of one scale. */
  readonly scaled: boolean;
  /** Written with a text of its own, `command("python train.py")`: what that is. Only where a model names its learner. */
  readonly outside?: TextContent;
  /** Why rows cannot be weighed; absent where they can. */
  readonly unweighable?: string;
  /** Can be held to rise, or to fall, with a feature. */
  readonly monotone?: true;
  readonly documentation: string;
}

const int = (low: number, high: number, fallback: number | null, documentation: string): HyperParameter => ({
  domain: { kind: "int", low, high },
  default: fallback,
  documentation,
});
const number = (
  low: number,
  high: number,
  fallback: number | null,
  documentation: string,
  open?: "low" | "high" | "both",
): HyperParameter => ({
  domain: { kind: "number", low, high, ...(open ? { open } : {}) },
  default: fallback,
  documentation,
});
const choice = (values: readonly string[], fallback: string | null, documentation: string): HyperParameter => ({
  domain: { kind: "choice", values },
  default: fallback,
  documentation,
});

const allTasks: readonly Task[] = ["regression", "binary", "multiclass"];
const maxDepth = (fallback: number | null) =>
  int(1, 64, fallback, "The most splits from the root to a leaf; none: not limited.");
const minSamplesLeaf = (fallback: number) => int(1, 1_000_000, fallback, "The fewest training rows in a leaf.");
const maxBins = int(2, 255, 255, "Histogram bins a column; one more holds missing values.");
/** Trees grown to full depth gain from finer cuts than boosting does. */
const fineBins = int(
  2,
  65_535,
  4096,
  "The most places a column is cut at, so many less one; up to so many distinct values are told apart exactly.",
);
const maxFeatures = number(
  0,
  1,
  null,
  "The share of columns looked at for a split; none: sqrt of their number to classify, a third for regression.",
  "low",
);
const trees = (fallback: number) => int(1, 100_000, fallback, "The number of trees.");
const mostIterations = (fallback: number) => int(1, 100_000, fallback, "The most iterations of the solver.");
const l1Ratio = number(0, 1, 0.5, "The share of the penalty on sizes in `elastic_net`; the rest is on squares.");
const penaltyStrength = number(0, 1e12, 1, "Strength of the penalty, as scikit-learn's; not on the intercept.", "low");
const dualityGap = number(
  0,
  1,
  1e-4,
  "Solved when the duality gap is below this share of the target's squares.",
  "low",
);
const classWeight: HyperParameter = {
  domain: { kind: "choice", values: ["none", "balanced"] },
  default: "none",
  tasks: ["binary", "multiclass"],
  documentation: "`balanced`: rows of rare classes count for more, so that each class weighs rows / classes in all.",
};
const l2 = number(0, 1e9, 0, "Strength of the squared penalty.");

/** Every learner, under scikit-learn's names where it has one. */
export const algorithms = {
  dummy: {
    tasks: allTasks,
    parameters: {
      strategy: choice(
        ["prior", "mean", "median", "most_frequent"],
        null,
        "What is always said; none: the mean, or the class shares.",
      ),
    },
    categories: true,
    missing: true,
    scaled: false,
    documentation: "Always predicts the training part's mean (or median), or its class shares.",
  },
  seasonal_naive: {
    tasks: ["regression"],
    parameters: {
      period: {
        domain: { kind: "length" },
        default: null,
        documentation:
          "How long a season is, as rows or as a time; it must be given, and a `lag` of that length be a feature.",
      },
      seasons: int(1, 100, 1, "How many seasons back: the mean of the values of one to so many seasons ago."),
    },
    categories: true,
    missing: true,
    scaled: false,
    unweighable: "it repeats single values of the past",
    documentation:
      "Predicts what was there one season ago, which a feature made by `lag` tells: what a forecast must beat.",
  },
  linear_regression: {
    tasks: ["regression"],
    parameters: {},
    categories: false,
    missing: false,
    scaled: false,
    documentation: "Ordinary least squares with an intercept, by QR.",
  },
  ridge: {
    tasks: ["regression"],
    parameters: { alpha: number(0, 1e12, 1, "Strength of the squared penalty; the intercept is not penalised.") },
    categories: false,
    missing: false,
    scaled: true,
    documentation: "Least squares with a squared penalty.",
  },
  lasso: {
    tasks: ["regression"],
    parameters: { alpha: penaltyStrength, max_iterations: mostIterations(1000), tolerance: dualityGap },
    categories: false,
    missing: false,
    scaled: true,
    documentation: "Least squares with a penalty on the sizes of coefficients, of which many become exactly 0.",
  },
  elastic_net: {
    tasks: ["regression"],
    parameters: {
      alpha: penaltyStrength,
      l1_ratio: l1Ratio,
      max_iterations: mostIterations(1000),
      tolerance: dualityGap,
    },
    categories: false,
    missing: false,
    scaled: true,
    documentation: "Least squares with a penalty on the sizes and the squares of coefficients.",
  },
  logistic_regression: {
    tasks: ["binary", "multiclass"],
    parameters: {
      penalty: choice(
        ["l2", "l1", "elastic_net", "none"],
        "l2",
        "What large coefficients cost: their squares, their sizes (many become exactly 0), both, or nothing.",
      ),
      c: {
        ...number(0, 1e12, 1, "Inverse strength of the penalty, as scikit-learn's C.", "low"),
        onlyWith: { parameter: "penalty", values: ["l2", "l1", "elastic_net"] },
      },
      l1_ratio: { ...l1Ratio, onlyWith: { parameter: "penalty", values: ["elastic_net"] } },
      max_iterations: mostIterations(200),
      class_weight: classWeight,
    },
    categories: false,
    missing: false,
    scaled: true,
    documentation:
      "Logistic (two classes) or softmax regression with a squared or another penalty; the intercept is not penalised.",
  },
  linear_svm: {
    tasks: ["binary", "multiclass"],
    parameters: {
      c: number(
        0,
        1e12,
        1,
        "What a row on the wrong side costs beside the squared penalty, as scikit-learn's C.",
        "low",
      ),
      loss: choice(
        ["squared_hinge", "hinge"],
        "squared_hinge",
        "Whether the cost grows with the square of what a row lacks.",
      ),
      max_iterations: mostIterations(1000),
      tolerance: number(0, 1, 1e-4, "Solved when no row's gradient in the dual is further from its place.", "low"),
      class_weight: classWeight,
    },
    categories: false,
    missing: false,
    scaled: true,
    documentation:
      "A linear support vector machine, one a class where there are more than two; probabilities by Platt scaling of held-out rows.",
  },
  svm: {
    tasks: allTasks,
    parameters: {
      kernel: choice(
        ["rbf", "linear", "poly", "sigmoid"],
        "rbf",
        "How alike two rows are: exp(-gamma |x - y|²), x·y, (gamma x·y + coef0)^degree, or tanh(gamma x·y + coef0).",
      ),
      c: number(0, 1e12, 1, "What a row on the wrong side costs, as scikit-learn's C.", "low"),
      gamma: {
        domain: { kind: "number", low: 0, high: 1e12, open: "low", words: ["scale", "auto"] },
        default: "scale",
        documentation: "How near rows must be; scale: 1 / (columns × variance of all their values), auto: 1 / columns.",
        onlyWith: { parameter: "kernel", values: ["rbf", "poly", "sigmoid"] },
      },
      degree: { ...int(1, 9, 3, "The power of `poly`."), onlyWith: { parameter: "kernel", values: ["poly"] } },
      coef0: {
        ...number(-1e6, 1e6, 0, "What `poly` and `sigmoid` add to the product."),
        onlyWith: { parameter: "kernel", values: ["poly", "sigmoid"] },
      },
      epsilon: {
        ...number(0, 1e12, 0.1, "How far from the target nothing is paid, in its unit."),
        tasks: ["regression"],
      },
      tolerance: number(0, 1, 1e-3, "Solved when no two rows pull further apart than this.", "low"),
      max_iterations: int(1, 1_000_000_000, 10_000_000, "The most iterations of the solver."),
      class_weight: classWeight,
    },
    categories: false,
    missing: false,
    scaled: true,
    documentation:
      "A support vector machine with a kernel, one a pair of classes; probabilities by Platt scaling of held-out rows. Time grows with the square of the rows.",
  },
  knn: {
    tasks: allTasks,
    parameters: {
      neighbours: int(1, 100_000, 5, "How many training rows are asked; all of them where there are fewer."),
      weights: choice(["uniform", "distance"], "uniform", "Whether neighbours count alike, or as 1 / their distance."),
      metric: choice(["euclidean", "manhattan"], "euclidean", "How distance is measured."),
    },
    categories: false,
    missing: false,
    scaled: true,
    unweighable: "it asks the nearest rows, however much they count",
    documentation: "The mean, or the class shares, of the nearest training rows, which the model keeps.",
  },
  naive_bayes: {
    tasks: ["binary", "multiclass"],
    parameters: {
      var_smoothing: number(0, 1, 1e-9, "The share of the largest variance that is added to all variances.", "low"),
      alpha: number(0, 1e9, 1, "Rows that each level of a category is given beforehand.", "low"),
      class_weight: classWeight,
    },
    categories: true,
    missing: true,
    scaled: false,
    documentation:
      "Features independent within a class: normal numbers, counted categories and bools; what is missing says nothing.",
  },
  decision_tree: {
    tasks: allTasks,
    parameters: {
      max_depth: maxDepth(null),
      min_samples_leaf: minSamplesLeaf(1),
      max_bins: fineBins,
      class_weight: classWeight,
    },
    categories: true,
    missing: true,
    scaled: false,
    documentation: "One tree on histograms: squared error, or Gini impurity.",
  },
  random_forest: {
    tasks: allTasks,
    parameters: {
      trees: trees(100),
      max_depth: maxDepth(null),
      min_samples_leaf: minSamplesLeaf(1),
      max_features: maxFeatures,
      max_bins: fineBins,
      class_weight: classWeight,
      bootstrap: {
        domain: { kind: "choice", values: [true, false] },
        default: true,
        documentation: "Whether each tree draws its rows with replacement.",
      },
    },
    categories: true,
    missing: true,
    scaled: false,
    documentation:
      "The mean of trees grown on bootstrapped rows, each split on a random share of the columns (Breiman 2001).",
  },
  extra_trees: {
    tasks: allTasks,
    parameters: {
      trees: trees(100),
      max_depth: maxDepth(null),
      min_samples_leaf: minSamplesLeaf(1),
      max_features: maxFeatures,
      max_bins: fineBins,
      class_weight: classWeight,
      bootstrap: {
        domain: { kind: "choice", values: [true, false] },
        default: false,
        documentation: "Whether each tree draws its rows with replacement.",
      },
    },
    categories: true,
    missing: true,
    scaled: false,
    documentation:
      "The mean of trees whose cuts are drawn, the best of a random share of the columns (Geurts et al. 2006).",
  },
  gradient_boosting: {
    tasks: allTasks,
    parameters: {
      trees: trees(100),
      learning_rate: number(0, 1, 0.1, "The share of each tree that is added.", "low"),
      max_leaves: int(2, 65_536, 31, "The most leaves of a tree."),
      max_depth: maxDepth(null),
      min_samples_leaf: minSamplesLeaf(20),
      l2,
      max_bins: maxBins,
      class_weight: classWeight,
      subsample: number(0, 1, 1, "The share of rows that each tree sees.", "low"),
      max_features: number(0, 1, 1, "The share of columns looked at for a split.", "low"),
      grow_policy: choice(
        ["leaf_wise", "depth_wise"],
        "leaf_wise",
        "Whether the leaf of highest gain is split next, or the one nearest to the root.",
      ),
      loss: {
        ...choice(
          ["squared_error", "absolute_error", "quantile", "poisson"],
          "squared_error",
          "What is made small for numbers: `quantile` predicts a quantile, `poisson` is for counts.",
        ),
        tasks: ["regression"],
      },
      quantile: {
        ...number(
          0,
          1,
          0.5,
          "The quantile that the loss `quantile` predicts: 0.9 is exceeded one time in ten.",
          "both",
        ),
        tasks: ["regression"],
        onlyWith: { parameter: "loss", values: ["quantile"] },
      },
      early_stopping: int(
        1,
        10_000,
        null,
        "Stops after so many rounds without gain on a tenth of the training rows held out; none: never.",
      ),
    },
    categories: true,
    missing: true,
    scaled: false,
    monotone: true,
    documentation:
      "Histogram gradient boosting, leaf-wise (Friedman 2001; Ke et al. 2017): squared, absolute, quantile or Poisson loss for numbers, log loss for classes.",
  },
  command: {
    tasks: allTasks,
    parameters: {},
    categories: true,
    missing: true,
    scaled: false,
    unweighable: "it is not told how much rows count",
    outside: "command line",
    documentation:
      'A team\'s own trainer, `command("python train.py", timeout: 30m, trees: 300)`: files in, files out. Further parameters are handed to it.',
  },
  onnx: {
    tasks: allTasks,
    parameters: {},
    categories: true,
    missing: true,
    scaled: false,
    unweighable: "it is ready and learns nothing",
    outside: "path",
    documentation: 'A model that is ready, `onnx("model.onnx")`, scored on the features as they are after the steps.',
  },
} as const satisfies Record<string, AlgorithmEntry>;

export type AlgorithmName = keyof typeof algorithms;
export const isAlgorithmName = (name: string): name is AlgorithmName => Object.hasOwn(algorithms, name);
export const algorithmEntry = (name: AlgorithmName): AlgorithmEntry => algorithms[name];

/** A learner with every hyper-parameter given a value, defaults included. */
export interface AlgorithmChoice {
  readonly algorithm: AlgorithmName;
  readonly parameters: Readonly<Record<string, number | string | boolean | null>>;
  /** Features that the learner answers with: those of `seasonal_naive`. */
  readonly columns?: readonly string[];
  /** With `command` and `onnx`, and only there. */
  readonly outside?: OutsideAlgorithm;
}
