import type { LinkedStep, StepLink } from "../step-records.ts";
import type { Database } from "./database.ts";

/** What a step is made from: what fills its roles now, and the versions of the datasets at the far end. */
export interface LinkOrigins {
  readonly inputs: StepLink["inputs"];
  readonly sources: StepLink["sources"];
}

/** Read before the step is linked, and after the versions that it makes are known. */
export function linkOrigins(database: Database, { inputs, versions }: LinkedStep): LinkOrigins {
  const filled: Record<string, { address: string; execution: string }> = {};
  const sources: Record<string, number> = {};
  for (const [role, address] of Object.entries(inputs)) {
    const input = database.get<{ execution: string; sources: string | null }>(
      "select execution, sources from steps where address = ?",
      address,
    );
    if (input === undefined) continue;
    filled[role] = { address, execution: input.execution };
    Object.assign(sources, JSON.parse(input.sources ?? "{}"));
  }
  const made = versions?.dataset;
  if (made !== undefined) {
    const known = "select version from dataset_versions where name = ? and object = ?";
    const version = database.get<{ version: number }>(known, made.name, made.object)?.version;
    if (version !== undefined) sources[made.name] = version;
  }
  return { inputs: filled, sources };
}

/** Who computes replaces what is known of the link; who only finds the result there keeps it. */
export function addLink(
  database: Database,
  step: LinkedStep,
  { inputs, sources }: LinkOrigins,
  known: "replace" | "keep",
): void {
  const conflict =
    known === "keep"
      ? "nothing"
      : "update set inputs = excluded.inputs, digest = excluded.digest, sources = excluded.sources, apply = excluded.apply";
  database.run(
    `insert into links (address, execution, kind, config, inputs, digest, sources, apply)
     values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (address, execution) do ${conflict}`,
    ...[step.address, step.executionKey, step.kind, step.config, JSON.stringify(inputs)],
    ...[step.digest, JSON.stringify(sources), step.apply],
  );
}

export const linksOf = (database: Database, kind: string): readonly StepLink[] =>
  database
    .all<LinkRow>(
      `select l.*, s.address is not null as current from links l
       left join steps s on s.address = l.address and s.execution = l.execution where l.kind = ? order by l.id`,
      kind,
    )
    .map((row) => ({
      address: row.address,
      kind: row.kind,
      executionKey: row.execution,
      config: row.config,
      inputs: JSON.parse(row.inputs) as StepLink["inputs"],
      digest: row.digest,
      sources: JSON.parse(row.sources) as StepLink["sources"],
      apply: row.apply,
      current: row.current === 1,
    }));

interface LinkRow {
  readonly address: string;
  readonly execution: string;
  readonly kind: string;
  readonly config: string;
  readonly inputs: string;
  readonly digest: string;
  readonly sources: string;
  readonly apply: number;
  readonly current: number;
}
