import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import type { DesiredState } from "./plan.ts";

/** `model.churn` for `model.churn/search`. */
export const blockOf = (address: string): string => address.split("/", 1)[0] ?? address;

/** True of the step itself, and of the parts of a block. */
export const isWithin = (address: string, target: string): boolean =>
  address === target || address.startsWith(`${target}/`);

/**
 * Only the steps of an address (a block with all its parts, or one step) and what they need; null where nothing has
 * that address.
 */
export function targetSteps(desired: DesiredState, target: string): DesiredState | null {
  const byAddress = new Map(desired.steps.map((step) => [step.address, step]));
  const waiting = desired.steps.map((step) => step.address).filter((address) => isWithin(address, target));
  if (waiting.length === 0) return null;
  const kept = new Set<string>();
  for (let address = waiting.pop(); address !== undefined; address = waiting.pop()) {
    if (kept.has(address)) continue;
    kept.add(address);
    waiting.push(...Object.values(byAddress.get(address)?.inputs ?? {}));
  }
  return { ...desired, steps: desired.steps.filter((step) => kept.has(step.address)) };
}

/** Says that nothing has this address, and which one has the longest start in common with it. */
export function unknownTarget(desired: DesiredState, target: string): Diagnostic {
  const blocks = desired.steps.flatMap(({ address }) => [blockOf(address), address]);
  const shared = (address: string): number => {
    let length = 0;
    while (length < target.length && address[length] === target[length]) length++;
    return length;
  };
  const nearest = [...new Set(blocks)].sort(
    (left, right) => shared(right) - shared(left) || left.length - right.length,
  )[0];
  const isNear = nearest !== undefined && shared(nearest) > target.indexOf(".") + 1;
  return report(codes.unknownPlanTarget, { target, nearest: isNear ? nearest : null });
}
