import { canonicalJson } from "@mlopsc/plan";
import type { SqliteRegistry } from "./sqlite-registry.ts";

/** All that two undisturbed applies of one project would agree on: every fact but times, durations and the chronicle. */
export function registryContent({ database }: SqliteRegistry): string {
  const content = Object.fromEntries(
    Object.entries(queries).map(([name, query]) => [
      name,
      database.all<Record<string, unknown>>(query).map(({ _metadata, ...row }) => row),
    ]),
  );
  return canonicalJson(content);
}

const queries = {
  steps: "select address, kind, config, inputs, digest, handler, execution from steps order by address",
  executions: "select key, kind, output, outcome, fingerprint from executions order by key",
  objects: "select key, object from execution_objects order by key, object",
  datasets:
    "select name, version, object, columns, profile, rows, fingerprint, today from dataset_versions order by 1, 2",
  models: "select name, version, object, metrics, lineage from model_versions order by 1, 2",
  testUses: "select split, model, object from test_uses order by 1, 2, 3",
  links: "select address, execution, inputs, digest, sources from links order by 1, 2",
  releases: "select deployment, target, number, model, version, status from releases order by 1, 2, 3",
  trials: "select execution, number, state, trial from trials order by 1, 2",
} as const;
