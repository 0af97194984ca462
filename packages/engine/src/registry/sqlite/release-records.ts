import type { Clock } from "../clock.ts";
import type { NewRelease, Release, ReleaseKey, ReleaseRecords, ReleaseStatus } from "../release-records.ts";
import type { Database } from "./database.ts";

/** What was brought to targets. What really runs there is asked of the platform: this says what was meant. */
export function releaseRecords(database: Database, clock: Clock): ReleaseRecords {
  const read = (condition: string, ...parameters: (string | number)[]): readonly Release[] =>
    database
      .all<ReleaseRow>(`select * from releases where ${condition} order by target, number`, ...parameters)
      .map(releaseOf);
  return {
    start: (release) => database.write(() => start(database, release, clock())),
    serve: (key, before) => database.write(() => serve(database, key, before, clock())),
    end: ({ deployment, target, number }, status, reason) =>
      void database.write(() =>
        database.run(
          "update releases set status = ?, reason = ?, ended = ? where deployment = ? and target = ? and number = ?",
          ...[status, reason, clock(), deployment, target, number],
        ),
      ),
    list: (deployment, target) =>
      target === undefined
        ? read("deployment = ?", deployment)
        : read("deployment = ? and target = ?", deployment, target),
    serving: (deployment, target, at) =>
      at === undefined
        ? read("deployment = ? and target = ? and status = 'serving'", deployment, target).at(-1)
        : read(
            "deployment = ? and target = ? and served <= ? and (ended is null or ended > ?)",
            ...[deployment, target, at, at],
          ).at(-1),
    deployments: () =>
      database
        .all<{ deployment: string }>("select distinct deployment from releases order by 1")
        .map((row) => row.deployment),
  };
}

function start(database: Database, release: NewRelease, now: number): void {
  const { deployment, target, number, model, version, image, settings, who } = release;
  database.run(
    `update releases set status = 'refused', reason = 'it was interrupted', ended = ?
     where deployment = ? and target = ? and status = 'preparing'`,
    ...[now, deployment, target],
  );
  database.run(
    "insert or replace into releases values (?, ?, ?, ?, ?, ?, ?, 'preparing', null, ?, null, null, ?)",
    ...[deployment, target, number, model, version, image, JSON.stringify(settings), now, who],
  );
}

function serve(database: Database, key: ReleaseKey, before: "replaced" | "rolled_back", now: number): void {
  const { deployment, target, number } = key;
  database.run(
    `update releases set status = ?, ended = ? where deployment = ? and target = ? and status = 'serving' and number <> ?`,
    ...[before, now, deployment, target, number],
  );
  database.run(
    `update releases set status = 'serving', served = ?, ended = null, reason = null
     where deployment = ? and target = ? and number = ?`,
    ...[now, deployment, target, number],
  );
}

interface ReleaseRow extends ReleaseKey {
  readonly model: string;
  readonly version: number;
  readonly image: string;
  readonly settings: string;
  readonly status: ReleaseStatus;
  readonly reason: string | null;
  readonly started: number;
  readonly served: number | null;
  readonly ended: number | null;
  readonly who: string;
}

const releaseOf = (row: ReleaseRow): Release => ({
  deployment: row.deployment,
  target: row.target,
  number: row.number,
  model: row.model,
  version: row.version,
  image: row.image,
  settings: JSON.parse(row.settings) as unknown,
  who: row.who,
  status: row.status,
  started: row.started,
  ...(row.reason === null ? {} : { reason: row.reason }),
  ...(row.served === null ? {} : { served: row.served }),
  ...(row.ended === null ? {} : { ended: row.ended }),
});
