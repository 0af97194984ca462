import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, beforeEach, expect, onTestFinished, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { MlflowServer, type StoredRun } from "../mlflow/mlflow-server.ts";
import { searchedProject } from "../searched-project.ts";

let folder: string;
let server: MlflowServer;
beforeAll(async () => {
  folder = await searchedProject();
});
beforeEach(async () => {
  server = await new MlflowServer().start();
  onTestFinished(() => server.close());
});

const exportTo = (url: string, words: readonly string[] = [], environment = {}): ReturnType<typeof run> =>
  run(folder, ["runs", "export", "--mlflow", url, ...words], { environment });
const textOf = (pairs: readonly { key: string; value: string }[], key: string): string | undefined =>
  pairs.find((pair) => pair.key === key)?.value;

test("sends every run with parameters, metrics of folds and test part, data versions, times and seed", async () => {
  const { code, out } = await exportTo(`${server.url}/`);
  expect({ code, out }).toEqual({ code: 0, out: `7 runs sent to experiment searched at ${server.url}.\n` });
  expect(server.experiments.map(({ name }) => name)).toEqual(["searched"]);
  const ours = JSON.parse((await run(folder, ["runs", "--format", "json"])).out);
  for (const {
    id,
    kind,
    trial,
    parameters,
    algorithm,
    validation,
    test: measured,
    started,
    durationMilliseconds,
  } of ours) {
    const { info, data } = server.runs.find((each) => textOf(each.data.tags, "mlopsc.run_id") === id) as StoredRun;
    expect(info).toMatchObject({ status: "FINISHED", start_time: Date.parse(started) });
    expect(info.end_time).toBe(Date.parse(started) + Math.round(durationMilliseconds));
    expect(info.run_name).toContain(trial === null ? kind : `trial ${trial}`);
    expect(textOf(data.params, "algorithm")).toBe(algorithm);
    expect(textOf(data.params, "seed")).toBe("7");
    for (const [name, value] of Object.entries(parameters))
      expect(textOf(data.params, name)).toBe(value === null ? "none" : String(value));
    expect(textOf(data.tags, "mlopsc.data.customers")).toBe("1");
    expect(textOf(data.tags, "mlflow.runName")).toBe(info.run_name);
    const metric = (key: string, step: number) =>
      data.metrics.find((each) => each.key === key && each.step === step)?.value;
    expect(metric("validation.auc", 0)).toBe(validation?.means.auc);
    expect(metric("fold.auc", 2)).toBe(validation?.folds[1].auc);
    expect(metric("test.auc", 0)).toBe(measured?.auc);
  }
});

test("sends nothing twice, whatever the pages that the server answers in", async () => {
  await exportTo(server.url);
  const before = JSON.stringify(server.runs);
  server.calls.length = 0;
  const { out } = await exportTo(server.url, ["leaves"]);
  expect(out).toBe(`0 runs sent to experiment searched at ${server.url}; 5 there already.\n`);
  expect(new Set(server.calls)).toEqual(new Set(["GET experiments/get-by-name", "POST runs/search"]));
  expect(JSON.stringify(server.runs)).toBe(before);
  await exportTo(server.url, ["--experiment", "other"]);
  expect(server.experiments.map(({ name }) => name)).toEqual(["searched", "other"]);
  expect(server.runs).toHaveLength(14);
});

test.each([4, 5, 6, 7, 9])("goes on where a connection that broke after %i calls left off", async (calls) => {
  server.breakAfter = calls;
  const broken = await exportTo(server.url);
  expect(broken).toMatchObject({ code: 1, out: "" });
  expect(broken.err).toContain("ML5020");
  server.breakAfter = Number.POSITIVE_INFINITY;
  expect((await exportTo(server.url)).code).toBe(0);
  expect(server.runs).toHaveLength(7);
  expect(new Set(server.runs.map(({ info }) => info.status))).toEqual(new Set(["FINISHED"]));
  expect(new Set(server.runs.map(({ data }) => textOf(data.tags, "mlopsc.run_id"))).size).toBe(7);
  for (const { data } of server.runs) expect(textOf(data.tags, "mlopsc.content")).toMatch(/^[0-9a-f]{64}$/);
});

test("takes credentials from the environment and shows them to nobody but the server", async () => {
  server.authorization = "Bearer s3cret";
  expect((await exportTo(server.url, [], { MLFLOW_TRACKING_TOKEN: "s3cret" })).code).toBe(0);
  const wrong = await exportTo(server.url, [], { MLFLOW_TRACKING_TOKEN: "wr0ng" });
  expect(wrong).toMatchObject({ code: 1, out: "" });
  expect(wrong.err).toContain("ML5021");
  expect(wrong.err).toContain("(401): not for ***");
  expect(wrong.err).not.toContain("wr0ng");
  server.authorization = `Basic ${Buffer.from("ada:pass").toString("base64")}`;
  const basic = { MLFLOW_TRACKING_USERNAME: "ada", MLFLOW_TRACKING_PASSWORD: "pass" };
  expect((await exportTo(server.url, [], basic)).code).toBe(0);
  const inAddress = await exportTo(server.url.replace("//", "//ada:pass@"));
  expect(inAddress.code).toBe(2);
  expect(inAddress.err).not.toContain("pass@");
});

test("says so when nobody answers, when it is no MLflow, and when the experiment was deleted", async () => {
  const closed = server.url;
  server.close();
  expect((await exportTo(closed)).err).toMatch(/ML5020.*did not answer: ECONNREFUSED/);
  const website = createServer((_, response) => response.writeHead(200).end("<html>Hello</html>"));
  await new Promise<void>((resolve) => website.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void website.close());
  const { err } = await exportTo(`http://127.0.0.1:${(website.address() as AddressInfo).port}`);
  expect(err).toMatch(/ML5022.*is no MLflow server: GET experiments\/get-by-name gave status 200/);
  const other = await new MlflowServer().start();
  onTestFinished(() => other.close());
  other.experiments.push({ experiment_id: "1", name: "searched", lifecycle_stage: "deleted" });
  expect(await exportTo(other.url)).toMatchObject({
    code: 2,
    err: expect.stringContaining("was deleted on the server"),
  });
  expect((await exportTo("ftp://host")).code).toBe(2);
  expect((await run(folder, ["runs", "export"])).code).toBe(2);
});

test("stops at Ctrl-C", async () => {
  const words = ["runs", "export", "--mlflow", server.url];
  const { code, err } = await run(folder, words, { signal: AbortSignal.abort() });
  expect(code).toBe(130);
  expect(err).toContain("export again for the rest");
});
