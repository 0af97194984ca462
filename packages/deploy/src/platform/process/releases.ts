import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ReleaseSpec } from "../platform.ts";
import type { Places } from "./places.ts";
import { replicaName } from "./places.ts";
import { writeJson } from "./write-whole.ts";

/** What a release was started with, put down before any of it runs. Its API key is not. */
export interface ReleaseRecord extends Omit<ReleaseSpec, "apiKey"> {
  readonly version: string;
  /** The port of each replica: it keeps it when it is started anew, so that routes stay right. */
  readonly ports: readonly number[];
}

const fileOf = (places: Places, release: number): string => join(places.releases, `${release}.json`);

export const writeRelease = (places: Places, record: ReleaseRecord): Promise<void> =>
  writeJson(fileOf(places, record.release), record);

export const readRelease = (places: Places, release: number): Promise<ReleaseRecord | undefined> =>
  readFile(fileOf(places, release), "utf8").then(
    (text) => JSON.parse(text) as ReleaseRecord,
    () => undefined,
  );

export const forgetRelease = (places: Places, release: number): Promise<void> =>
  rm(fileOf(places, release), { force: true });

/** Ascending by number. */
export async function readReleases(places: Places): Promise<readonly ReleaseRecord[]> {
  const names = await readdir(places.releases).catch(() => []);
  const numbers = names.flatMap((name) => (/^\d+\.json$/.test(name) ? [Number.parseInt(name, 10)] : []));
  const records = await Promise.all(numbers.sort((one, other) => one - other).map((each) => readRelease(places, each)));
  return records.filter((record) => record !== undefined);
}

/** The file in which a replica's process puts down who it is. */
export const recordFileOf = (places: Places, release: number, replica: number): string =>
  join(places.releases, `${replicaName(release, replica)}.process`);
