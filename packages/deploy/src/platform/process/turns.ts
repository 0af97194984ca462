import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { presenceFile } from "@mlopsc/serve";
import { runningProcess } from "./own-process.ts";
import { type Places, replicaName } from "./places.ts";
import { readRelease, recordFileOf } from "./releases.ts";
import { writeWhole } from "./write-whole.ts";

/** The log folders of those that run of a release. */
export async function runningLogs(places: Places, release: number): Promise<readonly string[]> {
  const replicas = ((await readRelease(places, release))?.ports ?? []).map((_, index) => index + 1);
  return replicas
    .filter((replica) => runningProcess(recordFileOf(places, release, replica)) !== undefined)
    .map((replica) => logFolderOf(places, release, replica));
}

export const logFolderOf = (places: Places, release: number, replica: number): string =>
  join(places.logs, replicaName(release, replica));

export const afterFileOf = (places: Places, release: number, replica: number): string =>
  join(logFolderOf(places, release, replica), "after");

/** What an earlier process of the same number left there says nothing of the next. */
export async function putInLine(
  places: Places,
  release: number,
  replica: number,
  before: readonly string[],
): Promise<void> {
  await rm(join(logFolderOf(places, release, replica), presenceFile), { force: true });
  const afterFile = afterFileOf(places, release, replica);
  if (before.length > 0) await writeWhole(afterFile, before.join("\n"));
  else await rm(afterFile, { force: true });
}

/** Whether it runs and waits: those before may end. */
export const waitsInLine = (places: Places, release: number, replica: number): boolean =>
  existsSync(join(logFolderOf(places, release, replica), presenceFile));
