import type { Diagnostic } from "@mlopsc/diagnostics";
import { type Collected, collectGarbage } from "../registry/collect-garbage.ts";
import { lockedDiagnostic } from "./locked-diagnostic.ts";
import type { ProjectState } from "./project-state.ts";

export type Cleaned =
  | { readonly collected: Collected; readonly problem?: never }
  | { readonly collected?: never; readonly problem: Diagnostic };

/** Removes what nothing refers to, as the only one who writes; see `collectGarbage`. */
export async function cleanProject(
  { registry, objects }: ProjectState,
  who: string,
  options: { readonly history: boolean },
): Promise<Cleaned> {
  const holder = registry.lock.acquire(who);
  if (holder !== undefined) return { problem: lockedDiagnostic(holder) };
  try {
    return { collected: await collectGarbage(registry, objects, options) };
  } finally {
    registry.lock.release();
  }
}
