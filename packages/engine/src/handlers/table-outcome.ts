import { rm } from "node:fs/promises";
import type { Diagnostic, Place } from "@mlopsc/diagnostics";
import type { DataResult } from "../data/data-problem.ts";
import type { Handler, HandlerResult } from "../walk/handler.ts";
import type { TableOutcome } from "./outcomes.ts";
import type { HandlerServices } from "./services.ts";

export type Failed = Extract<HandlerResult, { readonly failed: readonly Diagnostic[] }>;

/** Makes a Parquet file under a new path and keeps it as an object, with its profile. Leaves no file behind. */
export async function tableFrom(
  services: HandlerServices,
  task: Pick<Parameters<Handler["run"]>[0], "step" | "signal" | "progress">,
  facts: { readonly columns: TableOutcome["columns"]; readonly today: (object: string) => number },
  make: (path: string) => Promise<DataResult<{ readonly rows: number }>>,
): Promise<{ readonly outcome: TableOutcome; readonly failed?: never } | Failed> {
  const path = await services.objects.scratchPath();
  const made = await make(path);
  if (made.failed) {
    await rm(path, { force: true });
    return failedAt(task.step.place, made.failed);
  }
  const { rows } = made.value;
  const table = await services.objects.adopt(path);
  task.progress(0.7, `profile of ${rows} rows`);
  const profile = await (await services.data.store()).profile(await services.objects.pathOf(table), task.signal);
  if (profile.failed) return failedAt(task.step.place, profile.failed);
  return { outcome: { table, rows, columns: facts.columns, profile: profile.value, today: facts.today(table) } };
}

/** Diagnostics of data that have no place of their own concern the block. */
export const failedAt = (place: Place, diagnostics: readonly Diagnostic[]): Failed => ({
  failed: diagnostics.map((diagnostic) => ({ place, ...diagnostic })),
});
