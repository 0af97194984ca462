export { canonicalJson } from "./canonical-json.ts";
export { comparePlan, type PlanFacts, type PlanOptions } from "./compare-plan.ts";
export { describeChange } from "./describe/describe-change.ts";
export { expressionText } from "./describe/expression-text.ts";
export { splitText, stepText } from "./describe/step-text.ts";
export {
  algorithmText,
  briefAlgorithmText,
  durationText,
  instantText,
  nameText,
  selectorText,
  shareText,
  textLiteral,
  typeText,
  weightsText,
} from "./describe/value-text.ts";
export { compareRevisions } from "./diff/compare-revisions.ts";
export type * from "./diff/difference.ts";
export type * from "./diff/outline.ts";
export type { Revision } from "./diff/sides.ts";
export { type DigestFacts, digestOf, executionKey, type HandlerVersions, stepDigest } from "./digest.ts";
export { drawDot } from "./draw/draw-dot.ts";
export { drawMermaid } from "./draw/draw-mermaid.ts";
export { drawText } from "./draw/draw-text.ts";
export type { DrawnStep } from "./draw/graph.ts";
export { type FigureBound, figureBounds } from "./figure-bounds.ts";
export type * from "./plan.ts";
export { glyphs } from "./plan.ts";
export { type PlanCounts, planCounts } from "./plan-counts.ts";
export { planStaleness, type SavedPlan, savedPlan, type Validated, validateSavedPlan } from "./saved-plan.ts";
export type * from "./step.ts";
export { definitionDigests, movedSteps } from "./step-identity.ts";
export { stepMeaning } from "./step-meaning.ts";
export { executionLevels, executionOrder } from "./step-order.ts";
export { outsideOf } from "./step-outside.ts";
export { changeClasses, changesTheWorld, isStepKind, sameHandlers, stepWork } from "./step-work.ts";
export { blockOf, targetSteps, unknownTarget } from "./target-steps.ts";
