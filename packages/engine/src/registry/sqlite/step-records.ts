import type { FinishedStep, RegistrySnapshot } from "@mlopsc/plan";
import type { Clock } from "../clock.ts";
import type { CurrentStep, Execution, NewVersions, StepRecord, StepRecords } from "../step-records.ts";
import type { Database } from "./database.ts";
import { addLink, type LinkOrigins, linkOrigins, linksOf } from "./step-links.ts";

/** Finished steps by address, and every result by execution key. */
export function stepRecords(database: Database, clock: Clock): StepRecords {
  return {
    begin: (step) => database.write(() => addLink(database, step, linkOrigins(database, step), "replace")),
    record: (step) => database.write(() => record(database, step, clock())),
    relink: (step) =>
      database.write(() => {
        addVersions(database, step.versions ?? {}, clock());
        const origins = link(database, step);
        addLink(database, step, origins, "keep");
        advance(database);
      }),
    links: (kind) => linksOf(database, kind),
    current: (address) => current(database, address),
    addresses: () =>
      database.all<{ address: string }>("select address from steps order by address").map((row) => row.address),
    execution: (key) => execution(database, key),
    remove: (address) =>
      database.write(() => {
        if (database.run("delete from steps where address = ?", address).changes > 0) advance(database);
      }),
    dropHistory: () =>
      database.write(() => {
        const gone = "key not in (select execution from steps)";
        database.run(`delete from trials where execution in (select key from executions where ${gone})`);
        const { changes } = database.run(`delete from executions where ${gone}`);
        database.run(`delete from links where execution not in (select key from executions)
          and execution not in (select execution from trials)`);
        return changes;
      }),
    meanDuration: (kind) =>
      database.get<{ mean: number | null }>("select avg(duration) as mean from executions where kind = ?", kind)
        ?.mean ?? undefined,
  };
}

/** What the planner reads: one query, whatever the number of steps. */
export function snapshotOf(database: Database): RegistrySnapshot {
  const rows = database.all<StepRow>(`
    select s.address, s.kind, s.config, s.inputs, s.digest, s.handler, e.output, e.fingerprint, e.duration
    from steps s join executions e on e.key = s.execution order by s.address`);
  return { serial: serialOf(database), steps: Object.fromEntries(rows.map((row) => [row.address, finished(row)])) };
}

export const serialOf = (database: Database): number =>
  database.get<{ serial: number }>("select serial from state")?.serial ?? 0;

/** Every change of what a snapshot tells goes through here, within its transaction. */
const advance = (database: Database): void => void database.run("update state set serial = serial + 1");

interface StepRow {
  readonly address: string;
  readonly kind: string;
  readonly config: string;
  readonly inputs: string;
  readonly digest: string;
  readonly handler: number;
  readonly output: string;
  readonly fingerprint: string | null;
  readonly duration: number;
}

function record(database: Database, step: StepRecord, now: number): void {
  const { executionKey: key } = step;
  database.run(
    `insert into executions values (?, ?, ?, ?, ?, ?, ?) on conflict (key) do update set output = excluded.output,
     outcome = excluded.outcome, fingerprint = excluded.fingerprint, started = excluded.started, duration = excluded.duration`,
    key,
    step.kind,
    step.output,
    JSON.stringify(step.outcome),
    step.fingerprint ?? null,
    step.started,
    step.durationMilliseconds,
  );
  database.run("delete from execution_objects where key = ?", key);
  for (const object of new Set(step.objects)) database.run("insert into execution_objects values (?, ?)", key, object);
  addVersions(database, step.versions ?? {}, now);
  const origins = link(database, step);
  addLink(database, step, origins, "replace");
  advance(database);
}

function link(database: Database, step: Parameters<StepRecords["relink"]>[0]): LinkOrigins {
  const origins = linkOrigins(database, step);
  database.run(
    "insert or replace into steps values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    step.address,
    step.kind,
    step.config,
    JSON.stringify(step.inputs),
    step.digest,
    step.handlerVersion,
    step.executionKey,
    step.apply,
    JSON.stringify(origins.sources),
  );
  return origins;
}

function addVersions(database: Database, { dataset, model, testUse }: NewVersions, now: number): void {
  if (dataset !== undefined) {
    const { name, object, columns, profile, rows, fingerprint, today } = dataset;
    database.run(
      `insert into dataset_versions select ?, coalesce(max(version), 0) + 1, ?, ?, ?, ?, ?, ?, ?
       from dataset_versions where name = ? on conflict do nothing`,
      ...[name, object, JSON.stringify(columns), JSON.stringify(profile), rows, fingerprint, today, now, name],
    );
  }
  if (model !== undefined) {
    const { name, version, object, metrics, lineage } = model;
    database.run(
      `insert into model_versions values (?, ?, ?, ?, ?, ?)
       on conflict (name, object) do update set metrics = excluded.metrics, lineage = excluded.lineage`,
      ...[name, version, object, JSON.stringify(metrics), JSON.stringify(lineage), now],
    );
  }
  if (testUse !== undefined) {
    const { split, model: judged, object } = testUse;
    database.run("insert into test_uses values (?, ?, ?, ?) on conflict do nothing", split, judged, object, now);
  }
}

function current(database: Database, address: string): CurrentStep | undefined {
  const row = database.get<StepRow & { execution: string; started: number; outcome: string; apply: number }>(
    `select s.*, e.output, e.outcome, e.fingerprint, e.duration, e.started
     from steps s join executions e on e.key = s.execution where s.address = ?`,
    address,
  );
  if (row === undefined) return undefined;
  return {
    ...finished(row),
    executionKey: row.execution,
    started: row.started,
    apply: row.apply,
    outcome: JSON.parse(row.outcome) as unknown,
    objects: objectsOf(database, row.execution),
  };
}

function execution(database: Database, key: string): Execution | undefined {
  const row = database.get<
    Pick<StepRow, "kind" | "output" | "fingerprint" | "duration"> & { outcome: string; started: number }
  >("select kind, output, outcome, fingerprint, started, duration from executions where key = ?", key);
  if (row === undefined) return undefined;
  return {
    kind: row.kind,
    output: row.output,
    outcome: JSON.parse(row.outcome) as unknown,
    objects: objectsOf(database, key),
    started: row.started,
    durationMilliseconds: row.duration,
    ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
  };
}

const objectsOf = (database: Database, key: string): string[] =>
  database
    .all<{ object: string }>("select object from execution_objects where key = ? order by object", key)
    .map((row) => row.object);

const finished = (row: StepRow): FinishedStep => ({
  address: row.address,
  kind: row.kind,
  config: row.config,
  inputs: JSON.parse(row.inputs) as Record<string, string>,
  digest: row.digest,
  output: row.output,
  handlerVersion: row.handler,
  durationMilliseconds: row.duration,
  ...(row.fingerprint === null ? {} : { fingerprint: row.fingerprint }),
});
