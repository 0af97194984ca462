import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireNumeric, requireText, textAt } from "@mlopsc/learn";
import { describe, expect, it } from "vitest";
import { createServer, type RequestLogReading, readRequestLog, recordOutcome } from "../../src/index.ts";
import { goodRecord, linearModel, sampleModels, today } from "../sample-models.ts";

const [, churn, tiers] = sampleModels();

/** Sends the bodies one after the other, and reads what was logged of them. */
async function logged(
  model: NonNullable<typeof churn>["model"],
  bodies: readonly unknown[],
  keys: readonly string[] = [],
): Promise<
  RequestLogReading & { readonly bytes: Buffer; readonly answers: readonly { status: number; body: never }[] }
> {
  const folder = mkdtempSync(join(tmpdir(), "server-log-"));
  const requestLog = { folder, release: "3", keys };
  const server = createServer({ model, version: "7", today: () => today, requestLog, processMetrics: false });
  const answers = [];
  for (const [place, body] of bodies.entries()) {
    const headers = { "content-type": "application/json", "x-request-id": `r-${place}` };
    const payload = typeof body === "string" ? body : JSON.stringify(body);
    const answer = await server.inject({ method: "POST", url: "/predict", headers, payload });
    answers.push({ status: answer.statusCode, body: answer.json() as never });
  }
  await server.inject({ method: "GET", url: "/healthz" });
  await server.inject({ method: "GET", url: "/predictions" });
  await server.close();
  const bytes = readFileSync(join(folder, readdirSync(folder)[0]!));
  return { ...readRequestLog(bytes), bytes, answers };
}

describe("what the server keeps of requests", () => {
  it("keeps the records in the columns of the request, and what was answered, of /predict alone", async () => {
    const old = { ...goodRecord, age: 120, constructor: 2000, segment: "état", call: null };
    const away = { ...goodRecord, segment: "professional" };
    const { schema, requests, columns, answers } = await logged(churn!.model, [goodRecord, [old, away], away]);
    expect(schema).toMatchObject({ release: "3", model: { name: "churn", version: "7" }, classes: [false, true] });
    expect(requests.map(({ id, status, from, to }) => [id, status, from, to])).toEqual([
      ["r-0", 200, 0, 1],
      ["r-1", 200, 1, 3],
      ["r-2", 422, 3, 4],
    ]);
    const { table, outcomes, labels, values } = columns;
    expect([...requireNumeric(table, "age").values]).toEqual([30, 120, 30, 30]);
    expect([...requireNumeric(table, "call").values]).toEqual([90_500, Number.NaN, 90_500, 90_500]);
    const segment = requireText(table, "segment");
    expect([0, 1, 2, 3].map((row) => textAt(segment, row))).toEqual([
      "individual",
      "état",
      "professional",
      "professional",
    ]);
    const { predicted, outOfScope } = recordOutcome;
    expect([...outcomes]).toEqual([predicted, predicted, outOfScope, outOfScope]);
    expect([...labels]).toEqual([0, 1, -1, -1]);
    const answered = answers as readonly { body: { probability: number; predictions: { probability: number }[] } }[];
    expect([...values]).toEqual([
      answered[0]!.body.probability,
      answered[1]!.body.predictions[0]!.probability,
      ...[Number.NaN, Number.NaN],
    ]);
    for (const { time, milliseconds } of requests) {
      expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
      expect(milliseconds).toBeGreaterThan(0);
    }
  });

  it("keeps all probabilities of three classes, the number of a regression, and which records lacked something", async () => {
    const three = await logged(tiers!.model, [goodRecord]);
    const [{ body }] = three.answers as unknown as [{ body: { probabilities: Record<string, number> } }];
    expect([...three.columns.probabilities]).toEqual(
      three.schema!.classes.map((name) => body.probabilities[String(name)]),
    );
    const line = await logged(linearModel(), [[goodRecord, { ...goodRecord, constructor: null }]]);
    const [number] = line.answers as unknown as [{ body: { predictions: [{ prediction: number }] } }];
    expect([...line.columns.values]).toEqual([number.body.predictions[0].prediction, Number.NaN]);
    expect([...line.columns.outcomes]).toEqual([recordOutcome.predicted, recordOutcome.incomplete]);
  });

  it("keeps refusals with the columns at fault, without their values", async () => {
    const bad = [
      { ...goodRecord, age: 17 },
      { ...goodRecord, "a/b~c": 1, more: 1 },
    ];
    const { requests, columns } = await logged(churn!.model, [bad, "{", 5]);
    expect(requests.map(({ status, problems }) => [status, problems])).toEqual([
      [
        422,
        [
          { column: "age", code: "out_of_range" },
          { column: "a/b~c", code: "wrong_type" },
          { column: undefined, code: "unexpected" },
        ],
      ],
      [400, []],
      [422, [{ column: undefined, code: "wrong_type" }]],
    ]);
    expect(columns.table.rows).toBe(0);
  });

  it("keeps keys that the model does not read, and answers the same without and with them", async () => {
    const keyed = [
      { ...goodRecord, account: "A-1" },
      { ...goodRecord, account: 12 },
      goodRecord,
      { ...goodRecord, account: null },
    ];
    const { columns, answers, schema } = await logged(
      churn!.model,
      [keyed, { ...goodRecord, account: [1] }],
      [...["account", "customer_id"]],
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 422]);
    // The other key is a column of the request anyhow.
    expect(schema!.keys).toEqual(["account"]);
    const account = requireText(columns.table, "account");
    expect([0, 1, 2, 3].map((row) => textAt(account, row))).toEqual(["A-1", "12", null, null]);
    const { body } = answers[0] as unknown as { body: { predictions: unknown[] } };
    expect(new Set(body.predictions.map((each) => JSON.stringify(each))).size).toBe(1);
  });

  it("keeps nothing of a personal column, nor of a field that it does not know, wherever it is put", async () => {
    const secret = "planted.secret@example.org";
    const { bytes, requests } = await logged(churn!.model, [
      { ...goodRecord, email: secret },
      [
        { ...goodRecord, email: secret },
        { ...goodRecord, email: [secret] },
      ],
      { ...goodRecord, [secret]: secret },
      { ...goodRecord, age: secret },
      `{"${secret}`,
    ]);
    expect(requests.length).toBe(5);
    expect(bytes.includes("planted")).toBe(false);
    expect(bytes.includes("C-1")).toBe(true);
  });
});
