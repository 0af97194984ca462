import type { LogCursor, MonitorRecords, WindowEntry } from "../monitor-records.ts";
import type { Database } from "./database.ts";

export function monitorRecords(database: Database): MonitorRecords {
  return {
    state: (monitor) => {
      const row = database.get<{ state: string }>("select state from monitor_states where monitor = ?", monitor);
      return row === undefined ? undefined : (JSON.parse(row.state) as unknown);
    },
    cursors: (monitor) =>
      database
        .all<LogCursor>("select replica, file, offset from log_cursors where monitor = ? order by replica", monitor)
        .map(({ replica, file, offset }) => ({ replica, file, offset })),
    save: (monitor, { state, cursors, windows }) =>
      database.write(() => {
        database.run("insert or replace into monitor_states values (?, ?)", monitor, JSON.stringify(state));
        for (const { replica, file, offset } of cursors) {
          database.run("insert or replace into log_cursors values (?, ?, ?, ?)", monitor, replica, file, offset);
        }
        for (const { start, end, record } of windows) {
          const text = JSON.stringify(record);
          database.run("insert or replace into windows values (?, ?, ?, ?)", monitor, start, end, text);
        }
      }),
    windows: (monitor, { from = Number.MIN_SAFE_INTEGER, most = -1 } = {}) =>
      database
        .all<WindowRow>(
          "select start, end, record from windows where monitor = ? and start >= ? order by start desc limit ?",
          ...[monitor, from, most],
        )
        .map(windowOf)
        .reverse(),
    forget: (monitor) =>
      database.write(() => {
        for (const table of ["monitor_states", "log_cursors", "windows"])
          database.run(`delete from ${table} where monitor = ?`, monitor);
      }),
  };
}

interface WindowRow {
  readonly start: number;
  readonly end: number;
  readonly record: string;
}

const windowOf = ({ start, end, record }: WindowRow): WindowEntry => ({ start, end, record: JSON.parse(record) });
