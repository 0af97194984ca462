import type { FitProblem, LearnProblem } from "@mlopsc/learn";
import type { AskedOfLearning } from "./asked-of-learning.ts";

/** The next step of whoever reads it. */
export function problemHelp(problem: LearnProblem, asked: AskedOfLearning = {}): string {
  switch (problem.kind) {
    case "allMissing":
      return `Drop ${problem.column}, or look at its source: \`expect { missing(${problem.column}) < 50% }\` would have told.`;
    case "missingValues":
    case "missingFeature":
      return `Write \`impute ${problem.column} with median\` (or mode) below the split, or filter these rows out.`;
    case "missingTarget":
      return `Write \`filter ${asked.target ?? "NAME"} != none\` above the split, or expect the column to be there.`;
    case "weightsUnusable":
      return `Write \`filter ${problem.column} > 0\` above the split, or look at how it is made; no \`scale\` may change it.`;
    case "textFeature":
      return `Write \`encode ${problem.column} with one_hot\` below the split, drop it, or use an algorithm of trees.`;
    case "oneClass":
      if (problem.fold !== undefined) return rareClassHelp(problem.rarest, asked);
      return "Look at how the column is made, at the filters above the split, and at how it is split.";
    case "negativeTarget":
      return "Take the loss `squared_error`, or look at how the column is made.";
    case "targetTooLarge":
      return "Predict in another unit: derive the column over a power of ten above the split.";
    case "constantTarget":
      return "Look at how the column is made, and at the filters above the split.";
    case "metricUndefined":
      return metricHelp(problem, asked);
    case "tooFewRows":
      return tooFewHelp(problem);
    case "noRows":
    case "noTrainingRows":
      return "Look at the filters and at `drop outliers`: they left nothing.";
    case "noFeatures":
    case "noFeatureSelected":
      return "Look at `features` of the model and at `drop` and `select` above it.";
    case "tooLarge":
      return `Rescale it above the step: \`derive ${problem.column} = ${problem.column} / 1e${Math.floor(Math.log10(problem.largest))}\`; or look at how it is made.`;
    case "tooManyComponents":
      return `Ask for at most ${problem.columns}.`;
    case "wrongClassCount":
      return "Predict a category for more than two classes, or mend the values of the column.";
    case "tooManyClasses":
      return "Predict a column of fewer values, or put rare ones together in a `derive`; what names the row is an `id`.";
    case "membersDisagree":
      return "Give the members the same filters and the same `validate`, then apply again.";
    case "noWeight":
      return "Weigh by an error (`by(rmse)`), or use `mean`; and look at why the members are so bad.";
    case "newerModel":
      return "Use the mlopsc that made it, or train again.";
    case "unknownColumn":
    case "wrongKind":
    case "targetNeeded":
    case "unsupported":
    case "unreadableModel":
    case "outside":
      return "Check the block and the data, then apply again: finished steps are kept.";
    default:
      return unknownProblem(problem);
  }
}

function metricHelp(problem: Undefined, asked: AskedOfLearning): string {
  const { reason, part, rarest } = problem;
  if (reason !== "oneClass" && reason !== "absentClass") return gapHelp[reason];
  return part === undefined
    ? rareClassHelp(rarest, asked)
    : "Let the split deal the classes evenly: `split test 25% stratify NAME`; or take in more rows of the rare class.";
}

function tooFewHelp({ needed, distinct }: Extract<FitProblem, { readonly kind: "tooFewRows" }>): string {
  if (distinct === undefined) return needed === 1 ? "Take in more rows." : "Use fewer folds, or take in more rows.";
  const { column, values } = distinct;
  const fewer = needed > 2 && values > 2 ? "Use fewer folds, or go" : "Go";
  return `${fewer} by a column of more values than \`${column}\`.`;
}

type Undefined = Extract<FitProblem, { readonly kind: "metricUndefined" }>;

/** Fewer folds where there are more of them than rows of the class; else an even deal. */
function rareClassHelp(rarest: Undefined["rarest"], { folds, target }: AskedOfLearning): string {
  const count = folds?.kind === "cross_validation" ? folds.folds : 1;
  if (rarest !== undefined && rarest.rows < count) {
    const fewer = rarest.rows > 1 ? `Use at most ${rarest.rows} folds, dealt evenly` : "Take another metric";
    return `${fewer}, or take in more rows of \`${rarest.label}\`.`;
  }
  const evenly = `cross_validation(folds: ${count}, stratify: ${target ?? "NAME"})`;
  return folds?.by === "random" && count > 1
    ? `Deal the classes evenly: \`validate = ${evenly}\`.`
    : "Use fewer folds, or take in more rows of the rare class.";
}

const gapHelp = {
  noRows: "Look at the filters, and at the share of the split.",
  constantTarget: "Use rmse or mae instead, or look at how the column is made.",
  oneRow: "Use fewer folds, or take in more rows.",
  zeroTarget: "Use mae or rmse instead, or filter the zeros out.",
  targetTooLow: "Use rmse or mae instead, or filter these rows out.",
  predictionTooLow: "Use rmse or mae instead, or an algorithm that cannot fall below 0.",
  missingPrediction: "Impute the features that these rows lack.",
  beyondDouble: "Predict in another unit: derive the column times or over a power of ten above the split.",
} as const;

function unknownProblem(problem: never): never {
  throw new Error(`unknown problem ${JSON.stringify(problem)}`);
}
