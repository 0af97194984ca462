import type { FoldPlan } from "@mlopsc/vocabulary";
import { changed } from "../../describe/change-text.ts";
import { foldsText } from "../../describe/model-changes.ts";
import type { Sides } from "../sides.ts";
import { type Finding, keptSteps, type Rule, stepFinding } from "./rule.ts";

/** Candidates are compared on less: fewer folds, a smaller part held out, or rows dealt with less care. */
export const validationWeakened: Rule = {
  name: "validation-weakened",
  title: "Validation weakened",
  find: (sides) => [...weakened(sides, "search-model"), ...weakened(sides, "validate-model")],
};

const weakened = (sides: Sides, kind: "search-model" | "validate-model"): readonly Finding[] =>
  keptSteps(sides, kind).flatMap(({ before, after }) => {
    const [old, now] = [before.config.folds, after.config.folds];
    if (tested(now) >= tested(old) && strictness(now) >= strictness(old)) return [];
    return changed("validate", foldsText(old), foldsText(now)).map((change) => stepFinding(after, change));
  });

/** How many times all rows are measured on, or the share that is; a holdout always measures on less. */
const tested = (folds: FoldPlan): number => (folds.kind === "holdout" ? folds.share : folds.folds);

const orders: readonly FoldPlan["by"][] = ["random", "stratify", "group", "time"];
const strictness = ({ by }: FoldPlan): number => orders.indexOf(by);
