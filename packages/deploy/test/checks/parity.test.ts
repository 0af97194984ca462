import { text } from "node:stream/consumers";
import { requestColumns, startServer } from "@mlopsc/serve";
import { afterEach, describe, expect, it } from "vitest";
import { usualMistakes } from "../../src/checks/parity/explanations.ts";
import { answerDifference } from "../../src/checks/parity/model-answer.ts";
import { askModel } from "../../src/checks/parity/trained-model-answers.ts";
import { requestRecords } from "../../src/checks/request-records.ts";
import { type CheckResult, parityRows, runChecks, sampleRows } from "../../src/index.ts";
import { contextOf, parity } from "./context.ts";
import { listening } from "./listening.ts";
import { distortingProxy, type PlainRecord } from "./planted/distorting-proxy.ts";
import { type Fault, faults } from "./planted/faults.ts";
import { type Planted, plantedModels } from "./planted/sample-models.ts";

const planted = plantedModels();
const [trees, classes, line] = planted as [Planted, Planted, Planted];
const running: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of running.splice(0).reverse()) await each.close();
});

const day = (): number => Math.floor(Date.now() / 86_400_000);

/** A real server with the fault, and what parity says of it. */
async function parityOf(
  { distort, model: change, days = 0 }: Partial<Fault>,
  from: Planted,
  answer?: (body: unknown) => unknown,
): Promise<CheckResult> {
  const model = change === undefined ? from.model : change(from.model);
  const server = await startServer(
    { model, version: "1", today: () => day() + days, processMetrics: false },
    { port: 0, host: "127.0.0.1" },
  );
  running.push(server);
  const proxy = await distortingProxy(server.url, distort ?? ((record) => record), answer);
  running.push(proxy);
  const [result] = await runChecks([parity(100)], contextOf(from, proxy.url));
  return result!;
}

describe.each(planted)("a server as it should be: $name", (each) => {
  it("answers as in training, bit for bit, through the proxy too", async () => {
    const result = await parityOf({}, each);
    expect(result).toMatchObject({ holds: true, findings: [], figures: { difference: 0, rows: 100, differing: 0 } });
    expect(result.comparisons).toEqual([{ source: "difference <= 1e-9", holds: true }]);
  });
});

it("has at least twelve faults to find", () => expect(faults.length).toBeGreaterThanOrEqual(12));

describe.each([trees, line])("planted faults: $name", (from) => {
  it.each(faults)("$name", async (fault) => {
    const { holds, findings } = await parityOf(fault, from);
    expect(holds).toBe(false);
    expect(findings).toHaveLength(1);
    const { code, message, help } = findings[0]!;
    expect(code).toBe("ML5554");
    const row = Number(/row (\d+) \(customer = C-(\d+)\)/.exec(message)?.[1]);
    expect(message).toContain(`(customer = C-${row + 399})`);
    expect(message).toMatch(/`paid` was -?[\d.]+, and is -?[\d.]+\. (\d+ of 100|All 100) rows differ\./);
    expect(fault.columns.map((column) => `The difference lies in \`${column}\``)).toContain(help!.split(/[:.]/)[0]);
    if (fault.says !== undefined) expect(help).toMatch(fault.says);
  });
});

it("names the class, and a probability, where a classifier differs", async () => {
  const fault = faults.find(({ name }) => name.startsWith("integer overflow: 32 bits"))!;
  const { findings, figures } = await parityOf(fault, classes);
  expect(findings[0]!.message).toMatch(/`large` was (true, and is false|false, and is true)\./);
  expect(figures["difference"]).toBeGreaterThan(0.1);
});

it("says that answers are rounded, whatever was asked", async () => {
  const rounded = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body, (_, value) => (typeof value === "number" ? Number(value.toFixed(3)) : value)));
  const { findings, holds } = await parityOf({}, trees, rounded);
  expect(holds).toBe(false);
  expect(findings[0]!.help).toBe("No column makes the difference: it is as if the answers were rounded to 3 decimals.");
});

