import { afterAll, describe, expect, it } from "vitest";
import { createServer, type LogEntry } from "../../src/index.ts";
import { goodRecord, linearModel, sampleModels, today } from "../sample-models.ts";

const log: LogEntry[] = [];
const [, churn] = sampleModels();
const server = createServer({
  model: churn!.model,
  version: "7",
  today: () => today,
  limits: { records: 50, bodyBytes: 20_000 },
  log: (entry) => void log.push(entry),
});
afterAll(() => server.close());

const send = async (payload: unknown, headers: Record<string, string> = {}) => {
  const response = await server.inject({
    method: "POST",
    url: "/predict",
    headers: { "content-type": "application/json", ...headers },
    payload: typeof payload === "string" || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
};

describe("forms of a request", () => {
  it("answers one record with one prediction", async () => {
    const { status, body } = await send(goodRecord);
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["prediction", "probability", "probabilities", "model"]);
    expect(typeof body.prediction).toBe("boolean");
    expect(Object.keys(body.probabilities)).toEqual(["false", "true"]);
    expect(body.model).toEqual({ name: "churn", version: "7" });
  });

  it("answers an array, and an object of records, with a list in the same order", async () => {
    const old = { ...goodRecord, age: 120, constructor: 2000 };
    const single = [(await send(goodRecord)).body.prediction, (await send(old)).body.prediction];
    expect(single).toEqual([false, true]);
    for (const form of [[goodRecord, old], { records: [goodRecord, old] }]) {
      const { status, body } = await send(form);
      expect(status).toBe(200);
      expect(body.predictions.map((entry: { prediction: boolean }) => entry.prediction)).toEqual(single);
    }
    expect((await send([])).body).toEqual({ predictions: [], model: { name: "churn", version: "7" } });
  });

  it("names the filter to a record out of scope, and answers the others beside it", async () => {
    const away = { ...goodRecord, segment: "professional" };
    const { status, body } = await send(away);
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: "out_of_scope", filter: 'segment != "professional"' });
    const many = await send([away, goodRecord]);
    expect(many.status).toBe(200);
    expect(many.body.predictions[0]).toEqual({ out_of_scope: 'segment != "professional"' });
    expect(many.body.predictions[1]).toHaveProperty("prediction");
  });

  it("names the features that a record lacks to a model that takes no gaps", async () => {
    const line = createServer({ model: linearModel(), version: "1", today: () => today, processMetrics: false });
    const post = async (payload: object) => (await line.inject({ method: "POST", url: "/predict", payload })).json();
    const gap = { ...goodRecord, constructor: null };
    expect((await post(gap)).error).toMatchObject({ code: "incomplete", columns: ["constructor"] });
    const { predictions } = await post([goodRecord, gap]);
    expect(predictions[0]).toHaveProperty("prediction");
    expect(predictions[1]).toEqual({ incomplete: ["constructor"] });
  });
});

describe("what is wrong with a record", () => {
  it.each([
    ["a text for a number", { age: "30" }, "/age", "wrong_type"],
    ["a fraction for a whole number", { age: 30.5 }, "/age", "wrong_type"],
    ["too small a number", { age: 17 }, "/age", "out_of_range"],
    ["a whole number beyond exactness", { age: 2 ** 53 }, "/age", "out_of_range"],
    ["null where none may be", { segment: null }, "/segment", "not_nullable"],
    ["a level that is none", { segment: "Individual" }, "/segment", "unknown_level"],
    ["a number for a category", { segment: 3 }, "/segment", "wrong_type"],
    ["a day that is none", { signup: "2023-02-29" }, "/signup", "invalid_date"],
    ["a date in another order", { signup: "29.02.2024" }, "/signup", "invalid_date"],
    ["a date before the range", { signup: "1969-12-31" }, "/signup", "out_of_range"],
    ["a number for a date", { signup: 19_782 }, "/signup", "wrong_type"],
    ["a time without its T", { "seen at": "2024-02-29 12:30" }, "/seen at", "invalid_date"],
    ["an hour that is none", { "seen at": "2024-02-29T25:00:00Z" }, "/seen at", "invalid_date"],
    ["1 for true", { "a/b~c": 1 }, "/a~1b~0c", "wrong_type"],
    ["a list for a number", { constructor: [1] }, "/constructor", "wrong_type"],
    ["an object for a text", { email: { a: 1 } }, "/email", "wrong_type"],
    ["a field of no column", { extra: 1 }, "/extra", "unexpected"],
  ])("%s", async (_, change, path, code) => {
    const { status, body } = await send({ ...goodRecord, ...change });
    expect(status).toBe(422);
    expect(body.error.code).toBe("invalid_request");
    expect(body.error.details.map((problem: { path: string; code: string }) => [problem.path, problem.code])).toEqual([
      [path, code],
    ]);
  });

  it("says what a number should be, and what it was", async () => {
    const { body } = await send({ ...goodRecord, age: 17 });
    expect(body.error.details[0].message).toBe("must be a whole number in 18..120, or null, got 17");
    expect(body.error.message).toBe("/age: must be a whole number in 18..120, or null, got 17");
  });

  it("misses absent fields, also those that every object inherits", async () => {
    const { body } = await send({ age: 30 });
    const paths = body.error.details.map((problem: { path: string }) => problem.path);
    expect(paths).toEqual([
      "/customer_id",
      "/segment",
      "/email",
      "/signup",
      "/seen at",
      "/constructor",
      "/a~1b~0c",
      "/call",
    ]);
  });

  it("takes numbers that only a text can spell wrongly: 1e999 is refused, not infinite", async () => {
    const text = JSON.stringify(goodRecord).replace("12.5", "1e999");
    const { body } = await send(text);
    expect(body.error.details[0]).toMatchObject({ path: "/constructor", code: "out_of_range" });
  });

  it("finds problems in many records, in order, up to a hundred", async () => {
    const { body } = await send({ records: [goodRecord, 5, { ...goodRecord, age: 1, segment: "x" }, null] });
    expect(body.error.details.map((problem: { path: string }) => problem.path)).toEqual([
      "/records/1",
      "/records/2/age",
      "/records/2/segment",
      "/records/3",
    ]);
    const empty = await send(Array.from({ length: 50 }, () => ({})));
    expect(empty.body.error.details.length).toBe(100);
  });

  it("treats __proto__ as the name of a field like any other", async () => {
    const text = JSON.stringify(goodRecord).replace("{", '{"__proto__":{"age":40},');
    const { status, body } = await send(text);
    expect(status).toBe(422);
    expect(body.error.details).toEqual([expect.objectContaining({ path: "/__proto__", code: "unexpected" })]);
    expect(({} as Record<string, unknown>)["age"]).toBeUndefined();
  });
});

