import { once } from "node:events";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { expect, it } from "vitest";
import { startServer } from "../../src/index.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";

const [payments] = sampleModels();
const options = { model: payments!.model, version: "1", today: () => today, processMetrics: false };

it("serves over a socket, and answers what is in flight before it closes", async () => {
  const stop = new AbortController();
  const running = await startServer(options, { port: 0, host: "127.0.0.1", signal: stop.signal });
  const body = JSON.stringify(goodRecord);
  const length = Buffer.byteLength(body);
  // The interim answer shows that the server has begun with the request.
  const head = `POST /predict HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  const socket = connect(running.port, "127.0.0.1");
  let answer = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(head + body.slice(0, 20));
  await once(socket, "data");
  expect(answer).toBe("HTTP/1.1 100 Continue\r\n\r\n");
  answer = "";
  stop.abort();
  await new Promise((resolve) => setTimeout(resolve, 60));
  socket.write(body.slice(20));
  await Promise.all([running.closed, once(socket, "close")]);
  expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
  expect(answer).toContain('"prediction":');
  await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
});

it("loses no request of clients that keep their connections busy", async () => {
  const running = await startServer(options, { port: 0, host: "127.0.0.1" });
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const ended: string[] = [];
  let answered = 0;
  const client = async (): Promise<void> => {
    for (;;) {
      const end = await ask(agent, running.port);
      if (end !== "200") return void ended.push(end);
      answered++;
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, client));
  // However slow the machine: once all are busy.
  while (answered <= 50) await new Promise((resolve) => setTimeout(resolve, 5));
  await running.close();
  await clients;
  agent.destroy();
  // Each ended by finding nobody there, none with a request lost on a connection that it had kept.
  expect(ended).toEqual(new Array(8).fill("not connected"));
});

/** The status of an answer, or how it failed. */
function ask(agent: Agent, port: number): Promise<string> {
  return new Promise((resolve) => {
    const headers = { "content-type": "application/json" };
    const sent = request({ agent, port, host: "127.0.0.1", method: "POST", path: "/predict", headers }, (answer) => {
      answer.resume().once("end", () => resolve(String(answer.statusCode)));
    });
    sent.once("error", () => resolve(sent.reusedSocket ? "lost on a kept connection" : "not connected"));
    sent.end(JSON.stringify(goodRecord));
  });
}

it("says that it drains before it closes", async () => {
  const running = await startServer(options, { port: 0, host: "127.0.0.1", drainMilliseconds: 2000 });
  const closing = running.close();
  const answer = await fetch(`${running.url}/readyz`);
  expect([answer.status, await answer.json()]).toEqual([503, { status: "draining" }]);
  await closing;
});

it("rejects where the port is taken", async () => {
  const first = await startServer(options, { port: 0, host: "127.0.0.1" });
  await expect(startServer(options, { port: first.port, host: "127.0.0.1" })).rejects.toThrow(/EADDRINUSE/);
  await first.close();
});
