import { error, warning } from "../code-entry.ts";
import { example, meant, named, type UnknownName } from "./wording.ts";

/** 37xx: searches. */
export const searchCodes = {
  unknownDimension: error<UnknownName & { readonly algorithms: readonly string[] }>(
    "ML3701",
    ({ name, algorithms }) =>
      `${named(algorithms)} ${algorithms.length === 1 ? "has" : "have"} no hyper-parameter \`${name}\`.`,
    example("A dimension is a hyper-parameter, or `algorithm`.", "space { tres in 50..400 }"),
    meant,
  ),
  dimensionDomain: error<{ readonly name: string; readonly domain: string; readonly found: string }>(
    "ML3702",
    ({ name, domain, found }) => `\`${name}\` is ${domain}, but ${found} may be tried.`,
    example("A dimension stays within the domain of its hyper-parameter.", "space { learning_rate in 0.1..3 }"),
    ({ domain }) => `Stay within ${domain}.`,
  ),
  dimensionForm: error<{ readonly name: string }>(
    "ML3703",
    ({ name }) => `\`${name}\` needs a range or a list: \`in 50..400\`, \`in log(0.01..0.3)\` or \`in [20, 50]\`.`,
    example("A dimension says what may be tried.", "space { trees in 50 }"),
  ),
  logNonPositive: error<{ readonly name: string; readonly low: number }>(
    "ML3704",
    ({ name, low }) => `\`${name}\` cannot vary on a logarithmic scale from ${low}.`,
    example("A logarithmic scale begins above 0.", "space { l2 in log(0..1) }"),
    () => "Begin above 0, or leave `log` out.",
  ),
  dimensionCondition: error<{ readonly source: string }>(
    "ML3705",
    ({ source }) =>
      `\`if ${source}\` must ask for the value of a dimension above: \`if algorithm == gradient_boosting\`.`,
    example("A dimension may depend on what was chosen before.", "learning_rate in 0.1..0.3 if algoritm == ridge"),
  ),
  dimensionNeverApplies: error<{ readonly name: string; readonly reason: string }>(
    "ML3706",
    ({ name, reason }) => `\`${name}\` is never tried: ${reason}.`,
    example(
      "Each dimension must apply to something.",
      "algorithm in [random_forest]\nlearning_rate in 0.1..0.3 if algorithm == gradient_boosting",
    ),
    () => "Correct the condition, or remove the line.",
  ),
  gridTooLarge: error<{ readonly count: number }>(
    "ML3707",
    ({ count }) => `The grid has ${count} points, each trained once a fold.`,
    example("A grid grows with the product of its dimensions.", "strategy = grid(20)\nspace { … five dimensions … }"),
    () => "Use `random(trials: 50)`, fewer dimensions or fewer points.",
  ),
  initialTrials: error<{ readonly initial: number; readonly trials: number }>(
    "ML3708",
    ({ initial, trials }) => `${initial} random draws of ${trials} trials leave nothing for the surrogate.`,
    example("A Bayesian search goes on after its random draws.", "strategy = bayesian(trials: 10, initial: 10)"),
    () => "Give more trials, or fewer initial ones.",
  ),
  emptySpace: error<{ readonly search: string }>(
    "ML3709",
    ({ search }) => `The search \`${search}\` has an empty space.`,
    example("A search needs something to vary.", "search s {\n  strategy = random(20)\n  optimise = auc\n}"),
    () => "Add `space { trees in 50..400 }`.",
  ),
  searchAlgorithm: error<{ readonly search: string }>(
    "ML3710",
    ({ search }) => `The search \`${search}\` does not say of which algorithm.`,
    example("Without `algorithm`, the dimensions must be those of gradient_boosting.", "space { alpha in 0.1..10 }"),
    () => "Add `algorithm in [ridge]` to its space.",
  ),
  noTask: error<{ readonly algorithm: string; readonly task: string; readonly model: string }>(
    "ML3711",
    ({ algorithm, task, model }) =>
      `The search tries \`${algorithm}\`, which cannot do ${task}: the task of \`${model}\`.`,
    example(
      "Every algorithm of a search must do the model's task.",
      "algorithm in [linear_regression]   # predict = churned",
    ),
    () => "Remove it from the space, or give the model a search of its own.",
  ),
  halvingPrunes: error<object>(
    "ML3846",
    () => "A halving stops trials by itself; `prune` would have nothing to do.",
    example(
      "Successive halving measures on few rows first, and goes on with the best: that is its way to stop the others.",
      "strategy = halving(81)\nprune = median(after: 10)",
    ),
    () => "Remove `prune`.",
  ),
  spaceSmallerThanTrials: warning<{ readonly search: string; readonly trials: number; readonly count: number }>(
    "ML3847",
    ({ search, trials, count }) =>
      `The space of \`${search}\` has ${count} ${count === 1 ? "combination" : "combinations"}, fewer than ${trials} trials.`,
    example(
      "No combination is tried twice: the search ends when all were tried.",
      "strategy = random(50)\nspace { max_depth in 2..10 }",
    ),
    () => "Ask for fewer, widen the space, or use `grid()`.",
  ),
  idleParameter: warning<{
    readonly parameter: string;
    readonly algorithm: string;
    readonly ruling: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[];
  }>(
    "ML3877",
    ({ parameter, algorithm, ruling, wanted, found }) =>
      `\`${parameter}\` of \`${algorithm}\` changes nothing here: it counts where \`${ruling}\` is ${named(wanted)}, and that is ${named(found)}.`,
    example(
      "Some hyper-parameters only mean something beside others. Without them the model is another than the one meant.",
      "algorithm = gradient_boosting(quantile: 0.9)   # the loss is squared_error",
    ),
    ({ parameter, ruling, wanted }) => `Give \`${ruling}\` as ${named(wanted)}, or leave \`${parameter}\` out.`,
  ),
};
