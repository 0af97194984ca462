import type { TrialRecord, TrialRecords } from "../trial-records.ts";
import type { Database } from "./database.ts";

/** Trials of searches: each is kept as soon as it is known, so that a kill costs one trial at most. */
export const trialRecords = (database: Database): TrialRecords => ({
  add: (executionKey, { index, state, trial, durationMilliseconds, started, folds }) =>
    void database.write(() =>
      database.run(
        "insert or replace into trials values (?, ?, ?, ?, ?, ?, ?)",
        ...[executionKey, index, state, JSON.stringify(trial), durationMilliseconds],
        ...[started ?? null, folds === undefined ? null : JSON.stringify(folds)],
      ),
    ),
  of: (executionKey) =>
    database.all<TrialRow>("select * from trials where execution = ? order by number", executionKey).map(trialRecord),
});

interface TrialRow {
  readonly number: number;
  readonly state: TrialRecord["state"];
  readonly trial: string;
  readonly duration: number;
  readonly started: number | null;
  readonly folds: string | null;
}

const trialRecord = ({ number, state, trial, duration, started, folds }: TrialRow): TrialRecord => ({
  index: number,
  state,
  trial: JSON.parse(trial) as unknown,
  durationMilliseconds: duration,
  ...(started === null ? {} : { started }),
  ...(folds === null ? {} : { folds: JSON.parse(folds) as Record<string, number>[] }),
});
