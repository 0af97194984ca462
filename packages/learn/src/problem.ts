import type { FitProblem } from "./learners/fit-problem.ts";

/** What went wrong because of the data, as a value; the engine makes a diagnostic of it. */
export type LearnProblem = FitProblem;
