import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import type { Clock } from "../clock.ts";
import type { LockHolder, WriterLock } from "../writer-lock.ts";
import type { Database } from "./database.ts";

/**
 * One apply at a time, over all processes that see the file. The row names a process and when that process started, so
 * that neither a dead holder nor another process that got its number later keeps anyone out.
 */
export function writerLock(database: Database, clock: Clock): WriterLock {
  const token = randomUUID();
  const row = () => database.get<LockRow>("select * from writer_lock");
  return {
    acquire: (who) =>
      database.write(() => {
        const held = row();
        if (held !== undefined && held.token !== token && isAlive(held)) return holderOf(held);
        const { pid } = process;
        database.run(
          "insert or replace into writer_lock values (1, ?, ?, ?, ?, ?, ?)",
          ...[token, who, hostname(), pid, processStart(pid), clock()],
        );
        return undefined;
      }),
    release: () => void database.write(() => database.run("delete from writer_lock where token = ?", token)),
    holder: () => {
      const held = row();
      return held !== undefined && isAlive(held) ? holderOf(held) : undefined;
    },
    break: () => void database.write(() => database.run("delete from writer_lock")),
  };
}

interface LockRow {
  readonly token: string;
  readonly who: string;
  readonly host: string;
  readonly process: number;
  readonly process_started: string;
  readonly since: number;
}

const holderOf = (row: LockRow): LockHolder => ({
  who: row.who,
  host: row.host,
  process: row.process,
  since: row.since,
});

/** Of another host nothing can be known: its holder counts as alive until a person breaks the lock. */
function isAlive(row: LockRow): boolean {
  if (row.host !== hostname()) return true;
  try {
    process.kill(row.process, 0);
  } catch (failure) {
    return (failure as NodeJS.ErrnoException).code === "EPERM";
  }
  return processStart(row.process) === row.process_started;
}

/** Clock ticks from boot to the start of a process, with the boot's id; empty where the system does not tell. */
function processStart(pid: number): string {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const status = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything: count from after it. Field 22 of proc(5).
    return `${boot}/${status.slice(status.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return "";
  }
}
