import type { Column, ColumnSelector, FittedStep, ModelDefinition, RowStep } from "@mlopsc/vocabulary";
import type { FeatureAnalysis, ModelAnalysis } from "../models/model-analysis.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";
import { withCanonicalSource } from "./canonical-source.ts";
import { prunePipeline } from "./prune-pipeline.ts";

/** All that training and serving must agree on; null where something of the model is missing or wrong. */
export function modelDefinition(model: ModelAnalysis): ModelDefinition | null {
  const { transform, target, task, features, weights } = model;
  if (!transform?.complete || transform.split === null || !target || task === null || features === null) return null;
  const below = withCanonicalSource([...transform.rowSteps, ...transform.pipelineSteps]);
  // Weights keep their unit: no `scale numeric` means them; what they lack is filled in like anything else.
  const apart = weights === null ? transform.key : [...transform.key, weights];
  const steps = below.map((step) => withoutNames(step, step.kind === "impute" ? transform.key : apart));
  const input: readonly Column[] = transform.requestColumns;
  const parts = {
    input,
    steps,
    target: target.name,
    features: features.selector,
    weights,
    key: transform.key,
    aboveSplit: transform.rowSteps.length,
    foldColumn: model.folds.column,
  };
  const pruned = prunePipeline(parts);
  const { calibrate, threshold, costs } = model.measuring;
  return {
    ...{ name: model.declaration.name, task, target: target.name, ...pruned, features: closed(features, transform) },
    ...(weights === null ? {} : { weights }),
    ...model.monotone,
    ...(calibrate === undefined ? {} : { calibrate }),
    ...(threshold === undefined ? {} : { threshold }),
    ...(costs?.classes === "named" ? { costs } : {}),
  };
}

/** Where data decide the names, every name that was ever known and not chosen is left out: a pruned step may leave it. */
function closed({ selector, columns }: FeatureAnalysis, transform: TransformAnalysis): ColumnSelector {
  if ("names" in selector) return selector;
  const chosen = new Set(columns.map(({ name }) => name));
  const names = new Set(transform.requestColumns.map(({ name }) => name));
  for (const step of [...transform.rowSteps, ...transform.pipelineSteps]) {
    if (step.kind === "derive") names.add(step.name);
    if (step.kind === "select") for (const { to } of step.columns) names.add(to);
  }
  const except = new Set([...selector.except, ...[...names].filter((name) => !chosen.has(name))]);
  return { all: selector.all, except: [...except] };
}

/** `numeric`, `category` and `all` of a step never mean what names a row or weighs it. */
function withoutNames(step: RowStep | FittedStep, names: readonly string[]): RowStep | FittedStep {
  if (step.kind === "filter" || step.kind === "derive" || step.kind === "select" || "names" in step.columns)
    return step;
  const except = [...new Set([...step.columns.except, ...names])];
  const columns: ColumnSelector = { all: step.columns.all, except };
  return { ...step, columns };
}
