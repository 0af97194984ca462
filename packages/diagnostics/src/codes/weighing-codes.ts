import { error } from "../code-entry.ts";
import { example } from "./wording.ts";

/** ML3891 – ML3897: how much rows and classes count, and which way predictions may go. Part of `checkCodes`. */
export const weighingCodes = {
  weightsColumn: error<{ readonly column: string; readonly reason: string; readonly advice: string }>(
    "ML3891",
    ({ column, reason }) => `\`${column}\` cannot weigh rows: ${reason}.`,
    example("A weight is a number, 0 or more, that every training row has.", "weights = segment   # a category"),
    ({ advice }) => advice,
  ),
  weightsUnused: error<{ readonly algorithm: string; readonly reason: string }>(
    "ML3892",
    ({ algorithm, reason }) => `\`${algorithm}\` cannot weigh rows: ${reason}.`,
    example("Weights that are not heeded would look as if they were.", "weights = exposure\nalgorithm = knn"),
    () => "Use another algorithm, such as `gradient_boosting` or `logistic_regression`, or leave `weights` out.",
  ),
  weightsInFeatures: error<{ readonly column: string }>(
    "ML3893",
    ({ column }) => `\`${column}\` weighs the rows: it cannot be among the features too.`,
    example("A request has no weight.", "weights = exposure\nfeatures = [age, exposure]"),
    ({ column }) => `Remove it from \`features\`; to learn from it too, \`derive\` a column from \`${column}\`.`,
  ),
  monotoneColumn: error<{ readonly attribute: string; readonly column: string; readonly reason: string }>(
    "ML3894",
    ({ attribute, column, reason }) => `\`${column}\` cannot be in \`${attribute}\`: ${reason}.`,
    example("Predictions can be held to rise or fall with a feature that is a number.", "increasing = [segment]"),
    () => "Name features that are numbers, each in one of `increasing` and `decreasing`.",
  ),
  monotoneAlgorithm: error<{
    readonly attribute: string;
    readonly algorithm: string;
    readonly able: readonly string[];
  }>(
    "ML3895",
    ({ attribute, algorithm }) => `\`${algorithm}\` cannot be held to \`${attribute}\`.`,
    example("A promise that the algorithm cannot keep.", "increasing = [tenure]\nalgorithm = random_forest"),
    ({ able }) => `Use ${able.map((name) => `\`${name}\``).join(" or ")}.`,
  ),
  monotoneClasses: error<{ readonly attribute: string; readonly column: string }>(
    "ML3896",
    ({ attribute, column }) => `\`${attribute}\` says nothing of \`${column}\`, which has more than two classes.`,
    example(
      "Of several classes not all can become more probable as a feature rises.",
      "predict = grade   # gold, silver, tin\nincreasing = [weight]",
    ),
    () => "Predict a number, or one of two classes.",
  ),
  parameterTask: error<{ readonly parameter: string; readonly task: string; readonly wanted: string }>(
    "ML3897",
    ({ parameter, task, wanted }) => `\`${parameter}\` is for ${wanted}, and this is ${task}.`,
    example(
      "Some hyper-parameters only mean something of classes, some only of numbers.",
      "predict = spend   # a number\nalgorithm = gradient_boosting(class_weight: balanced)",
    ),
    ({ parameter }) => `Leave \`${parameter}\` out.`,
  ),
};
