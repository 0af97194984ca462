import { digestOf } from "@mlopsc/plan";
import type { Registry } from "../registry/registry.ts";
import type { StepLink } from "../registry/step-records.ts";

/** `churn` of `model.churn/search`. */
export const modelOf = (address: string): string => address.slice(address.indexOf(".") + 1).split("/")[0]!;

/** The same for the same work under the same address. */
export const runId = ({ address, executionKey }: StepLink): string => digestOf([address, executionKey]).slice(0, 8);

/** What came of a step that was begun and left no result. */
export function unfinishedState(registry: Registry, { apply }: StepLink): "failed" | "interrupted" | "running" {
  const status = registry.applies.list(Number.MAX_SAFE_INTEGER).find(({ id }) => id === apply)?.status;
  if (status === "running") return "running";
  return status === "failed" || status === "done" ? "failed" : "interrupted";
}

/** The split that filled the role, by the digest of what it left. */
export function splitOf(registry: Registry, { inputs }: StepLink): string | null {
  const split = inputs["split"];
  return split === undefined ? null : (registry.steps.execution(split.execution)?.output ?? null);
}
