import { performance } from "node:perf_hooks";
import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import {
  type CheckDefinition,
  type CheckKind,
  comparisonsIn,
  conditionHolds,
  deployChecks,
  type Figures,
} from "@mlopsc/vocabulary";
import type { Candidate } from "../rollout/rollout.ts";
import type { CheckContext, CheckResult, Measured } from "./check-context.ts";
import { figureText } from "./figure-text.ts";
import { checkLoad } from "./load/load-check.ts";
import { checkParity } from "./parity/parity-check.ts";
import { checkRun } from "./run/run-check.ts";
import { checkSize } from "./size-check.ts";
import { checkSmoke } from "./smoke-check.ts";

type Progress = (share: number, milliseconds?: number) => void;

type Runners = {
  readonly [Kind in CheckKind]: (
    check: Extract<CheckDefinition, { readonly kind: Kind }>,
    context: CheckContext,
    progress: Progress,
  ) => Measured | Promise<Measured>;
};

const runners: Runners = {
  smoke: (_check, context, progress) => checkSmoke(context, progress),
  parity: checkParity,
  load: checkLoad,
  size: (_check, context) => checkSize(context),
  run: (check, context) => checkRun(check, context),
};

/**
 * Runs checks in order and gives a result for each. One that fails does not keep the others from being run, so that one
 * attempt tells all that is wrong; but once nothing answers, those that would ask again are left out. Rejects only where
 * the signal is aborted, with its reason.
 */
export async function runChecks(
  checks: readonly CheckDefinition[],
  context: CheckContext,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  let silent = false;
  for (const check of checks) {
    context.signal.throwIfAborted();
    const start = performance.now();
    const skipped: boolean = silent && check.kind !== "size";
    const measured: Measured = skipped ? unasked(check, context) : await measure(check, context);
    silent ||= measured.unreachable === true;
    results.push(judge(check, measured, context, performance.now() - start));
  }
  return results;
}

/** Why a release may not go on: none where every check holds. */
export const problemsOf = (results: readonly CheckResult[]): readonly Diagnostic[] =>
  results.filter(({ holds }) => !holds).flatMap(({ findings }) => findings);

/** The checks as what a roll-out asks of a release; `onResults` gets all that was measured, also where a check failed. */
export const checkOfCandidate =
  (
    checks: readonly CheckDefinition[],
    context: Omit<CheckContext, "places" | "signal">,
    onResults: (results: readonly CheckResult[]) => void,
  ) =>
  async ({ url, headers }: Candidate, signal: AbortSignal): Promise<readonly Diagnostic[]> => {
    const results = await runChecks(checks, { ...context, places: [{ url, headers }], signal });
    onResults(results);
    return problemsOf(results);
  };

/** How long a check takes at least, in milliseconds, where it says so itself. */
export const leastMilliseconds = (check: CheckDefinition): number => (check.kind === "load" ? check.milliseconds : 0);

function measure<Kind extends CheckKind>(
  check: Extract<CheckDefinition, { readonly kind: Kind }>,
  context: CheckContext,
): Measured | Promise<Measured> {
  const progress: Progress = (share, milliseconds) =>
    context.onProgress?.({ check: check.source, share, ...(milliseconds === undefined ? {} : { milliseconds }) });
  return runners[check.kind as Kind](check, context, progress);
}

const unasked = ({ source }: CheckDefinition, { target }: CheckContext): Measured => ({
  figures: {},
  findings: [report(codes.checkSkipped, { check: source, target })],
  unreachable: true,
});

function judge(check: CheckDefinition, measured: Measured, context: CheckContext, milliseconds: number): CheckResult {
  const { kind, source, condition } = check;
  const { figures, findings, unreachable } = measured;
  const comparisons = (condition === null ? [] : comparisonsIn(condition)).map((comparison) => ({
    source: comparison.source,
    holds: conditionHolds(comparison, figures) ?? null,
  }));
  const failed = unreachable === true || findings.some(({ severity }) => severity === "error");
  const outcome = condition === null ? true : conditionHolds(condition, figures);
  const about = { check: source, target: context.target };
  const missed: Diagnostic[] = [];
  // A finding of the check's own says why: that its condition does not hold either would be an echo.
  if (!failed && outcome === false) {
    const broken = comparisons.filter(({ holds }) => holds === false).map((each) => each.source);
    const text = figuresText(check, figures);
    missed.push(report(codes.checkFails, { ...about, comparison: broken.join(" and ") || source, figures: text }));
  }
  if (!failed && outcome === undefined) {
    const unknown = comparisons.filter(({ holds }) => holds === null).map((each) => each.source);
    missed.push(...unknown.map((comparison) => report(codes.checkUnmeasured, { ...about, comparison })));
  }
  return {
    ...{ kind, source, figures, comparisons, milliseconds },
    holds: !failed && outcome !== false,
    findings: [...findings, ...missed],
  };
}

/** The figures that the condition is about: `p95 was 31.2 ms, errors was 0 %`. */
function figuresText({ kind, condition }: CheckDefinition, figures: Figures): string {
  const names = new Set(
    (condition === null ? [] : comparisonsIn(condition)).flatMap(({ terms }) => terms.map(({ figure }) => figure)),
  );
  const known = deployChecks[kind].figures;
  return [...names]
    .filter((name) => figures[name] !== undefined)
    .map((name) => `\`${name}\` was ${figureText(figures[name]!, known[name]?.unit ?? "number")}`)
    .join(", ");
}
