import type { FittedCalibration } from "../../calibration/calibration.ts";
import type { FittedLearner } from "../../learners/learner.ts";
import type { FittedPart } from "../../pipeline/fitted-part.ts";
import type { TrainedModel } from "../trained-model.ts";
import { treesMisfit } from "./trees-misfit.ts";

/** Which numbers of a model do not go together, though each is as it should be; undefined where all do. */
export function misfit({ learner, classes, pipeline, calibration }: TrainedModel): string | undefined {
  const curves = classes.length === 2 ? 1 : classes.length;
  if (calibration !== undefined && !calibrationFits(calibration, curves))
    return "its calibration has not one curve a class";
  const part = pipeline.parts.findIndex((candidate) => !partFits(candidate));
  if (part >= 0) return `the lists in step ${part + 1} of its pipeline are not of one length`;
  return learnerMisfit(learner, classes.length);
}

/** The same of a learner for so many classes; 0 for regression. */
export function learnerMisfit(learner: FittedLearner, classCount: number): string | undefined {
  if (learner.classCount !== classCount) return "its learner has not one output a class";
  if ("ensemble" in learner) return treesMisfit(learner.ensemble) ?? outputsMisfit(learner);
  return learnerFits(learner) ? undefined : "the lists in its learner are not of one length";
}

function calibrationFits(calibration: FittedCalibration, curves: number): boolean {
  if (!of(curves, calibration.curves)) return false;
  return calibration.method === "platt" || calibration.curves.every(({ x, y }) => x.length > 0 && of(x.length, y));
}

const of = (length: number, ...lists: readonly { readonly length: number }[]): boolean =>
  lists.every((list) => list.length === length);

function partFits(part: FittedPart): boolean {
  switch (part.kind) {
    case "neighbour_fill":
      return (
        of(part.features.length, ...part.donors) &&
        part.columns.every(({ donorValues }) => of(part.donors.length, donorValues))
      );
    case "model_fill":
      return part.columns.every(({ weights }) => of(part.features.length, weights));
    case "target_means":
      return part.columns.every(({ levels, outputs }) => outputs.every(({ means }) => of(levels.length, means)));
    case "principal_components":
      return of(part.columns.length, ...part.weights);
    default:
      return true;
  }
}

type Trees = Extract<FittedLearner, { readonly ensemble: unknown }>;

function outputsMisfit(learner: Trees): string | undefined {
  const { ensemble, task, classCount } = learner;
  const outputs = task === "multiclass" ? classCount : 1;
  const fits =
    learner.algorithm === "gradient_boosting"
      ? ensemble.outputs === 1 && of(outputs, learner.baseline) && ensemble.roots.length % outputs === 0
      : ensemble.outputs === outputs && ensemble.roots.length > 0;
  return fits ? undefined : "its trees have not one output a class";
}

function learnerFits(learner: Exclude<FittedLearner, Trees>): boolean {
  const { classCount, task } = learner;
  const outputs = task === "multiclass" ? classCount : 1;
  switch (learner.algorithm) {
    case "dummy":
      return of(Math.max(1, classCount), learner.answer);
    case "linear_svm":
      return sumsFit(learner.margins, outputs) && of(outputs, learner.scales);
    case "svm": {
      const { features, units, vectors, machines } = learner;
      const count = vectors[0]?.length ?? 0;
      const fits = ({ places, weights }: (typeof machines)[number]): boolean =>
        of(places.length, weights) && places.every((place) => place < count);
      return of(features.length, units, vectors) && of(count, ...vectors) && machines.every(fits);
    }
    case "knn": {
      const { features, columns, target } = learner;
      const isClass = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < classCount;
      return (
        of(features.length, columns) && of(target.length, ...columns) && (classCount === 0 || target.every(isClass))
      );
    }
    case "command":
    case "onnx":
      return learner.labels.length === classCount;
    case "naive_bayes": {
      const { shares, gaussian, categorical } = learner;
      return (
        of(classCount, shares) &&
        gaussian.every(({ means, deviations }) => of(classCount, means, deviations)) &&
        categorical.every(({ levels, logShares }) => of(classCount, logShares) && of(levels.length, ...logShares))
      );
    }
    default:
      return sumsFit(learner, outputs);
  }
}

interface Sums {
  readonly features: readonly string[];
  readonly intercepts: readonly number[];
  readonly coefficients: readonly (readonly number[])[];
}

const sumsFit = ({ features, intercepts, coefficients }: Sums, outputs: number): boolean =>
  of(outputs, intercepts, coefficients) && of(features.length, ...coefficients);
