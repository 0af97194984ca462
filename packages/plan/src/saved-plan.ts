import { codes, type Diagnostic, report } from "@mlopsc/diagnostics";
import { digestOf } from "./digest.ts";
import type { Plan } from "./plan.ts";
import { planShapeProblem } from "./plan-shape.ts";

/** A plan as it lies in a file: with the digest of all the rest, so that what is applied is what was reviewed. */
export interface SavedPlan extends Plan {
  readonly digest: string;
}

export type Validated =
  | { readonly plan: Plan; readonly problem?: never }
  | { readonly problem: Diagnostic; readonly plan?: never };

/** The plan with its digest, to be written as JSON. */
export const savedPlan = (plan: Plan): SavedPlan => ({ ...plan, digest: digestOf(plan) });

/**
 * The plan in a parsed file, or what is wrong with it. Strict: an unknown or missing field, another version of the
 * format, or a value edited by hand is refused; nothing is guessed.
 */
export function validateSavedPlan(json: unknown): Validated {
  const found = planShapeProblem(json);
  if (found !== null) return { problem: report(codes.unreadablePlan, { found }) };
  const { digest, ...plan } = json as SavedPlan;
  if (digest !== digestOf(plan)) return { problem: report(codes.alteredPlan, {}) };
  return { plan };
}

/** Why a plan must not be applied any more, or null: the registry or a source moved on since it was made. */
export function planStaleness(
  plan: Plan,
  now: { readonly serial: number; readonly fingerprints: Readonly<Record<string, string>> },
): Diagnostic | null {
  if (plan.serial !== now.serial) return report(codes.stalePlan, { planned: plan.serial, now: now.serial });
  const kinds = new Map(plan.steps.map(({ address, kind }) => [address, kind]));
  // The champion of an evaluation is a fact of the registry, which the serial speaks for.
  const address = Object.keys(plan.fingerprints).find(
    (each) => plan.fingerprints[each] !== now.fingerprints[each] && kinds.get(each) !== "evaluate-model",
  );
  return address === undefined ? null : report(codes.sourceMovedOn, { address });
}
