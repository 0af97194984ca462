import { type Step, stepText } from "@mlopsc/plan";
import type { FoldPlan, TransformStep } from "@mlopsc/vocabulary";

/** What a step that learns was asked, as far as its problems are told in those words. */
export interface AskedOfLearning {
  /** Of the pipeline: problems count from them. */
  readonly steps?: readonly TransformStep[];
  readonly target?: string;
  readonly folds?: FoldPlan;
}

export function askedOf({ config }: Step): AskedOfLearning {
  const folds = "folds" in config ? { folds: config.folds } : {};
  if ("definition" in config) {
    const { steps, target } = config.definition;
    return { steps, target, ...folds };
  }
  return "steps" in config ? { steps: config.steps, ...folds } : folds;
}

/** `impute age` in backticks; its number from 1 where the steps are not known. */
export function stepName(step: number, { steps }: AskedOfLearning): string {
  const found = steps?.[step];
  return found === undefined ? `step ${step + 1}` : `\`${stepText(found).subject}\``;
}

export const targetName = ({ target }: AskedOfLearning): string =>
  target === undefined ? "the prediction column" : `\`${target}\``;
