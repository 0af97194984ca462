import { type AlgorithmChoice, type AlgorithmName, algorithmEntry } from "@mlopsc/vocabulary";
import { done, failed, type Outcome } from "../problem.ts";
import type { Table } from "../table/table.ts";
import { compileBayes } from "./bayes/bayes-predictor.ts";
import { fitBayes } from "./bayes/naive-bayes.ts";
import { compileDummy, fitDummy } from "./dummy.ts";
import type { FittedLearner, Learner } from "./learner.ts";
import type { LearnerContext, TablePredictor } from "./learner-context.ts";
import { fitElasticNet } from "./linear/elastic-net.ts";
import { fitLeastSquares } from "./linear/least-squares.ts";
import { compileLinear } from "./linear/linear-terms.ts";
import { fitLogistic } from "./linear/logistic-regression.ts";
import { fitSeasonalNaive } from "./linear/seasonal-naive.ts";
import { compileNeighbours, fitNeighbours } from "./neighbours/nearest-neighbours.ts";
import { compileOutside, fitOutside } from "./outside/outside-learner.ts";
import { rowWeights } from "./row-weights.ts";
import { fitKernelMachine } from "./svm/kernel-machine.ts";
import { compileKernelMachine } from "./svm/kernel-predictor.ts";
import { compileLinearMachine, fitLinearMachine } from "./svm/linear-machine.ts";
import { compileBoosting } from "./trees/boosting/boosting-predictor.ts";
import { fitBoosting } from "./trees/boosting/gradient-boosting.ts";
import { compileForest } from "./trees/forest/forest-predictor.ts";
import { fitForest } from "./trees/forest/random-forest.ts";
import { announcedFit, announceFit, worthATeam } from "./trees/team/announce-fit.ts";
import type { Team } from "./trees/team/team.ts";

const learners: Readonly<Record<AlgorithmName, Learner>> = {
  dummy: { fit: (choice, rows) => done(fitDummy(choice, rows)) },
  seasonal_naive: { fit: fitSeasonalNaive },
  linear_regression: { fit: fitLeastSquares },
  ridge: { fit: fitLeastSquares },
  lasso: { fit: fitElasticNet },
  elastic_net: { fit: fitElasticNet },
  logistic_regression: { fit: fitLogistic },
  linear_svm: { fit: fitLinearMachine },
  svm: { fit: fitKernelMachine },
  knn: { fit: fitNeighbours },
  naive_bayes: { fit: (choice, rows) => done(fitBayes(choice, rows)) },
  decision_tree: { fit: (choice, rows) => done(fitForest(choice, rows)) },
  random_forest: { fit: (choice, rows) => done(fitForest(choice, rows)) },
  extra_trees: { fit: (choice, rows) => done(fitForest(choice, rows)) },
  gradient_boosting: { fit: (choice, rows) => done(fitBoosting(choice, rows)) },
  command: { fit: fitOutside },
  onnx: { fit: fitOutside },
};

/**
 * Fits on a table of features (one row a target value; class indices where there are classes). The same arguments
 * give the same learner. A problem where the rows are none, or all of one class, or unfit for the algorithm.
 */
export function fitLearner(
  choice: AlgorithmChoice,
  table: Table,
  target: Float64Array,
  context: LearnerContext,
): Outcome<FittedLearner> {
  if (table.rows !== target.length) throw new Error(`${table.rows} rows but ${target.length} targets`);
  if (table.rows === 0) return failed({ kind: "noRows" });
  const missing = target.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
  if (missing > 0) return failed({ kind: "missingTarget", rows: missing });
  const learns = choice.algorithm !== "dummy";
  if (learns && table.columns.length === 0) return failed({ kind: "noFeatures" });
  if (learns && context.task !== "regression" && target.every((value) => value === target[0])) {
    return failed({ kind: "oneClass" });
  }
  if (tooManyClasses(context.classCount, table.rows)) {
    return failed({ kind: "tooManyClasses", classes: context.classCount, rows: table.rows });
  }
  if (algorithmEntry(choice.algorithm).outside) return fitOutside(choice, { ...context, table, target });
  const negative = target.reduce((count, value) => count + Number(value < 0), 0);
  if (negative > 0 && choice.parameters["loss"] === "poisson" && context.task === "regression") {
    return failed({ kind: "negativeTarget", rows: negative });
  }
  const { summon, outside: _unused, ...rest } = context;
  const weights = rowWeights(choice, target, context);
  const rows = { ...rest, table, target, ...(weights === undefined ? {} : { weights }) };
  const team = worthATeam(choice, table) ? summon?.() : undefined;
  return learners[choice.algorithm].fit(choice, team === undefined ? rows : announceFit(team, choice, rows));
}

/** So many classes are too many where they have fewer than two rows each. */
const manyClasses = 100;
/** Numbers, one for each class of each row: 2 GB. */
const mostShares = 2 ** 28;

const tooManyClasses = (classes: number, rows: number): boolean =>
  (classes > manyClasses && 2 * classes > rows) || classes * rows > mostShares;

/** Takes part in a fit that another thread leads; gives nothing, what is found is theirs. */
export function assistFit(team: Team): void {
  const { choice, rows } = announcedFit(team);
  learners[choice.algorithm].fit(choice, rows);
}

/** A fast function over tables that have the features by name; safe to keep, has no state. */
export function compileLearner(fitted: FittedLearner): TablePredictor {
  switch (fitted.algorithm) {
    case "dummy":
      return compileDummy(fitted);
    case "seasonal_naive":
    case "linear_regression":
    case "ridge":
    case "lasso":
    case "elastic_net":
    case "logistic_regression":
      return compileLinear(fitted);
    case "linear_svm":
      return compileLinearMachine(fitted);
    case "svm":
      return compileKernelMachine(fitted);
    case "knn":
      return compileNeighbours(fitted);
    case "naive_bayes":
      return compileBayes(fitted);
    case "decision_tree":
    case "random_forest":
    case "extra_trees":
      return compileForest(fitted);
    case "gradient_boosting":
      return compileBoosting(fitted);
    case "command":
    case "onnx":
      return compileOutside(fitted);
    default:
      return unknownLearner(fitted);
  }
}

/** Numbers (a row each), or probabilities (rows × classes, row after row). */
export const predictLearner = (fitted: FittedLearner, table: Table): Float64Array => compileLearner(fitted)(table);

function unknownLearner(fitted: never): never {
  throw new Error(`unknown learner ${JSON.stringify(fitted)}`);
}
