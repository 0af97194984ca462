import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type LogSchema, openRequestLog } from "../../src/index.ts";
import { attemptText, isEarlierAttempt, readAttempt } from "../../src/log/attempt.ts";
import type { LoggedRequest } from "../../src/log/logged-request.ts";
import { readRequestLog } from "../../src/log/read-request-log.ts";

const schema: LogSchema = {
  ...{ format: "mlopsc-request-log", version: 2, release: "1", model: { name: "m", version: "1" } },
  ...{ task: "regression", classes: [], columns: [], keys: [] },
};

it("is written in a header and read from it, and nothing else is", () => {
  expect(readAttempt(attemptText({ number: 3, milliseconds: 12.2 }))).toEqual({ number: 3, milliseconds: 13 });
  for (const text of [undefined, "", "2", "1; 5", "0; 5", "2; -1", "2; 1e3", "99999; 1", ["2; 1"]])
    expect(readAttempt(text)).toBeUndefined();
});

it("comes back from the log, and is absent of a request that was sent once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "attempts-"));
  const log = openRequestLog(schema, { folder });
  const attempt = { number: 2, milliseconds: 1_000_000 };
  const requests = [{ id: "a", attempt }, { id: "b" }];
  await Promise.all(
    requests.map(
      (each) => new Promise<void>((written) => log.add({ time: 1, status: 503, ...each }, () => 1, written)),
    ),
  );
  log.close();
  const read = readRequestLog(readFileSync(join(folder, "000001.mlog"))).requests;
  expect(read.map((each) => [each.id, each.attempt])).toEqual([
    ["a", attempt],
    ["b", undefined],
  ]);
});

it("makes one request of entries with one id that fell within the time for which the front had it", () => {
  const entry = (id: string, time: number, number: number, milliseconds = 2000): LoggedRequest => ({
    ...{ id, time, release: "1", status: 200, milliseconds: 1, from: 0, to: 0, problems: [] },
    ...(number === 1 ? {} : { attempt: { number, milliseconds } }),
  });
  const retried = entry("a", 10_000, 2);
  expect(isEarlierAttempt(entry("a", 9000, 1), retried)).toBe(true);
  expect(isEarlierAttempt(entry("a", 9000, 2), entry("a", 10_000, 3))).toBe(true);
  expect(isEarlierAttempt(entry("b", 9000, 1), retried)).toBe(false);
  expect(isEarlierAttempt(entry("a", 7000, 1), retried)).toBe(false);
  expect(isEarlierAttempt(entry("a", 12_000, 1), retried)).toBe(false);
  expect(isEarlierAttempt(retried, retried)).toBe(false);
  expect(isEarlierAttempt(retried, entry("a", 10_000, 1))).toBe(false);
});
