import type { ApplyEvent, ApplyRecord, ApplyRecords, ApplyStatus } from "../apply-records.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "./database.ts";

/** The chronicle: who applied when, and what was told meanwhile. No result depends on it. */
export function applyRecords(database: Database, clock: Clock): ApplyRecords {
  return {
    start: (who, counts) =>
      database.write(() => {
        // Only the holder of the writer's lock starts, so whoever still "runs" was killed.
        database.run("update applies set status = 'interrupted', ended = ? where status = 'running'", clock());
        database.run(
          "insert into applies (who, started, status, counts) values (?, ?, 'running', ?)",
          ...[who, clock(), JSON.stringify(counts)],
        );
        return database.get<{ id: number }>("select max(id) as id from applies")!.id;
      }),
    end: (id, status) =>
      void database.write(() =>
        database.run("update applies set status = ?, ended = ? where id = ?", status, clock(), id),
      ),
    note: (id, { time, address, event, message }) =>
      void database.write(() =>
        database.run("insert into events values (?, ?, ?, ?, ?)", id, time, address, event, message),
      ),
    list: (limit = 100) => database.all<ApplyRow>("select * from applies order by id desc limit ?", limit).map(apply),
    events: (id) =>
      database
        .all<ApplyEvent>("select time, address, event, message from events where apply = ? order by rowid", id)
        .map(({ time, address, event, message }) => ({ time, address, event, message })),
  };
}

interface ApplyRow {
  readonly id: number;
  readonly who: string;
  readonly started: number;
  readonly ended: number | null;
  readonly status: ApplyStatus;
  readonly counts: string;
}

const apply = (row: ApplyRow): ApplyRecord => ({
  id: row.id,
  who: row.who,
  started: row.started,
  status: row.status,
  counts: JSON.parse(row.counts) as Record<string, number>,
  ...(row.ended === null ? {} : { ended: row.ended }),
});
