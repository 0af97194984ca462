/**
 * A reader of a log as a process that may be killed at any time: `node follow-and-store.mjs LOG STORE`. Each file that it puts
 * into STORE, under its final name in one act, holds the ids that it counted and the cursor behind them.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { folderLog, followRequestLog, type LogCursor, type LogSchema } from "../../src/index.ts";

const [log, store] = process.argv.slice(2) as [string, string];
mkdirSync(store, { recursive: true });
let place = readdirSync(store).filter((name) => name.endsWith(".json")).length;
let cursor: LogCursor | undefined =
  place === 0 ? undefined : JSON.parse(readFileSync(join(store, `${place}.json`), "utf8")).cursor;
const schemas = new Map<string, LogSchema>();
for (;;) {
  const followed = await followRequestLog(folderLog(log), cursor, schemas);
  const ids = followed.readings.flatMap(({ requests }) => requests.map(({ id }) => id));
  const { missed } = followed;
  if (ids.length > 0) {
    place++;
    writeFileSync(join(store, "next"), JSON.stringify({ ids, missed, cursor: followed.cursor }));
    renameSync(join(store, "next"), join(store, `${place}.json`));
  }
  cursor = followed.cursor;
  await delay(20);
}
