import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { LatencyHistogram, ReleaseCounts } from "../platform/front.ts";
import { binomialTail } from "./binomial-tail.ts";
import type { CanaryLimits } from "./rollout.ts";

export const defaultLimits: Required<CanaryLimits> = {
  window: 5_000,
  requests: 50,
  errors: 0.01,
  latency: 2,
  drift: 0.15,
};

/** A verdict that chance alone would give more often than this is not given. */
const significance = 0.005;
/** Shorter than this nobody waits: a first answer takes longer than the rest. Milliseconds. */
const leastDelay = 25;

/**
 * What speaks against a canary in the counts of it and of the release beside it, over the same time: more errors or later
 * answers than the limits allow, and more than chance explains. Exact binomial tests, one-sided.
 */
export function judgeCounts(
  canary: ReleaseCounts,
  beside: ReleaseCounts,
  limits: Required<CanaryLimits>,
): Diagnostic[] {
  if (canary.requests < limits.requests) return [];
  return [judgeErrors(canary, beside, limits.errors), judgeLatency(canary, beside, limits.latency)].flat();
}

function judgeErrors(canary: ReleaseCounts, beside: ReleaseCounts, limit: number): Diagnostic[] {
  const { release, errors, requests } = canary;
  const allowed = Math.min(1, limit + (beside.requests === 0 ? 0 : beside.errors / beside.requests));
  if (errors / requests <= allowed || binomialTail(errors, requests, allowed) > significance) return [];
  return [report(codes.canaryErrors, { release, errors, requests, beside: `${beside.errors} of ${beside.requests}` })];
}

/** Of a canary that is no slower, one answer in twenty takes longer than the other's p95: here, than a multiple of it. */
function judgeLatency(canary: ReleaseCounts, beside: ReleaseCounts, limit: number): Diagnostic[] {
  const usual = quantile(beside.latency, 0.95);
  const own = quantile(canary.latency, 0.95);
  if (usual === undefined || own === undefined) return [];
  const bound = Math.max(usual * limit, usual + leastDelay);
  const later = countAbove(canary.latency, bound);
  if (later / canary.requests <= 0.05 || binomialTail(later, canary.requests, 0.05) > significance) return [];
  return [report(codes.canaryLatency, { release: canary.release, p95: own, beside: usual })];
}

/** The upper bound of the class in which the quantile lies; undefined of none. */
function quantile({ bounds, counts }: LatencyHistogram, share: number): number | undefined {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return undefined;
  let [at, passed] = [0, counts[0] ?? 0];
  while (passed < share * total) passed += counts[++at] ?? 0;
  return bounds[Math.min(at, bounds.length - 1)];
}

/** Requests that surely took longer: those of classes that begin at the bound or above. */
const countAbove = ({ bounds, counts }: LatencyHistogram, bound: number): number =>
  counts.reduce((sum, count, at) => (at > 0 && (bounds[at - 1] as number) >= bound ? sum + count : sum), 0);
