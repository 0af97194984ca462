import type { StoredModel } from "@mlopsc/learn";
import { afterAll, describe, expect, it } from "vitest";
import { createServer, type ServerLimits } from "../../src/index.ts";
import { goodRecord, linearModel, sampleEnsemble, sampleModels, today } from "../sample-models.ts";

const samples = sampleModels();
type Server = ReturnType<typeof createServer>;

const open: Server[] = [];
afterAll(() => Promise.all(open.map((server) => server.close())));

function serving(model: StoredModel, limits: Partial<ServerLimits> = {}): Server {
  const server = createServer({ model, version: "7", today: () => today, limits, processMetrics: false });
  open.push(server);
  return server;
}

async function send(server: Server, payload: object, query = "?explain=true") {
  const response = await server.inject({ method: "POST", url: `/predict${query}`, payload });
  return { status: response.statusCode, body: response.json(), text: response.body };
}

interface Told {
  readonly base: number;
  readonly raw: number;
  readonly contributions: readonly { readonly column: string; readonly contribution: number }[];
}

function expectSum({ base, raw, contributions }: Told): void {
  expect(contributions.length).toBeGreaterThan(3);
  expect(contributions.reduce((sum, each) => sum + each.contribution, base)).toBeCloseTo(raw, 10);
}

describe.each([...samples, sampleEnsemble()])("$name", ({ model }) => {
  it("answers with why, as the model explains it, and the same prediction as without", async () => {
    const server = serving(model);
    const plain = await send(server, goodRecord, "");
    const { status, body } = await send(server, goodRecord);
    expect(status).toBe(200);
    const { explanation, ...rest } = body;
    expect(rest).toEqual(plain.body);
    expect(plain.body).not.toHaveProperty("explanation");
    expectSum(explanation);
    if (model.definition.task === "regression") expect(explanation.raw).toBeCloseTo(body.prediction, 10);
    else expect([true, body.prediction]).toContain(explanation.explained);
    expect((await send(server, goodRecord, "?explain=false")).body).toEqual(plain.body);
  });
});

const churn = samples[1]!.model;

it("explains each of many records that has a prediction", async () => {
  const away = { ...goodRecord, segment: "professional" };
  const { body } = await send(serving(churn), [away, goodRecord, { ...goodRecord, age: 90 }]);
  expect(body.predictions[0]).toEqual({ out_of_scope: 'segment != "professional"' });
  for (const entry of body.predictions.slice(1)) expectSum(entry.explanation);
  expect(body.predictions[1].explanation).not.toEqual(body.predictions[2].explanation);
  expect((await send(serving(churn), [])).body.predictions).toEqual([]);
  expect((await send(serving(churn), away)).body.error.code).toBe("out_of_scope");
});

it("tells the values that it was sent, but none of a personal column", async () => {
  const input = churn.definition.input.map((column) =>
    column.name === "age" ? { ...column, type: { ...column.type, pii: true as const } } : column,
  );
  const { body } = await send(serving({ ...churn, definition: { ...churn.definition, input } }), goodRecord);
  const { contributions } = body.explanation;
  const of = (name: string) => contributions.find(({ column }: { column: string }) => column === name);
  expect(of("segment")).toMatchObject({ value: "individual" });
  expect(of("call")).toMatchObject({ value: 90.5 });
  expect(of("signup")).toMatchObject({ value: "2020-02-29" });
  expect(of("age")).toEqual({ column: "age", contribution: expect.any(Number) });
});

it("refuses another word, more records than it explains, and a model that it cannot explain", async () => {
  const server = serving(churn, { explainedRecords: 2 });
  expect(await send(server, goodRecord, "?explain=yes")).toMatchObject({
    status: 400,
    body: { error: { code: "invalid_query" } },
  });
  const many = await send(server, [goodRecord, goodRecord, goodRecord]);
  expect(many).toMatchObject({ status: 422, body: { error: { details: [{ code: "too_many" }] } } });
  expect((await send(server, [goodRecord, goodRecord, goodRecord], "")).status).toBe(200);
  const line = linearModel();
  if (!("means" in line.learner)) throw new Error("no means");
  const { means: _, ...older } = line.learner;
  const found = await send(serving({ ...line, learner: older }), goodRecord);
  expect(found).toMatchObject({ status: 422, body: { error: { code: "not_explainable" } } });
  expect((await send(serving({ ...line, learner: older }), goodRecord, "")).status).toBe(200);
});

it("says in its description what it answers", async () => {
  const document = (await serving(churn).inject("/openapi.json")).json();
  expect(document.paths["/predict"].post.parameters[0]).toMatchObject({ name: "explain", in: "query" });
  const { properties, required } = document.components.schemas.Explanation;
  const { body } = await send(serving(churn), goodRecord);
  expect(Object.keys(body.explanation).sort()).toEqual([...required].sort());
  expect(properties.explained.enum).toEqual([false, true]);
  expect(document.components.schemas.Prediction.required).not.toContain("explanation");
});
