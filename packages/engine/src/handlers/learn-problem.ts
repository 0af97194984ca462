import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { LearnProblem } from "@mlopsc/learn";
import type { Step } from "@mlopsc/plan";
import type { HandlerResult } from "../walk/handler.ts";

/** The failure of a step whose data cannot be learned from. */
export const learningFailed = (step: Step, problem: LearnProblem): HandlerResult => ({
  failed: [learnDiagnostic(step, problem)],
});

const learnDiagnostic = ({ address, place }: Step, problem: LearnProblem): Diagnostic =>
  report(codes.learningFailed, { address, problem: problemText(problem), help: problemHelp(problem) }, { place });

/** One sentence that says what about the data is in the way. */
export function problemText(problem: LearnProblem): string {
  switch (problem.kind) {
    case "unknownColumn":
      return `there is no column ${problem.column} at step ${problem.step + 1}.`;
    case "wrongKind":
      return `step ${problem.step + 1} cannot work on ${problem.column}, which holds ${problem.found}.`;
    case "allMissing":
      return `every training row lacks ${problem.column}, so step ${problem.step + 1} has nothing to learn from.`;
    case "missingValues":
      return `${rowsText(problem.rows)} ${problem.rows === 1 ? "lacks" : "lack"} ${problem.column}, and step ${problem.step + 1} takes no missing values.`;
    case "noTrainingRows":
      return `no training rows are left at step ${problem.step + 1}.`;
    case "targetNeeded":
      return `step ${problem.step + 1} needs the prediction column, which is not there any more.`;
    case "tooManyComponents":
      return `${problem.components} components were asked for of ${problem.columns} columns.`;
    case "tooLarge":
      return `step ${problem.step + 1} meets values so large that what it computes is beyond a double.`;
    case "noFeatureSelected":
      return `step ${problem.step + 1} selected no feature at all.`;
    case "unsupported":
      return `step ${problem.step + 1}: ${problem.what} is not supported.`;
    case "noRows":
      return "there are no rows to learn from.";
    case "noFeatures":
      return "there are no features to learn from.";
    case "oneClass":
      return "the prediction column has one value in all training rows, so there is nothing to tell apart.";
    case "missingTarget":
      return `${rowsText(problem.rows)} ${problem.rows === 1 ? "lacks" : "lack"} the value to predict.`;
    case "textFeature":
      return `the algorithm takes numbers only, and ${problem.column} holds text.`;
    case "missingFeature":
      return `the algorithm takes no missing values, and ${problem.column} has some.`;
    case "wrongClassCount":
      return `a prediction of two classes was asked for, and there are ${problem.classes}.`;
    case "metricUndefined":
      return problem.fold === undefined
        ? `${problem.metric} has no value here: ${metricGaps[problem.reason]}.`
        : `${problem.metric} has no value in fold ${problem.fold}: ${metricGaps[problem.reason]}.`;
    case "tooFewRows":
      return `${problem.rows} rows are too few for ${problem.needed} folds.`;
    case "membersDisagree":
      return `${problem.first} and ${problem.second} were not validated on the same ${problem.on}, so they cannot be combined.`;
    case "noWeight":
      return `no member has a ${problem.metric} above 0 on its folds, so none can be given a weight.`;
    case "unreadableModel":
      return `the stored model cannot be read: ${problem.reason}.`;
    case "newerModel":
      return `the stored model has version ${problem.version}; this mlopsc reads up to ${problem.readable}.`;
    default:
      return unknownProblem(problem);
  }
}

/** The next step of whoever reads it. */
export function problemHelp(problem: LearnProblem): string {
  switch (problem.kind) {
    case "allMissing":
      return `Drop ${problem.column}, or look at its source: \`expect { missing(${problem.column}) < 50% }\` would have told.`;
    case "missingValues":
    case "missingFeature":
      return `Write \`impute ${problem.column} with median\` (or mode) below the split, or filter these rows out.`;
    case "missingTarget":
      return "Write `filter NAME != none` above the split, or expect the column to be there.";
    case "textFeature":
      return `Write \`encode ${problem.column} with one_hot\` below the split, drop it, or use an algorithm of trees.`;
    case "oneClass":
      return "Look at how the column is made, and at the filters above the split.";
    case "metricUndefined":
      return metricHelp[problem.reason];
    case "tooFewRows":
      return "Use fewer folds, or take in more rows.";
    case "noRows":
    case "noTrainingRows":
      return "Look at the filters and at `drop outliers`: they left nothing.";
    case "noFeatures":
    case "noFeatureSelected":
      return "Look at `features` of the model and at `drop` and `select` above it.";
    case "tooLarge":
      return "Clip or rescale the column first: `derive x = x / 1e6`.";
    case "tooManyComponents":
      return `Ask for at most ${problem.columns}.`;
    case "wrongClassCount":
      return "Predict a category for more than two classes, or mend the values of the column.";
    case "membersDisagree":
      return "Move filters above the first step that learns from the training part, in every member's transform.";
    case "noWeight":
      return "Weigh by an error (`by(rmse)`), or use `mean`; and look at why the members are so bad.";
    case "newerModel":
      return "Use the mlopsc that made it, or train again.";
    case "unknownColumn":
    case "wrongKind":
    case "targetNeeded":
    case "unsupported":
    case "unreadableModel":
      return "Check the block and the data, then apply again: finished steps are kept.";
    default:
      return unknownProblem(problem);
  }
}

const fewerFolds =
  "Use fewer folds than the rarest class has rows, deal it evenly with `stratify:`, or take in more rows of it.";
const metricHelp = {
  noRows: "Look at the filters, and at the share of the split.",
  oneClass: fewerFolds,
  absentClass: fewerFolds,
  constantTarget: "Use rmse or mae instead, or look at how the column is made.",
  zeroTarget: "Use mae or rmse instead, or filter the zeros out.",
  targetTooLow: "Use rmse or mae instead, or filter these rows out.",
  predictionTooLow: "Use rmse or mae instead, or an algorithm that cannot fall below 0.",
  missingPrediction: "Impute the features that these rows lack.",
} as const;

const metricGaps = {
  noRows: "there are no rows",
  oneClass: "all rows are of one class",
  absentClass: "some class does not occur",
  constantTarget: "the value to predict is the same in all rows",
  zeroTarget: "the value to predict is 0 in some rows",
  targetTooLow: "it is not defined for values to predict as low as some are",
  predictionTooLow: "it is not defined for predictions as low as some are",
  missingPrediction: "some rows have no prediction",
} as const;

const rowsText = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

function unknownProblem(problem: never): never {
  throw new Error(`unknown problem ${JSON.stringify(problem)}`);
}