describe("what is wrong with a request", () => {
  it.each([
    ["no JSON", "{", {}, 400, "malformed_json"],
    ["no body", "", {}, 400, "malformed_json"],
    ["a text that is not UTF-8", Buffer.from([0x22, 0xff, 0x22]), {}, 400, "malformed_json"],
    ["two values", "{}{}", {}, 400, "malformed_json"],
    ["NaN", '{"age":NaN}', {}, 400, "malformed_json"],
    ["another type", "{}", { "content-type": "text/plain" }, 415, "unsupported_media_type"],
    ["a form", "a=1", { "content-type": "application/x-www-form-urlencoded" }, 415, "unsupported_media_type"],
    ["a compressed body", "{}", { "content-encoding": "gzip" }, 415, "unsupported_media_type"],
    ["too large a body", `"${"x".repeat(30_000)}"`, {}, 413, "too_large"],
    ["too many records", JSON.stringify(new Array(51).fill(1)), {}, 422, "invalid_request"],
    ["something beside the records", '{"records":[],"more":1}', {}, 422, "invalid_request"],
    ["a number", "5", {}, 422, "invalid_request"],
    ["brackets without end", "[".repeat(9000) + "]".repeat(9000), {}, 422, "invalid_request"],
  ])("%s", async (_, payload, headers, status, code) => {
    const answer = await send(payload, headers as Record<string, string>);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  it("tells an unknown path from a wrong method", async () => {
    const nowhere = await server.inject({ method: "GET", url: "/predictions?x=1" });
    expect([nowhere.statusCode, nowhere.json().error.code]).toEqual([404, "not_found"]);
    const wrong = await server.inject({ method: "GET", url: "/predict?x=1" });
    expect([wrong.statusCode, wrong.json().error.code, wrong.headers.allow]).toEqual([
      405,
      "method_not_allowed",
      "POST",
    ]);
    const other = await server.inject({ method: "DELETE", url: "/healthz" });
    expect([other.statusCode, other.headers.allow]).toEqual([405, "GET, HEAD"]);
    expect((await server.inject({ method: "GET", url: "/%zz" })).statusCode).toBe(400);
  });
});

describe("what it keeps to itself", () => {
  it("repeats no value of a personal column, nor of a field that it does not know", async () => {
    const secret = "anna.secret@example.org";
    for (const change of [{ email: [secret] }, { email: { secret } }, { mail: secret }]) {
      const { status, body } = await send({ ...goodRecord, ...change });
      expect(status).toBe(422);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  it("logs route and status, and nothing that a client wrote", async () => {
    log.length = 0;
    await send({ ...goodRecord, age: 17 });
    await server.inject({ method: "GET", url: "/nowhere/anna.secret@example.org?mail=anna.secret@example.org" });
    expect(log.map(({ route, status, method }) => [method, route, status])).toEqual([
      ["POST", "/predict", 422],
      ["GET", "(none)", 404],
    ]);
    expect(JSON.stringify(log)).not.toMatch(/anna|C-1/);
  });

  it("gives each request an id, the client's own where it is harmless", async () => {
    expect((await send(goodRecord, { "x-request-id": "abc-1" })).headers["x-request-id"]).toBe("abc-1");
    expect((await send(goodRecord, { "x-request-id": "a b" })).headers["x-request-id"]).toMatch(/^[\w-]{36}$/);
  });
});
