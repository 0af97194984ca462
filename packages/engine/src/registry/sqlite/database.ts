import { existsSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import Libsql from "libsql";

/** What is needed of SQLite: statements that are prepared once, and transactions that write or do not. */
export interface Database {
  run(sql: string, ...parameters: readonly SqlValue[]): { readonly changes: number };
  get<Row>(sql: string, ...parameters: readonly SqlValue[]): Row | undefined;
  all<Row>(sql: string, ...parameters: readonly SqlValue[]): Row[];
  exec(sql: string): void;
  /** All or nothing, and nobody else writes meanwhile. One inside another is part of it. */
  write<Result>(work: () => Result): Result;
  close(): void;
}

export type SqlValue = string | number | null;

/** Opens a file, or `:memory:`. Throws what SQLite throws. */
export function openDatabase(file: string): Database {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  const connection = new Libsql(file, { timeout: 10_000 });
  const database = databaseOn(connection, ["journal_mode = WAL", "synchronous = FULL"]);
  return { ...database, close: () => closeWhole(connection) };
}

/** Opens a file that is there, to look at it: what writes fails at once, and nobody is waited for long. */
export function readDatabase(file: string): Database {
  // SQLite would make it.
  if (!existsSync(file)) throw new Error("it is not there");
  return databaseOn(new Libsql(file, { timeout: 100 }), ["query_only = ON"]);
}

function databaseOn(connection: Connection, settings: readonly string[]): Database {
  try {
    for (const setting of settings) connection.pragma(setting);
    connection.pragma("foreign_keys = ON");
  } catch (failure) {
    connection.close();
    throw failure;
  }
  const statement = preparedOnce(connection);
  return {
    run: (sql, ...parameters) => ({ changes: statement(sql).run(parameters).changes }),
    get: <Row>(sql: string, ...parameters: readonly SqlValue[]) => statement(sql).get(parameters) as Row | undefined,
    all: <Row>(sql: string, ...parameters: readonly SqlValue[]) => statement(sql).all(parameters) as Row[],
    exec: (sql) => void connection.exec(sql),
    write: (work) => (connection.inTransaction ? work() : inTransaction(connection, work)),
    close: () => void connection.close(),
  };
}

type Connection = InstanceType<typeof Libsql>;

/**
 * Nothing stays behind in the journal. The library alone would carry it over when the last statement is collected: so much
 * later that it looks as if somebody had written.
 */
function closeWhole(connection: Connection): void {
  try {
    connection.pragma("wal_checkpoint(TRUNCATE)");
  } catch {
    // On a full disk, say. What is written is safe in the journal: whoever opens next reads it there.
  }
  connection.close();
}

function preparedOnce(connection: Connection): (sql: string) => ReturnType<Connection["prepare"]> {
  const prepared = new Map<string, ReturnType<Connection["prepare"]>>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const fresh = connection.prepare(sql);
    prepared.set(sql, fresh);
    return fresh;
  };
}

/** Not the library's own: that one loses the first error where the rollback fails too, as it does on a full disk. */
function inTransaction<Result>(connection: Connection, work: () => Result): Result {
  connection.exec("begin immediate");
  try {
    const result = work();
    connection.exec("commit");
    return result;
  } catch (failure) {
    if (connection.inTransaction) connection.exec("rollback");
    throw failure;
  }
}
