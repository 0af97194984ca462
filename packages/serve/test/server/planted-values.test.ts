import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { type LogEntry, startServer } from "../../src/index.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";
import { sendRaw } from "../send-raw.ts";

const [, churn] = sampleModels();
const planted = "planted-secret";

/** Every place where a client can put a value, with one planted there. */
const requests: readonly string[] = [
  request("POST", "/predict", JSON.stringify({ ...goodRecord, email: `${planted}@example.org` })),
  request(
    "POST",
    "/predict",
    JSON.stringify([
      { ...goodRecord, email: planted },
      { ...goodRecord, email: [planted] },
    ]),
  ),
  request("POST", "/predict?explain=true", JSON.stringify({ ...goodRecord, email: planted })),
  request("POST", "/predict", JSON.stringify({ ...goodRecord, [planted]: planted })),
  request("POST", "/predict", JSON.stringify({ ...goodRecord, age: planted })),
  request("POST", "/predict", `{"email":"${planted}`),
  request("POST", `/predict?explain=${planted}`, JSON.stringify(goodRecord)),
  request("GET", `/${planted}?mail=${planted}#${planted}`),
  request("GET", `/%zz${planted}`),
  request("GET", "/", "", `host: ${planted}.example.org`),
  request("GET", "/healthz", "", `x-request-id: ${planted} id\r\ncookie: ${planted}\r\nuser-agent: ${planted}`),
  request("GET", "/metrics", "", `x-forwarded-for: ${planted}\r\nauthorization: Basic ${planted}`),
  request("POST", "/predict", planted, `content-type: text/${planted}`),
  `${planted} / HTTP/1.1\r\nhost: x\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost x ${planted}\r\n\r\n`,
];

function request(method: string, path: string, body = "", header = "content-type: application/json"): string {
  const host = header.startsWith("host") ? "" : "host: x\r\n";
  const length = Buffer.byteLength(body);
  return `${method} ${path} HTTP/1.1\r\n${host}${header}\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

it("lets nothing that a client sent into its log lines, its request log or its metrics", async () => {
  const folder = mkdtempSync(join(tmpdir(), "planted-"));
  const lines: LogEntry[] = [];
  const options = {
    model: churn!.model,
    version: "1",
    today: () => today,
    log: (entry: LogEntry) => void lines.push(entry),
  };
  const running = await startServer({ ...options, requestLog: { folder } }, { port: 0, host: "127.0.0.1" });
  const statuses: number[][] = [];
  for (const bytes of requests)
    statuses.push([...(await sendRaw(running.port, { kind: "planted", bytes: Buffer.from(bytes) })).statuses]);
  expect(statuses).toEqual([
    [200],
    [422],
    [200],
    [422],
    [422],
    [400],
    [400],
    [404],
    [400],
    [200],
    [200],
    [200],
    [415],
    [400],
    [400],
  ]);
  const metrics = await (await fetch(`${running.url}/metrics`, { headers: { connection: "close" } })).text();
  await running.close();
  expect(lines.length).toBeGreaterThan(10);
  const kept = readFileSync(join(folder, readdirSync(folder)[0]!));
  expect(kept.includes("C-1")).toBe(true);
  for (const text of [JSON.stringify(lines), metrics, kept.toString("latin1")]) expect(text).not.toContain("planted");
});
