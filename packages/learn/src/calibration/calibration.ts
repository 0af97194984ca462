import type { AlgorithmName, CalibrationMethod } from "@mlopsc/vocabulary";
import { classScores, type ScoredRows } from "../metrics/scored-rows.ts";
import { fitIsotonic, heightAt, type RisingLine } from "./isotonic.ts";
import { fitPlatt, type Sigmoid, sigmoidAt } from "./platt.ts";

/**
 * From the probabilities of a learner to such as come true: of two classes one curve for the second; of more one for
 * each against the rest, after which a row's shares are made to sum to 1 again (Zadrozny and Elkan 2002). Plain data.
 */
export type FittedCalibration =
  | { readonly method: "isotonic"; readonly curves: readonly RisingLine[] }
  | { readonly method: "platt"; readonly scale: PlattScale; readonly curves: readonly Sigmoid[] };

/** What a sigmoid reads: log(p / (1 - p)), which is what such learners sum up; of the others the probability itself. */
export type PlattScale = "log_odds" | "probability";

/** Learned from truth (class indices) and the probabilities of rows that the learner has not seen. */
export function fitCalibration(
  method: CalibrationMethod,
  algorithm: AlgorithmName,
  truth: Float64Array,
  scored: ScoredRows,
): FittedCalibration {
  const { classCount } = scored;
  const classes = classCount === 2 ? [1] : Array.from({ length: classCount }, (_, index) => index);
  const truthOf = (index: number): Float64Array => truth.map((value) => Number(value === index));
  if (method === "isotonic") {
    return { method, curves: classes.map((index) => fitIsotonic(classScores(scored, index), truthOf(index))) };
  }
  const scale: PlattScale = sumsLogOdds.has(algorithm) ? "log_odds" : "probability";
  const scoresOf = (index: number): Float64Array => classScores(scored, index).map((share) => onScale(share, scale));
  return { method, scale, curves: classes.map((index) => fitPlatt(scoresOf(index), truthOf(index))) };
}

/** Probabilities (rows × classes) set right; missing ones stay missing. */
export function calibrate(
  calibration: FittedCalibration,
  probabilities: Float64Array,
  classCount: number,
): Float64Array {
  const calibrated = new Float64Array(probabilities.length);
  for (let at = 0; at < probabilities.length; at += classCount) {
    if (classCount === 2) {
      const second = curveAt(calibration, 0, probabilities[at + 1]!);
      calibrated[at] = 1 - second;
      calibrated[at + 1] = second;
      continue;
    }
    let total = 0;
    for (let index = 0; index < classCount; index++) {
      const share = curveAt(calibration, index, probabilities[at + index]!);
      calibrated[at + index] = share;
      total += share;
    }
    for (let index = 0; index < classCount; index++)
      calibrated[at + index] = total === 0 ? 1 / classCount : calibrated[at + index]! / total;
  }
  return calibrated;
}

function curveAt(calibration: FittedCalibration, curve: number, share: number): number {
  if (Number.isNaN(share)) return share;
  return calibration.method === "isotonic"
    ? heightAt(calibration.curves[curve]!, share)
    : sigmoidAt(calibration.curves[curve]!, onScale(share, calibration.scale));
}

const sumsLogOdds: ReadonlySet<AlgorithmName> = new Set(["gradient_boosting", "logistic_regression"]);

function onScale(share: number, scale: PlattScale): number {
  if (scale === "probability") return share;
  const kept = Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, share));
  return Math.log(kept / (1 - kept));
}
