import type { HandlerVersions } from "./digest.ts";
import type { ChangeClass } from "./plan.ts";
import type { StepKind } from "./step.ts";

/** What doing a kind of step anew is called, and whether its result is measured in place or another takes its place. */
export const stepWork: Readonly<
  Record<StepKind, { readonly class: ChangeClass; readonly again: "update" | "replace" }>
> = {
  "ingest-dataset": { class: "re-ingest", again: "replace" },
  "validate-dataset": { class: "re-validate", again: "update" },
  "transform-data": { class: "re-transform", again: "replace" },
  "split-data": { class: "re-transform", again: "replace" },
  "search-model": { class: "retrain", again: "replace" },
  "validate-model": { class: "retrain", again: "replace" },
  "train-model": { class: "retrain", again: "replace" },
  "combine-models": { class: "retrain", again: "replace" },
  "evaluate-model": { class: "re-evaluate", again: "update" },
  "register-model": { class: "metadata", again: "update" },
  "compare-samples": { class: "re-evaluate", again: "update" },
  "build-bundle": { class: "redeploy", again: "replace" },
  "deploy-model": { class: "redeploy", again: "update" },
  "register-monitor": { class: "monitor", again: "update" },
  "set-alerts": { class: "monitor", again: "update" },
};

/** One version of every handler: for comparing what specs say, whichever program does it. */
export const sameHandlers: HandlerVersions = Object.fromEntries(
  Object.keys(stepWork).map((kind) => [kind, 0]),
) as HandlerVersions;

/**
 * Its result is what runs out there, not only what is kept: doing it for an earlier spec's sake does not make it done now,
 * and it may come undone by itself.
 */
export const changesTheWorld = (kind: StepKind): boolean => kind === "deploy-model";

export const isStepKind = (kind: string): kind is StepKind => Object.hasOwn(stepWork, kind);

/** Lightest first. The class of a whole plan is that of its heaviest step. */
export const changeClasses: readonly ChangeClass[] = [
  "metadata",
  "monitor",
  "redeploy",
  "re-evaluate",
  "retrain",
  "re-transform",
  "re-validate",
  "re-ingest",
];

export const weightOf = (change: ChangeClass): number => changeClasses.indexOf(change);
