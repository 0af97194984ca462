import { expect, it } from "vitest";
import { type LogEntry, startServer } from "../../src/index.ts";
import { malformedRequests } from "../malformed-requests.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";
import { sendAll } from "../send-raw.ts";

const [, churn] = sampleModels();

it("answers 400 malformed requests without a 5xx, without getting stuck, and then a good one", async () => {
  const log: LogEntry[] = [];
  const options = {
    model: churn!.model,
    version: "1",
    today: () => today,
    log: (entry: LogEntry) => void log.push(entry),
  };
  const running = await startServer({ ...options, processMetrics: false }, { port: 0, host: "127.0.0.1" });
  const answers = await sendAll(running.port, malformedRequests(400, 5), 40);
  expect(answers.length).toBe(400);
  expect(answers.filter(({ stuck }) => stuck)).toEqual([]);
  expect(answers.filter(({ statuses }) => statuses.some((status) => status >= 500))).toEqual([]);
  expect(log.filter(({ level }) => level !== "info")).toEqual([]);
  const statuses = new Set(answers.flatMap((answer) => answer.statuses));
  for (const status of [400, 404, 405, 413, 415, 422, 431]) expect(statuses).toContain(status);
  const good = await fetch(`${running.url}/predict`, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify(goodRecord),
  });
  expect(good.status).toBe(200);
  await running.close();
});
