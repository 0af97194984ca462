import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { momentsOf } from "../linear/standard-columns.ts";
import { readParameters } from "../parameters.ts";
import type { Kernel } from "./kernel.ts";

/** scikit-learn's `gamma`: a number, `scale` (1 over columns × variance of all values) or `auto` (1 over columns). */
export function chosenKernel(choice: AlgorithmChoice, columns: readonly Float64Array[]): Kernel {
  const read = readParameters(choice);
  const gamma = read.numberOrWord("gamma");
  return {
    kind: read.text("kernel") as Kernel["kind"],
    gamma:
      typeof gamma === "number"
        ? gamma
        : (gamma === "scale" ? 1 / (overallVariance(columns) || 1) : 1) / columns.length,
    degree: read.number("degree"),
    coef0: read.number("coef0"),
  };
}

/** Of all values of all columns together. */
function overallVariance(columns: readonly Float64Array[]): number {
  const moments = columns.map(momentsOf);
  const centre = moments.reduce((sum, { mean }) => sum + mean, 0) / columns.length;
  const squares = moments.map(({ mean, deviation }) => deviation ** 2 + (mean - centre) ** 2);
  const variance = squares.reduce((sum, square) => sum + square, 0) / columns.length;
  return variance > 1e-300 ? variance : 0;
}
