export { calibrate, type FittedCalibration, fitCalibration } from "./calibration/calibration.ts";
export { fitIsotonic, heightAt, type RisingLine } from "./calibration/isotonic.ts";
export { fitPlatt, type Sigmoid, sigmoidAt } from "./calibration/platt.ts";
export { type AucTest, aucTest } from "./drift/auc-test.ts";
export { chooseTest, type NotCompared, type TestChoice, type TestedColumn } from "./drift/columns/choose-test.ts";
export { type ColumnSample, columnSample } from "./drift/columns/column-sample.ts";
export { type ColumnComparison, compareColumn } from "./drift/columns/compare-column.ts";
export { compareColumns, type JudgedColumn, type JudgeOptions } from "./drift/columns/compare-columns.ts";
export type { FeatureComparison, FeatureDistribution } from "./drift/compare-feature.ts";
export { type DriftResult, detectDrift } from "./drift/detect-drift.ts";
export {
  type DriftReference,
  type DriftVerdict,
  driftReference,
  type JudgeDriftOptions,
  judgeDrift,
} from "./drift/judge-drift.ts";
export { type Adwin, type AdwinOptions, type AdwinState, adwin } from "./drift/online/adwin.ts";
export type { OnlineDetector } from "./drift/online/online-detector.ts";
export { type PageHinkleyOptions, type PageHinkleyState, pageHinkley } from "./drift/online/page-hinkley.ts";
export { type Adjustment, adjustPValues } from "./drift/statistics/adjust-p-values.ts";
export { type ChiSquaredResult, chiSquared } from "./drift/statistics/chi-squared.ts";
export { fisherExact } from "./drift/statistics/fisher-exact.ts";
export { jensenShannon } from "./drift/statistics/jensen-shannon.ts";
export { kolmogorovSmirnov, type SmirnovMethod } from "./drift/statistics/kolmogorov-smirnov.ts";
export { populationStability } from "./drift/statistics/population-stability.ts";
export type { TestResult } from "./drift/statistics/test-result.ts";
export { wasserstein } from "./drift/statistics/wasserstein.ts";
export type { Member } from "./ensemble/align-members.ts";
export { type CombinedModels, type CombineOptions, combineModels } from "./ensemble/combine-models.ts";
export type { Combination, EnsembleModel } from "./ensemble/ensemble-model.ts";
export type { EnsembleValidation } from "./ensemble/ensemble-validation.ts";
export { compileExplainer, type ExplainOptions, type ModelExplainer } from "./explain/explain-model.ts";
export { explainPrediction } from "./explain/explain-prediction.ts";
export type { Contribution, Explained, ExplainProblem, Explanation, ExplanationScale } from "./explain/explanation.ts";
export {
  type PartialDependence,
  type PartialDependenceOptions,
  partialDependence,
} from "./explain/partial-dependence.ts";
export {
  type ColumnCurve,
  type CurvePoint,
  type MeanContributions,
  type ModelSummary,
  type SummaryOptions,
  summariseModel,
} from "./explain/summarise-model.ts";
export { compareText } from "./expression/compare-text.ts";
export { parseDecimal } from "./expression/conversion.ts";
export { evaluate, rowsWhere } from "./expression/evaluate.ts";
export type { EvaluationContext } from "./expression/operand.ts";
export type { DataDoubt, TellingFact } from "./inspect/data-doubt.ts";
export { inspectFolds } from "./inspect/inspect-folds.ts";
export { inspectTest } from "./inspect/inspect-test.ts";
export { inspectTraining } from "./inspect/inspect-training.ts";
export type { FittedBayes } from "./learners/bayes/naive-bayes.ts";
export { contiguousTable } from "./learners/columns/contiguous.ts";
export { assistFit, compileLearner, fitLearner, predictLearner } from "./learners/fit-learner.ts";
export type { FitProblem, MetricGap } from "./learners/fit-problem.ts";
export { type FitWarning, fitWarnings } from "./learners/fit-warning.ts";
export type { FittedLearner } from "./learners/learner.ts";
export type {
  LearnerContext,
  TablePredictor,
  TrainingRows,
} from "./learners/learner-context.ts";
export type { FittedLinear } from "./learners/linear/linear-terms.ts";
export {
  bindOutside,
  type FittedOutside,
  type OutsideFeature,
  type OutsideFile,
  type OutsideLearners,
  onnxModelPath,
  outsideFeature,
  outsideLearnersOf,
  predictsSlowly,
} from "./learners/outside/outside-learner.ts";
export { OutsideFailure, type OutsideProblem, type ProgramRun } from "./learners/outside/outside-problem.ts";
export type { FittedLinearMachine } from "./learners/svm/linear-machine.ts";
export type { FittedBoosting } from "./learners/trees/boosting/gradient-boosting.ts";
export type { TreeEnsemble } from "./learners/trees/ensemble/tree-ensemble.ts";
export type { FittedForest } from "./learners/trees/forest/random-forest.ts";
export type { Team } from "./learners/trees/team/team.ts";
export { bestThreshold, type ThresholdChoice, type ThresholdPoint } from "./metrics/best-threshold.ts";
export type { Interval } from "./metrics/bootstrap.ts";
export {
  accuracyOf,
  type ClassScores,
  type ConfusionMatrix,
  classScoresOf,
  confusionMatrix,
} from "./metrics/class-counts.ts";
export { costMatrix } from "./metrics/cost-matrix.ts";
export { type CountHistogram, countHistogram } from "./metrics/count-histogram.ts";
export {
  type CalibrationPoint,
  calibrationCurve,
  type GainPoint,
  gainCurve,
  type RocPoint,
  rocCurve,
} from "./metrics/curves.ts";
export { evaluateMetric } from "./metrics/evaluate-metric.ts";
export { metricIntervals, pairedIntervals } from "./metrics/metric-intervals.ts";
export { type PreparedMetric, prepareMetric } from "./metrics/prepare-metric.ts";
export { type ResidualSummary, summariseResiduals } from "./metrics/residuals.ts";
export { classScores, predictedClasses, type ScoredRows } from "./metrics/scored-rows.ts";
export { type Measurable, takeScored } from "./metrics/take-scored.ts";
export { type ClassLabel, classesOf, classIndices } from "./model/class-labels.ts";
export {
  type ComparedMetric,
  compareModels,
  type Incomparable,
  type ModelComparison,
} from "./model/compare-models.ts";
export {
  type CrossValidation,
  type CrossValidationContext,
  crossValidate,
  type FoldResult,
} from "./model/cross-validate.ts";
export { type Decision, needsDecision } from "./model/decision.ts";
export { readModel } from "./model/document/read-model.ts";
export {
  type Evaluation,
  evaluateModel,
  type LabelledPredictions,
  labelledPredictions,
  measure,
} from "./model/evaluate-model.ts";
export { type FeatureImportance, learnerImportance, permutationImportance } from "./model/importance.ts";
export type { OutOfFold } from "./model/join-predictions.ts";
export { type LearningCurvePoint, learningCurve, type Spread } from "./model/learning-curve.ts";
export { measureSlices, type SliceScores } from "./model/measure-slices.ts";
export { compileModel, type ModelPredictor, type Predictions, predictModel } from "./model/predict-model.ts";
export { rowsInScope } from "./model/rows-in-scope.ts";
export { type Slice, sliceRows } from "./model/slice-rows.ts";
export { type DecidedModel, trainDecidedModel } from "./model/train-decided-model.ts";
export { type TrainingContext, trainModel } from "./model/train-model.ts";
export { modelVersion, type StoredModel, serialiseModel, type TrainedModel } from "./model/trained-model.ts";
export { type AppliedPipeline, type ApplyContext, applyPipeline } from "./pipeline/apply-pipeline.ts";
export { chooseColumns } from "./pipeline/choose-columns.ts";
export type { FitContext } from "./pipeline/fit-context.ts";
export { type FitOutcome, fitPipeline } from "./pipeline/fit-pipeline.ts";
export type { FittedPart, FittedPipeline } from "./pipeline/fitted-part.ts";
export type { LearnProblem, Outcome } from "./problem.ts";
export {
  type ColumnProfile,
  enlarged,
  mostSquared,
  type NumberProfile,
  profileTable,
  shrink,
} from "./profile/profile-table.ts";
export { type Random, seededRandom } from "./random/seeded-random.ts";
export { assignmentToChoice } from "./search/assignment-to-choice.ts";
export { allAssignments } from "./search/grid.ts";
export { type HalvingRung, halvingRungs } from "./search/halving.ts";
export type { KnownTrial, Proposal } from "./search/known-trial.ts";
export { shouldPrune } from "./search/pruning.ts";
export { type Assignment, assignmentKey } from "./search/sample-space.ts";
export { proposeTrials, type SearchContext } from "./search/search.ts";
export { type Fold, folds } from "./split/folds.ts";
export { proveDisjoint, type SharedCounts, type SplitProof } from "./split/prove-disjoint.ts";
export { type SplitRows, splitRows } from "./split/split-rows.ts";
export {
  columnLength,
  columnNamed,
  isMissingAt,
  numericColumn,
  requireColumn,
  requireNumeric,
  requireText,
  selectColumns,
  tableOf,
  textAt,
  textColumn,
  withColumns,
  withoutColumns,
} from "./table/columns.ts";
export { type DictionaryBuilder, dictionaryBuilder } from "./table/dictionary-builder.ts";
export {
  type JsonRecord,
  type JsonScalar,
  jsonAt,
  jsonFromNumber,
  recordsFromTable,
  scalarFromJson,
  tableFromRecords,
} from "./table/records.ts";
export type { NumericColumn, Table, TableColumn, TextColumn } from "./table/table.ts";
export { isText } from "./table/table.ts";
export { allRows, takeColumnRows, takeRows } from "./table/take-rows.ts";
export { formatDate, formatTimestamp, parseDate, parseTimestamp } from "./table/temporal-text.ts";
