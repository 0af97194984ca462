import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { createServer, readRequestLog, startServer } from "../../src/index.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";

const [, churn] = sampleModels();
const options = { model: churn!.model, version: "1", today: () => today, processMetrics: false };
const later = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

it("refuses while the event loop is late, says when to ask again, and answers when it is not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "pressure-"));
  const server = createServer({ ...options, limits: { lagMilliseconds: 300 }, requestLog: { folder } });
  await server.ready();
  const ask = () => server.inject({ method: "POST", url: "/predict", payload: goodRecord });
  expect((await ask()).statusCode).toBe(200);
  const end = performance.now() + 500;
  while (performance.now() < end);
  const refused = await ask();
  expect([refused.statusCode, refused.headers["retry-after"], refused.json().error.code]).toEqual([
    503,
    "1",
    "overloaded",
  ]);
  expect((await server.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(200);
  let answer = await ask();
  for (let turn = 0; turn < 100 && answer.statusCode !== 200; turn++) {
    await later(20);
    answer = await ask();
  }
  expect(answer.statusCode).toBe(200);
  await server.close();
  const { requests } = readRequestLog(readFileSync(join(folder, readdirSync(folder)[0]!)));
  expect(requests.map(({ status }) => status).slice(0, 2)).toEqual([200, 503]);
});

it("refuses requests beyond those in flight, and forgets those whose clients left", async () => {
  const running = await startServer({ ...options, limits: { inFlight: 3 } }, { port: 0, host: "127.0.0.1" });
  const ask = async (): Promise<number> => {
    const headers = { "content-type": "application/json", connection: "close" };
    const answer = await fetch(`${running.url}/predict`, { method: "POST", headers, body: JSON.stringify(goodRecord) });
    return answer.status;
  };
  const slow: Socket[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const socket = connect(running.port, "127.0.0.1");
    socket.write("POST /predict HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{");
    slow.push(socket);
  }
  let status = 200;
  while (status === 200) status = await ask();
  expect(status).toBe(503);
  for (const socket of slow) socket.destroy();
  while (status === 503) status = await ask();
  expect(status).toBe(200);
  await running.close();
});
