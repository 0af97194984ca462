import type { Database } from "./database.ts";
import type { TrialRecord, TrialRecords } from "./registry.ts";

/** Trials of searches that have not ended: each is kept as soon as it is known, so that a kill costs one trial at most. */
export const trialRecords = (database: Database): TrialRecords => ({
  add: (executionKey, { index, state, trial, durationMilliseconds }) =>
    void database.write(() =>
      database.run(
        "insert or replace into trials values (?, ?, ?, ?, ?)",
        ...[executionKey, index, state, JSON.stringify(trial), durationMilliseconds],
      ),
    ),
  of: (executionKey) =>
    database.all<TrialRow>("select * from trials where execution = ? order by number", executionKey).map((row) => ({
      index: row.number,
      state: row.state,
      trial: JSON.parse(row.trial) as unknown,
      durationMilliseconds: row.duration,
    })),
});

interface TrialRow {
  readonly number: number;
  readonly state: TrialRecord["state"];
  readonly trial: string;
  readonly duration: number;
}
