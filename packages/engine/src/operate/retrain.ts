import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DesiredState } from "@mlopsc/plan";
import { metricEntry, metricKey } from "@mlopsc/vocabulary";
import { type ApplyOptions, applyPlan } from "../apply/apply-plan.ts";
import type { Engine } from "../apply/open-engine.ts";
import { planProject } from "../apply/plan-project.ts";
import { loadOutcome } from "../apply/read-state.ts";
import type { EvaluateOutcome } from "../handlers/outcomes.ts";
import type { WalkSummary } from "../walk/walk-event.ts";
import type { RefusalDetail } from "./refusals.ts";

export interface RetrainRequest {
  /** `model.churn`, `ensemble.blend`. */
  readonly model: string;
  /** The deployment that is to serve it. */
  readonly deployment: string;
  /** As of which day the data are taken in anew: days since 1970-01-01. */
  readonly today: number;
  /** What brought it about, in words. */
  readonly reason: string;
}

export interface Retrained {
  /**
   * `deployed`: the new version answers. `waiting`: it waits for a person before a target. `unchanged`: the same model came
   * out. `refused`: it is not better than the one that answers, or a gate or an expectation does not hold.
   */
  readonly result: "deployed" | "waiting" | "unchanged" | "refused";
  /** In a sentence. */
  readonly why: string;
  readonly problems: readonly Diagnostic[];
}

export type RetrainServices = Pick<ApplyOptions, "clock" | "who" | "concurrency" | "signal" | "onEvent"> & {
  readonly engine: Engine;
};

/**
 * Takes the data in as of a day, trains and measures, and brings the new model to its targets only where it is better than
 * the one that answers, on the same rows and beyond chance. Whatever comes of it, and why, is written into the history.
 */
export async function retrain(
  desired: DesiredState,
  request: RetrainRequest,
  services: RetrainServices,
): Promise<Retrained> {
  const { registry } = services.engine.state;
  const before = registry.steps.current(`${request.model}/register`)?.outcome as { model?: string } | undefined;
  const retrained = await judge(desired, request, services, before?.model);
  registry.decisions.add({
    subject: request.model,
    event: retrained.result === "deployed" ? "retrained" : retrained.result,
    message: `${request.reason}: ${retrained.why}`,
    detail: retrained.detail,
  });
  return retrained;
}

type Judged = Retrained & { readonly detail: RefusalDetail | null };

async function judge(
  desired: DesiredState,
  { model, deployment, today }: RetrainRequest,
  services: RetrainServices,
  champion: string | undefined,
): Promise<Judged> {
  const trained = await applyTarget(desired, `${model}/evaluate`, services, today);
  if (trained.problems.length > 0 || trained.summary?.status !== "done") return failure(trained, services.signal);
  const outcome = loadOutcome(services.engine.state.registry, `${model}/evaluate`, "evaluate-model");
  if (outcome === undefined) return { ...refused(`\`${model}\` has no evaluation`), detail: null };
  if (outcome.model === champion)
    return { result: "unchanged", why: "the same model came out", problems: [], detail: null };
  const verdict = challengerVerdict(outcome);
  if (!verdict.isBetter) return { ...refused(verdict.why), detail: { object: outcome.model } };
  const deployed = await applyTarget(desired, `deploy.${deployment}`, services, undefined);
  // That it could not be brought there now speaks against the moment, not against the model.
  if (deployed.problems.length > 0 || deployed.summary?.status !== "done") return failure(deployed, services.signal);
  const waits = [...deployed.summary.states.values()].includes("held");
  return { result: waits ? "waiting" : "deployed", why: verdict.why, problems: [], detail: null };
}

interface AppliedTo {
  readonly summary?: WalkSummary;
  readonly problems: readonly Diagnostic[];
}

export async function applyTarget(
  desired: DesiredState,
  target: string,
  { engine, ...options }: RetrainServices,
  today: number | undefined,
): Promise<AppliedTo> {
  const planned = await planProject(desired, {
    ...{ services: engine.services, handlers: engine.handlers, target },
    ...(today === undefined ? {} : { today }),
    ...(options.signal ? { signal: options.signal } : {}),
  });
  if (planned.problems !== undefined) return { problems: planned.problems };
  const applied = await applyPlan(planned.plan, { ...options, state: engine.state, handlers: engine.handlers });
  if (applied.problem !== undefined) return { problems: [applied.problem] };
  const errors = applied.summary.diagnostics.filter(({ severity }) => severity === "error");
  return { summary: applied.summary, problems: errors };
}

function failure({ problems, summary }: AppliedTo, signal: AbortSignal | undefined): Judged {
  const said = problems.map(({ message }) => message).join("; ");
  const stopped =
    (signal?.reason as Error | undefined)?.name === "TimeoutError" ? "its budget was spent" : "it was stopped";
  const why = signal?.aborted || summary?.status === "interrupted" ? stopped : said || "a step failed";
  return { result: "refused", why, problems, detail: null };
}

const refused = (why: string): Retrained => ({ result: "refused", why, problems: [] });

/** By the first metric of the model: the interval of the difference on the same rows lies on the better side. */
function challengerVerdict({ champion, comparison, metrics }: EvaluateOutcome): {
  readonly isBetter: boolean;
  readonly why: string;
} {
  const [metric] = metrics;
  const key = metric === undefined ? "" : metricKey(metric);
  const compared = comparison !== undefined && "metrics" in comparison ? comparison.metrics[key] : undefined;
  if (metric === undefined || champion === undefined || compared === undefined)
    return { isBetter: true, why: "there is no version before it" };
  const { difference, interval } = compared;
  const sign = metricEntry(metric.metric).better === "higher" ? 1 : -1;
  const low = interval === undefined ? sign * difference : Math.min(sign * interval.low, sign * interval.high);
  const range = interval === undefined ? "" : ` (95 %: ${figure(interval.low)} … ${figure(interval.high)})`;
  const why = `${key} differs by ${figure(difference)}${range} from version ${champion.version} on the same rows`;
  return low > 0 ? { isBetter: true, why } : { isBetter: false, why: `${why}: not better beyond chance` };
}

const figure = (value: number): string => String(Number(value.toPrecision(4)));
