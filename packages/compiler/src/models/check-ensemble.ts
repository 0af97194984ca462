import { codes } from "@mlopsc/diagnostics";
import type { Declaration } from "../semantics/program.ts";
import { attributeOf, choiceOf, nameSpan, referencesOf } from "./attributes.ts";
import type { ModelledContext } from "./check-context.ts";
import type { ModelAnalysis } from "./model-analysis.ts";
import { readAlgorithm } from "./read-algorithm.ts";
import { readMetric } from "./read-metric.ts";

/** Members must predict one column of one transform; the metric or learner that weighs them must fit their task. */
export function checkEnsemble(ensemble: Declaration, context: ModelledContext): void {
  const { program, reporter, models } = context;
  const members = referencesOf(program, ensemble, "members");
  const [first] = members;
  if (first === undefined) return;
  if (new Set(members.map(({ declaration }) => declaration)).size < 2) {
    const span = attributeOf(program, ensemble, "members")?.value.span ?? nameSpan(ensemble);
    reporter.report(ensemble, span, codes.ensembleSize, { ensemble: ensemble.name });
  }
  const leader = models.get(first.declaration);
  for (const { declaration, span } of members.slice(1)) {
    const what = leader && difference(leader, models.get(declaration));
    if (!what) continue;
    const parameters = { first: first.declaration.name, second: declaration.name, what };
    reporter.report(ensemble, span, codes.ensembleDisagrees, parameters);
  }
  checkWeights(ensemble, leader, context);
}

function difference(left: ModelAnalysis, right: ModelAnalysis | undefined): string | null {
  if (right === undefined || left.target === null || right.target === null) return null;
  if (left.target.name !== right.target.name) return "what they predict";
  if (left.task !== right.task) return "their task";
  return sameRows(left, right) ? null : "the transform that they learn from";
}

/** One transform, or two that part the same rows in the same way: members may need columns made differently. */
function sameRows({ transform: left }: ModelAnalysis, { transform: right }: ModelAnalysis): boolean {
  if (left === null || right === null || left === right) return true;
  const shape = ({ dataSteps, rowSteps, split }: typeof left): string =>
    JSON.stringify([dataSteps, rowSteps.filter(({ kind }) => kind === "filter"), split]);
  return shape(left) === shape(right);
}

function checkWeights(
  ensemble: Declaration,
  leader: ModelAnalysis | undefined,
  { program, reporter }: ModelledContext,
): void {
  const weights = choiceOf(program, ensemble, "weights");
  const metric = weights?.parameters.get("metric");
  const algorithm = weights?.parameters.get("algorithm");
  if (metric?.kind === "syntax") readMetric(metric.value.expression, leader?.task ?? null, ensemble, reporter);
  if (algorithm?.kind === "syntax") readAlgorithm(algorithm.value.expression, ensemble, reporter);
}
