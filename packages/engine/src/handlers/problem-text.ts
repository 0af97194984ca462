import type { FitProblem, LearnProblem } from "@mlopsc/learn";
import { outsideDiagnostic } from "../outside/outside-diagnostic.ts";
import { type AskedOfLearning, stepName, targetName } from "./asked-of-learning.ts";

/** One sentence that says what about the data is in the way. */
export function problemText(problem: LearnProblem, asked: AskedOfLearning = {}): string {
  switch (problem.kind) {
    case "unknownColumn":
      return `there is no column ${problem.column} at ${stepName(problem.step, asked)}.`;
    case "wrongKind":
      return `${stepName(problem.step, asked)} cannot work on ${problem.column}, which holds ${problem.found}.`;
    case "allMissing":
      return `every training row lacks ${problem.column}, so ${stepName(problem.step, asked)} has nothing to learn from.`;
    case "missingValues":
      return `${rowsText(problem.rows)} ${problem.rows === 1 ? "lacks" : "lack"} ${problem.column}, and ${stepName(problem.step, asked)} takes no missing values.`;
    case "noTrainingRows":
      return `no training rows are left at ${stepName(problem.step, asked)}.`;
    case "targetNeeded":
      return `${stepName(problem.step, asked)} needs the prediction column, which is not there any more.`;
    case "tooManyComponents":
      return `${problem.components} components were asked for of ${problem.columns} columns.`;
    case "tooLarge":
      return `${stepName(problem.step, asked)} meets values of \`${problem.column}\` as large as ${problem.largest}: what it computes is beyond a double.`;
    case "noFeatureSelected":
      return `${stepName(problem.step, asked)} selected no feature at all.`;
    case "unsupported":
      return `${stepName(problem.step, asked)}: ${problem.what} is not supported.`;
    default:
      return fitProblemText(problem, asked);
  }
}

function fitProblemText(problem: FitProblem, asked: AskedOfLearning): string {
  switch (problem.kind) {
    case "noRows":
      return "there are no rows to learn from.";
    case "noFeatures":
      return "there are no features to learn from.";
    case "oneClass":
      return `${targetName(asked)} has one value in all training rows${inFold(problem)}, so there is nothing to tell apart.`;
    case "constantTarget":
      return `${targetName(asked)} is the same number in all training rows${inFold(problem)}, so there is nothing to learn.`;
    case "negativeTarget":
      return `the loss \`poisson\` is for counts, and ${targetName(asked)} is below 0 in ${rowsText(problem.rows)}.`;
    case "missingTarget":
      return `${rowsText(problem.rows)} ${problem.rows === 1 ? "lacks" : "lack"} ${asked.target === undefined ? "the value to predict" : `\`${asked.target}\`, which is to be predicted`}.`;
    case "targetTooLarge":
      return `${targetName(asked)} has values as large as ${problem.largest}: their squares, added up, are beyond a double.`;
    case "weightsUnusable":
      return weightsText(problem);
    case "textFeature":
      return `the algorithm takes numbers only, and ${problem.column} holds text.`;
    case "missingFeature":
      return `the algorithm takes no missing values, and ${problem.column} has some.`;
    case "wrongClassCount":
      return `a prediction of two classes was asked for, and there are ${problem.classes}.`;
    case "tooManyClasses":
      return `${targetName(asked)} has ${problem.classes} classes in ${rowsText(problem.rows)}: too many to be learned.`;
    case "metricUndefined":
      return `${problem.metric} has no value ${measuredOn(problem)}: ${metricGaps[problem.reason]}${rarestText(problem)}.`;
    case "tooFewRows":
      return tooFewText(problem);
    case "membersDisagree":
      return `${problem.first} and ${problem.second} were not validated on the same ${problem.on}, so they cannot be combined.`;
    case "noWeight":
      return `no member has a ${problem.metric} above 0 on its folds, so none can be given a weight.`;
    case "unreadableModel":
      return `the stored model cannot be read: ${problem.reason}.`;
    case "newerModel":
      return `the stored model has version ${problem.version}; this mlopsc reads up to ${problem.readable}.`;
    case "outside":
      return outsideDiagnostic("it", problem.problem, {}).message;
    default:
      return unknownProblem(problem);
  }
}

function weightsText({ column, fault, rows }: Extract<FitProblem, { readonly kind: "weightsUnusable" }>): string {
  const all = fault === "zero" ? "all of " : "";
  return `\`${column}\`, which weighs the rows, is ${weightFaults[fault]} in ${all}${rowsText(rows)}.`;
}

const weightFaults = { missing: "missing", negative: "below 0", zero: "0" } as const;

function tooFewText({ rows, needed, distinct }: Extract<FitProblem, { readonly kind: "tooFewRows" }>): string {
  const wanted = needed === 1 ? "to hold some out" : `for ${needed} folds`;
  if (distinct === undefined) return `${rowsText(rows)} ${rows === 1 ? "is" : "are"} too few ${wanted}.`;
  const { column, values } = distinct;
  const found = `${values === 1 ? "one value" : `${values} values`} of \`${column}\``;
  return `${rowsText(rows)} ${rows === 1 ? "has" : "have"} ${found}, too few ${wanted} where rows of one value stay together.`;
}

type Undefined = Extract<FitProblem, { readonly kind: "metricUndefined" }>;

const inFold = ({ fold }: { readonly fold?: number }): string => (fold === undefined ? "" : ` of fold ${fold}`);

const measuredOn = ({ fold, part }: Undefined): string =>
  fold !== undefined ? `in fold ${fold}` : part === undefined ? "here" : `on the ${part} part`;

/** Most often a class is so rare that some fold goes without it. */
const rarestText = ({ rarest, reason }: Undefined): string =>
  rarest === undefined || !(reason === "oneClass" || reason === "absentClass")
    ? ""
    : `, as only ${rowsText(rarest.rows)} in all ${rarest.rows === 1 ? "is" : "are"} \`${rarest.label}\``;

const metricGaps = {
  noRows: "there are no rows",
  oneClass: "all rows are of one class",
  absentClass: "some class does not occur",
  constantTarget: "the value to predict is the same in all rows",
  oneRow: "it is measured on one row, which has no spread",
  zeroTarget: "the value to predict is 0 in some rows",
  targetTooLow: "it is not defined for values to predict as low as some are",
  predictionTooLow: "it is not defined for predictions as low as some are",
  missingPrediction: "some rows have no prediction",
  beyondDouble: "the values are so large, or so small, that what it computes is no double",
} as const;

const rowsText = (rows: number): string => (rows === 1 ? "1 row" : `${rows} rows`);

function unknownProblem(problem: never): never {
  throw new Error(`unknown problem ${JSON.stringify(problem)}`);
}
