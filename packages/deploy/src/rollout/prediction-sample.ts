import { followRequestLog, type LogCursor, recordOutcome } from "@mlopsc/serve";
import type { DeploymentName } from "../deployment.ts";
import { done, type Outcome } from "../outcome.ts";
import type { LogSegment } from "../platform/logs.ts";
import type { Platform } from "../platform/platform.ts";

/** What a release predicted in a while. */
export interface PredictionSample {
  readonly predictions: number;
  /** Of a number, or of the second of two classes its probability; empty of more classes. */
  readonly values: readonly number[];
  /** How often each class was answered; empty of a number. */
  readonly classes: readonly number[];
}

/** Follows the request log of a release from now on. Each call reads what was added since the last, and gives all so far. */
export async function followPredictions(
  platform: Platform,
  name: DeploymentName,
  release: number,
  since: number,
): Promise<Outcome<() => Promise<Outcome<PredictionSample>>>> {
  const before = await ownSegments(platform, name, release);
  if (!before.ok) return before;
  const known = new Map(before.value.map(({ replica, file, size }) => [`${replica}/${file}`, size]));
  const cursors = new Map<string, LogCursor>();
  const [values, classes]: [number[], number[]] = [[], []];
  let predictions = 0;
  return done(async () => {
    const listed = await ownSegments(platform, name, release);
    if (!listed.ok) return listed;
    // Those that did not grow hold nothing of the time that is asked about.
    const grown = listed.value.filter(({ replica, file, size }) => known.get(`${replica}/${file}`) !== size);
    for (const replica of new Set(grown.map((segment) => segment.replica))) {
      const own = grown.filter((segment) => segment.replica === replica);
      const source = {
        segments: async () => own.map(({ file }) => file),
        read: async (file: string, offset: number) => {
          const bytes = await platform.readSegment(name, { replica, file }, offset);
          return bytes.ok ? bytes.value : undefined;
        },
      };
      const followed = await followRequestLog(source, cursors.get(replica));
      if (followed.cursor !== undefined) cursors.set(replica, followed.cursor);
      for (const { requests, columns, schema } of followed.readings) {
        const many = (schema?.classes.length ?? 0) > 2;
        for (const { from, to, time } of requests) {
          for (let row = time < since ? to : from; row < to; row++) {
            if (columns.outcomes[row] !== recordOutcome.predicted) continue;
            predictions++;
            const label = columns.labels[row] as number;
            if (many) classes[label] = (classes[label] ?? 0) + 1;
            else values.push(columns.values[row] as number);
          }
        }
      }
    }
    return done({ predictions, values, classes });
  });
}

async function ownSegments(
  platform: Platform,
  name: DeploymentName,
  release: number,
): Promise<Outcome<readonly LogSegment[]>> {
  const listed = await platform.logSegments(name);
  return listed.ok ? done(listed.value.filter(({ replica }) => replica.startsWith(`r${release}-`))) : listed;
}
