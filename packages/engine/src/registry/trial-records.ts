import type { Database } from "./database.ts";
import type { TrialRecord, TrialRecords } from "./registry.ts";

/** Trials of searches that have not ended: each is kept as soon as it is known, so that a kill costs one trial at most. */
export const trialRecords = (database: Database): TrialRecords => ({
  add: (executionKey, { index, assignment, scores, state, durationMilliseconds }) =>
    void database.write(() =>
      database.run(
        "insert or replace into trials values (?, ?, ?, ?, ?, ?)",
        ...[executionKey, index, JSON.stringify(assignment), JSON.stringify(scores), state, durationMilliseconds],
      ),
    ),
  of: (executionKey) =>
    database.all<TrialRow>("select * from trials where execution = ? order by number", executionKey).map((row) => ({
      index: row.number,
      assignment: JSON.parse(row.assignment) as unknown,
      scores: JSON.parse(row.scores) as number[],
      state: row.state,
      durationMilliseconds: row.duration,
    })),
});

interface TrialRow {
  readonly number: number;
  readonly assignment: string;
  readonly scores: string;
  readonly state: TrialRecord["state"];
  readonly duration: number;
}
