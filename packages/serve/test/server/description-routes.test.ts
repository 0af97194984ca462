import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createServer } from "../../src/index.ts";
import { goodRecord, sampleEnsemble, sampleModels, today } from "../sample-models.ts";

describe.each([...sampleModels(), sampleEnsemble()].map((sample) => [sample.name, sample.model] as const))(
  "%s",
  (name, model) => {
    let server: FastifyInstance;
    beforeAll(() => {
      server = createServer({ model, version: "3", today: () => today });
    });
    afterAll(() => server.close());
    const get = (url: string) => server.inject({ method: "GET", url });

    it("describes its requests by an example that works as the document says", async () => {
      const document = (await get("/openapi.json")).json();
      expect(document.openapi).toBe("3.1.0");
      const { requestBody, responses } = document.paths["/predict"].post;
      const { example } = requestBody.content["application/json"];
      const answer = await server.inject({ method: "POST", url: "/predict", payload: example });
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual(responses["200"].content["application/json"].example);
      expect(document.components.schemas.Record.required).toEqual(Object.keys(goodRecord));
      expect(document.components.schemas.Record.properties.age).toMatchObject({
        type: ["integer", "null"],
        minimum: 18,
        maximum: 120,
      });
    });

    it("refers only to schemas that are there", async () => {
      const text = (await get("/openapi.json")).body;
      const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1]!);
      expect(names.length).toBeGreaterThan(5);
      const { schemas } = JSON.parse(text).components;
      expect(names.filter((wanted) => !(wanted in schemas))).toEqual([]);
    });

    it("shows people a page with a line to try", async () => {
      const page = await get("/");
      expect(page.headers["content-type"]).toContain("text/html");
      expect(page.body).toContain(`<h1>${name} <small>version 3</small></h1>`);
      expect(page.body).toContain("/predict -H &apos;content-type".replaceAll("&apos;", "'"));
      expect(page.body).not.toContain("<script");
    });
  },
);

describe("health and figures", () => {
  const [, churn] = sampleModels();

  it("is ready until it is told not to be", async () => {
    let ready = true;
    const server = createServer({ model: churn!.model, version: "3", ready: () => ready, processMetrics: false });
    expect((await server.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(200);
    ready = false;
    expect((await server.inject({ method: "GET", url: "/readyz" })).statusCode).toBe(503);
    expect((await server.inject({ method: "GET", url: "/healthz" })).json()).toEqual({ status: "ok" });
    await server.close();
  });

  it("counts predictions, refusals and times", async () => {
    const server = createServer({ model: churn!.model, version: "3", today: () => today });
    const post = (payload: object) => server.inject({ method: "POST", url: "/predict", payload });
    await post(goodRecord);
    await post([goodRecord, { ...goodRecord, segment: "professional" }]);
    await post({});
    const { body } = await server.inject({ method: "GET", url: "/metrics" });
    for (const line of [
      'mlopsc_predictions_total{outcome="predicted"} 2',
      'mlopsc_predictions_total{outcome="out_of_scope"} 1',
      "mlopsc_refused_requests_total 1",
      'mlopsc_model_info{name="churn",version="3"} 1',
      'http_request_duration_seconds_count{method="POST",route="/predict",status="200"} 2',
      'http_request_duration_seconds_count{method="POST",route="/predict",status="422"} 1',
    ])
      expect(body.split("\n")).toContain(line);
    expect(body).toContain("process_resident_memory_bytes");
    await server.close();
  });
});
