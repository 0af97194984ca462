import { afterAll, expect, it } from "vitest";
import { apiKeysIn, createServer } from "../../src/index.ts";
import { goodRecord, sampleModels, today } from "../sample-models.ts";

const [, churn] = sampleModels();
const server = createServer({
  ...{ model: churn!.model, version: "1", today: () => today, processMetrics: false },
  apiKeys: apiKeysIn("new-key \n\n old-key\n"),
});
afterAll(() => server.close());

const ask = (headers: Record<string, string>, method: "GET" | "POST" = "POST", url = "/predict") =>
  server.inject({ method, url, headers, ...(method === "POST" ? { payload: goodRecord } : {}) });

it.each([
  ["Bearer", { authorization: "Bearer new-key" }],
  ["bearer, in small letters", { authorization: "bearer old-key" }],
  ["x-api-key", { "x-api-key": "old-key" }],
])("answers to a key as %s", async (_, headers) => {
  expect((await ask(headers as Record<string, string>)).statusCode).toBe(200);
});

it.each([
  ["no key", {}],
  ["another key", { authorization: "Bearer other-key" }],
  ["a part of one", { "x-api-key": "new" }],
  ["one with more behind it", { "x-api-key": "new-key2" }],
  ["two at once", { "x-api-key": "new-key,old-key" }],
  ["another scheme", { authorization: "Basic new-key" }],
  ["nothing in it", { authorization: "Bearer ", "x-api-key": "" }],
])("refuses %s", async (_, headers) => {
  const answer = await ask(headers as Record<string, string>);
  expect([answer.statusCode, answer.json().error.code]).toEqual([401, "unauthorized"]);
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
});

it("leaves open what is asked by those who run it, and nothing else", async () => {
  for (const url of ["/healthz", "/readyz", "/metrics"]) expect((await ask({}, "GET", url)).statusCode).toBe(200);
  for (const url of ["/", "/openapi.json", "/nowhere", "/predict"])
    expect((await ask({}, "GET", url)).statusCode).toBe(401);
  const { security } = (await ask({ "x-api-key": "new-key" }, "GET", "/openapi.json")).json();
  expect(security).toEqual([{ bearer: [] }, { apiKey: [] }]);
});
