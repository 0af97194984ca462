import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { describeOutbox } from "../../../monitor/test/channels/outbox-contract.ts";
import { startReceiver } from "../../../monitor/test/channels/receiver.ts";
import { sampleNotification } from "../../../monitor/test/channels/sample-notification.ts";
import { openRegistry, type SqliteRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { bundledFile } from "../compute/worker-file.ts";

const newFile = (): string => join(mkdtempSync(join(tmpdir(), "mlopsc-test-")), "registry.db");

function opened(file: string): SqliteRegistry {
  const { registry, problem } = openRegistry(file, () => 0);
  if (problem !== undefined) throw new Error(problem.message);
  return registry;
}

describeOutbox("an outbox in the registry", () => opened(":memory:").outbox);

test("what is decided and what is to be told of it are kept together, or not at all", () => {
  const { database, outbox } = opened(":memory:");
  database.exec("create table decided (key text) strict");
  const decide = (isWell: boolean): void =>
    database.write(() => {
      database.run("insert into decided values ('drifted')");
      outbox.add([{ channel: "team", notification: sampleNotification() }], 0);
      if (!isWell) throw new Error("the disk is full");
    });
  expect(() => decide(false)).toThrow("the disk is full");
  expect([outbox.list(), database.all("select * from decided")]).toEqual([[], []]);
  decide(true);
  expect([outbox.list().length, database.all("select * from decided").length]).toEqual([1, 1]);
});

test("over twelve kills all that was decided is told, in order, and nothing else", async () => {
  const [file, incidents, kills] = [newFile(), 120, 12];
  // One in five is turned away at first; at every other kill the message was taken, and the answer is lost.
  const isLost = (at: number): boolean => at < 15 * kills && at % 30 === 14;
  const isBusy = (at: number): boolean => at < 200 && at % 5 === 2;
  const answers = Array.from({ length: 1000 }, (_, at) =>
    isLost(at) ? "silence" : { status: isBusy(at) ? 503 : 200 },
  );
  const receiver = await startReceiver(answers);
  const script = fileURLToPath(await bundledFile("test/fixtures/tell-alerts.ts"));
  const run = (killAt: number): Promise<NodeJS.Signals | null> => {
    const child = spawn(process.execPath, [script, file, receiver.url, String(incidents)], { stdio: "inherit" });
    // After so many messages, so that each kill comes in the middle of the work, however fast the machine is.
    const timer = setInterval(() => {
      if (receiver.received.length >= killAt) child.kill("SIGKILL");
    }, 1);
    return new Promise((resolve) => {
      child.once("exit", (_code, signal) => {
        clearInterval(timer);
        resolve(signal);
      });
    });
  };
  let killed = 0;
  for (let kill = 1; kill <= kills; kill++) if ((await run(15 * kill)) === "SIGKILL") killed++;
  expect(killed).toBe(kills);
  expect(await run(Number.POSITIVE_INFINITY)).toBeNull();

  const { database, outbox } = opened(file);
  const decided = database.all<{ key: string }>("select key from decided").map(({ key }) => key);
  expect(decided).toHaveLength(2 * incidents);
  expect(outbox.list(1000).filter(({ state }) => state !== "sent")).toEqual([]);
  const keys = receiver.received.map(({ body }) => (JSON.parse(body) as { key: string }).key);
  expect(new Set(keys)).toEqual(new Set(decided));
  for (let at = 0; at < incidents; at++) {
    expect(keys.indexOf(`incident-${at}/firing`)).toBeLessThan(keys.indexOf(`incident-${at}/resolved`));
  }
  // Twice only what was on its way when a kill came, and that for sure.
  const taken = keys.filter((_, at) => !isBusy(at)).length;
  expect(taken - decided.length).toBeGreaterThanOrEqual(kills / 2);
  expect(taken - decided.length).toBeLessThanOrEqual(kills);
});
