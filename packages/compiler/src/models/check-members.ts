import { codes } from "@mlopsc/diagnostics";
import { canonicalJson } from "@mlopsc/plan";
import type { RowStep } from "@mlopsc/vocabulary";
import { withCanonicalSource } from "../planning/canonical-source.ts";
import { pruneRowSteps } from "../planning/prune-row-steps.ts";
import type { Declaration } from "../semantics/program.ts";
import { attributeOf, nameSpan, referencesOf } from "./attributes.ts";
import type { ModelledContext } from "./check-context.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/**
 * Members must be several models of one column, of the same rows, parted in the same way and validated on the same
 * folds. True where they can answer as one.
 */
export function checkMembers(ensemble: Declaration, { program, reporter, models }: ModelledContext): boolean {
  const members = referencesOf(program, ensemble, "members");
  const [first, ...others] = members;
  if (first === undefined) return false;
  let fit = true;
  if (new Set(members.map(({ declaration }) => declaration)).size < 2) {
    const span = attributeOf(program, ensemble, "members")?.value.span ?? nameSpan(ensemble);
    reporter.report(ensemble, span, codes.ensembleSize, { ensemble: ensemble.name });
    return false;
  }
  const leader = models.get(first.declaration);
  const seen = new Set([first.declaration]);
  for (const { declaration, span } of others) {
    const names = { first: first.declaration.name, second: declaration.name };
    const member = models.get(declaration);
    const what = leader && member && difference(leader, member);
    if (seen.has(declaration)) {
      reporter.report(ensemble, span, codes.memberRepeated, { member: declaration.name });
    } else if (what) {
      reporter.report(ensemble, span, codes.ensembleDisagrees, { ...names, what });
    } else if (leader && member && canonicalJson(leader.folds) !== canonicalJson(member.folds)) {
      reporter.report(ensemble, span, codes.memberFolds, names);
    } else {
      seen.add(declaration);
      continue;
    }
    fit = false;
  }
  return fit;
}

function difference(left: ModelAnalysis, right: ModelAnalysis): string | null {
  if (left.target === null || right.target === null) return null;
  if (left.target.name !== right.target.name) return "what they predict";
  if (left.task !== right.task) return "their task";
  const { transform } = left;
  if (transform === null || right.transform === null || transform === right.transform) return null;
  const shape = rowsText(left) === rowsText(right);
  return shape ? null : "the rows that they learn from";
}

/**
 * All that decides which rows there are, in which part they stand and what is true of them. Members of two transforms
 * may make their features in two ways, but no row may be in scope of one and not of the other.
 */
function rowsText({ transform, target, folds }: ModelAnalysis): string {
  if (transform === null) return "";
  const { dataSteps, rowSteps, pipelineSteps, split, splitKey } = transform;
  const columns = [...splitKey, target?.name ?? "", ...(folds.column === undefined ? [] : [folds.column])];
  if (split !== null && "column" in split) columns.push(split.column);
  const above = pruneRowSteps(rowSteps, columns);
  const below = pruneRowSteps(pipelineSteps.filter(isRowStep), columns);
  return canonicalJson([...[dataSteps, above, below].map((steps) => withCanonicalSource(steps)), split]);
}

const isRowStep = (step: { readonly kind: string }): step is RowStep =>
  step.kind === "filter" || step.kind === "derive" || step.kind === "select";
