import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createProcessPlatform, type DeploymentName, type Outcome, type Platform } from "@mlopsc/deploy";
import { type LogSchema, openRequestLog, readRequestLog } from "@mlopsc/serve";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { freePort } from "../../../deploy/test/platform/local-requests.ts";
import { release } from "../../../deploy/test/platform/platform-contract.ts";
import { sampleBundle } from "../../../deploy/test/sample-bundle.ts";
import { goodRecord } from "../../../serve/test/sample-models.ts";
import { newRequests } from "../../src/operate/new-requests.ts";
import type { LogCursor } from "../../src/registry/monitor-records.ts";

const name: DeploymentName = { project: "p", deployment: "api", target: "here" };

let folder: string;
let platform: Platform;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "mlopsc-repeats-"));
  platform = createProcessPlatform({ folder });
});

function got<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(JSON.stringify(outcome.problems));
}

/** The server, of which replica 1 is killed right behind a write to its log: before what it wrote down is answered. */
async function fragileBundle() {
  const bundle = await sampleBundle("1");
  const prelude = `{
    const fs = require("node:fs"), { writeSync } = fs;
    let writes = 0;
    fs.writeSync = (...words) => {
      const written = writeSync(...words);
      if (process.argv.some((word) => word.endsWith("r1-1")) && ++writes === 8) process.kill(process.pid, "SIGKILL");
      return written;
    };
  }
`;
  return { ...bundle, files: { ...bundle.files, server: Buffer.concat([Buffer.from(prelude), bundle.files.server]) } };
}

/** All entries as they stand in the logs. */
async function entries(): Promise<readonly string[]> {
  const segments = got(await platform.logSegments(name));
  const read = await Promise.all(segments.map((segment) => platform.readSegment(name, segment, 0)));
  return read.flatMap((bytes) => readRequestLog(got(bytes)).requests.map(({ id }) => id));
}

test("a request counts once where a replica is killed between its log and its answer, and another answers", async () => {
  const { image } = got(await platform.install(name, await fragileBundle(), { base: "node:20-slim" }));
  onTestFinished(async () => void (await platform.uninstall(name, { keepLogs: false })));
  const port = await freePort();
  got(await platform.ensureFront(name, { port, image }));
  const replicas = got(await platform.startRelease(name, release(1, image, { replicas: 2 })));
  const backends = replicas.map(({ address }) => address as string);
  got(await platform.setRoutes(name, [{ release: 1, share: 1, backends }]));
  const ids = Array.from({ length: 200 }, (_, at) => `request-${at}`);
  const queue = ids.values();
  const client = async (): Promise<void> => {
    for (const id of queue) {
      const headers = { "content-type": "application/json", "x-request-id": id, "mlopsc-attempt": "7; 9000" };
      const answer = await fetch(`http://127.0.0.1:${port}/predict`, {
        ...{ method: "POST", headers, body: JSON.stringify(goodRecord) },
      });
      expect(answer.status).toBe(200);
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  const logged = await entries();
  expect(logged.length).toBeGreaterThan(ids.length);
  expect(new Set(logged)).toEqual(new Set(ids));
  const { readings } = got(await newRequests(platform, name, []));
  const counted = readings.flatMap(({ requests }) => requests.map(({ id }) => id));
  expect(counted.toSorted()).toEqual(ids.toSorted());
});

const schema: LogSchema = {
  ...{ format: "mlopsc-request-log", version: 2, release: "1", model: { name: "m", version: "1" } },
  ...{ task: "regression", classes: [], columns: [], keys: [] },
};

interface Entry {
  readonly id: string;
  readonly time: number;
  readonly attempt?: { readonly number: number; readonly milliseconds: number };
}

async function logged(replica: string, ...requests: readonly Entry[]): Promise<void> {
  const log = openRequestLog(schema, { folder: join(folder, "here/api/logs", replica) });
  await Promise.all(
    requests.map((request) => new Promise<void>((written) => log.add({ ...request, status: 200 }, () => 1, written))),
  );
  log.close();
}

async function looked(cursors: readonly LogCursor[] = []) {
  const read = got(await newRequests(platform, name, cursors));
  const told = read.readings.flatMap(({ requests }) => requests.map(({ id, time }) => `${id} ${time}`));
  return { told, cursors: read.cursors };
}

const now = 1_700_000_000_000;
const again = { number: 2, milliseconds: 300 };

test("whichever log is read first, and in whichever look", async () => {
  await logged("r1-2", { id: "a", time: now, attempt: again });
  await logged("r1-1", { id: "a", time: now - 200 });
  const first = await looked();
  expect(first.told).toEqual([`a ${now - 200}`]);
  await logged("r1-1", { id: "b", time: now });
  const second = await looked(first.cursors);
  expect(second.told).toEqual([`b ${now}`]);
  await logged("r1-2", { id: "b", time: now + 100, attempt: again });
  expect((await looked(second.cursors)).told).toEqual([]);
});

test("of three attempts the first that was logged counts", async () => {
  await logged("r1-2", { id: "a", time: now, attempt: again });
  await logged("r1-3", { id: "a", time: now + 10, attempt: { number: 3, milliseconds: 310 } });
  expect((await looked()).told).toEqual([`a ${now}`]);
});

test("an attempt that only refused the connection, and an id that a client uses again, take nothing away", async () => {
  await logged("r1-1", { id: "a", time: now - 20_000 }, { id: "b", time: now - 10 });
  await logged("r1-2", { id: "a", time: now, attempt: again }, { id: "b", time: now });
  expect((await looked()).told).toEqual([`a ${now - 20_000}`, `b ${now - 10}`, `a ${now}`, `b ${now}`]);
});
