import type { Clock } from "../clock.ts";
import type { Decision, DecisionRecords } from "../decision-records.ts";
import type { Database } from "./database.ts";

/** Only ever added to. */
export function decisionRecords(database: Database, clock: Clock): DecisionRecords {
  return {
    add: ({ time = clock(), subject, event, message, detail }) =>
      void database.write(() =>
        database.run(
          "insert into decisions (time, subject, event, message, detail) values (?, ?, ?, ?, ?)",
          ...[time, subject, event, message, JSON.stringify(detail ?? null)],
        ),
      ),
    list: ({ subject, until = Number.MAX_SAFE_INTEGER } = {}) =>
      database
        .all<DecisionRow>(
          "select * from decisions where time <= ? and (? = '' or subject = ? or subject like ? || '/%') order by id",
          ...[until, subject ?? "", subject ?? "", subject ?? ""],
        )
        .map(decisionOf),
  };
}

type DecisionRow = Omit<Decision, "detail"> & { readonly detail: string };

const decisionOf = ({ time, subject, event, message, detail }: DecisionRow): Decision => ({
  time,
  subject,
  event,
  message,
  detail: JSON.parse(detail) as unknown,
});
