import { chiSquaredSurvival } from "./chi-squared-survival.ts";

/** P(Z ≥ z) of the standard normal distribution, by Z² being chi-squared with one degree of freedom. */
export const normalSurvival = (z: number): number =>
  z >= 0 ? chiSquaredSurvival(z * z, 1) / 2 : 1 - chiSquaredSurvival(z * z, 1) / 2;