it("names the column that a server refuses", async () => {
  const shouting = (record: PlainRecord): PlainRecord => ({ ...record, plan: String(record["plan"]).toUpperCase() });
  const { findings } = await parityOf({ distort: shouting }, trees);
  expect(findings[0]!.message).toMatch(/and is status 422 \(.*plan: must be one of "basic"/);
  expect(findings[0]!.help).toBe("The difference lies in `plan`.");
});

it("tells a fault that only batches have", async () => {
  const reversed = (body: unknown): unknown => {
    const { predictions } = body as { readonly predictions?: readonly unknown[] };
    return predictions === undefined ? body : { predictions: [...predictions].reverse() };
  };
  const { findings, holds } = await parityOf({}, trees, reversed);
  expect(holds).toBe(false);
  expect(findings[0]!.message).toMatch(/rows differ, asked in batches\./);
});

it("lets through what the bound allows, and no class", async () => {
  const off = (body: unknown): unknown =>
    JSON.parse(
      JSON.stringify(body, (key, value) => (key === "prediction" && typeof value === "number" ? value + 0.5 : value)),
    );
  const server = await startServer(
    { model: trees.model, version: "1", processMetrics: false },
    { port: 0, host: "127.0.0.1" },
  );
  const proxy = await distortingProxy(server.url, (record) => record, off);
  running.push(server, proxy);
  const [wide, narrow] = await runChecks([parity(50, 0.6), parity(50, 0.4)], contextOf(trees, proxy.url));
  expect(wide).toMatchObject({ holds: true, figures: { differing: 0 } });
  expect(wide!.figures["difference"]).toBeCloseTo(0.5, 9);
  expect(narrow).toMatchObject({ holds: false, figures: { differing: 50 } });
});

it("waits for a server that is busy", async () => {
  const server = await startServer(
    { model: line.model, version: "1", processMetrics: false },
    { port: 0, host: "127.0.0.1" },
  );
  let asked = 0;
  const busy = await listening(async (request, response) => {
    if (++asked % 3 === 0) return void response.writeHead(503, { "retry-after": "1" }).end('{"error":{"code":"busy"}}');
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${server.url}/predict`, { method: "POST", headers, body: await text(request) });
    response.writeHead(answer.status, headers).end(await answer.text());
  });
  running.push(server, busy);
  const [result] = await runChecks([parity(20)], contextOf(line, busy.url));
  expect(result).toMatchObject({ holds: true, figures: { differing: 0 } });
  expect(asked).toBeGreaterThan(25);
});

it("chooses rows by which a mistake shows, where chance finds none", () => {
  const { model, rows } = trees;
  const ask = askModel(model);
  const records = requestRecords(model, rows.table);
  const shows = (chosen: Int32Array): number => {
    const some = [...chosen].map((row) => records[row]!);
    const plain = ask(some, model.today);
    let shown = 0;
    for (const { take } of usualMistakes(requestColumns(model))) {
      const taken = ask(some.map(take), model.today);
      if (plain.some((answer, at) => answerDifference(model, answer, taken[at]!) !== null)) shown++;
    }
    return shown;
  };
  const all = shows(Int32Array.from(records.keys()));
  const chosen = parityRows(model, rows.table, 30, 1);
  expect([...parityRows(model, rows.table, 30, 1)]).toEqual([...chosen]);
  expect(shows(chosen)).toBeGreaterThan(0.98 * all);
  expect(shows(chosen)).toBeGreaterThan(shows(sampleRows(rows.table, 30, 1)));
});

it("says so where there are no rows", async () => {
  const empty = { ...trees, rows: { table: { rows: 0, columns: trees.rows.table.columns }, keys: [] } };
  const [result] = await runChecks([parity(50)], contextOf(empty, "http://127.0.0.1:9"));
  expect(result!.findings.map(({ code }) => code)).toEqual(["ML5555"]);
});
