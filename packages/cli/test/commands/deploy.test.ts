import { existsSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, customersSpec, temporaryFolder, writeFiles } from "../small-project.ts";

/** A model through staging to production, as processes of this machine, by the commands alone. */

let folder: string;
let ports: readonly number[];

beforeAll(async () => {
  ports = [await freePort(), await freePort()];
  folder = temporaryFolder({
    "main.mlops": customersSpec,
    "customers.csv": customersCsv(400),
    "live.mlops": deploySpec(),
  });
});

afterAll(async () => {
  const { out, code } = await run(folder, ["destroy"]);
  expect(out).toContain("deploy.api/production removed");
  expect(code).toBe(0);
  await expect(fetch(`http://127.0.0.1:${ports[1]}/readyz`)).rejects.toThrow();
});

const deploySpec = (replicas = 1): string => `
target staging { platform = process  port = ${ports[0]} }
target production { platform = process  port = ${ports[1]}  replicas = ${replicas} }
deploy api {
  model   = leaves
  through = [staging, production]
  rollout = blue_green
  approve = [production]
}
`;

describe("a first version", () => {
  test("comes as far as it may without a person", async () => {
    const { out, err, code } = await run(folder, ["apply"]);
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("deploy.api/production waits for `mlopsc promote api`");
    expect(await predicted(ports[0]!)).toMatchObject({ model: { name: "leaves", version: "1" } });
    await expect(fetch(`http://127.0.0.1:${ports[1]}/readyz`)).rejects.toThrow();
    const plan = await run(folder, ["plan"]);
    expect(plan.out).toContain("+ deploy.api/production");
  });

  test("answers on production once it is promoted", async () => {
    const { out, code } = await run(folder, ["promote", "api"]);
    expect(out).toContain("✓ deploy.api/production");
    expect(code).toBe(0);
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "1" } });
    expect((await run(folder, ["plan"])).out).toMatch(/^No changes\./);
    const status = await run(folder, ["status"]);
    expect(status.code).toBe(0);
    expect(status.out).toContain("All runs as it was left.");
  });

  test("has nothing before it to go back to", async () => {
    const { err, code } = await run(folder, ["rollback", "api"]);
    expect(code).toBe(1);
    expect(err).toContain("ML5431");
    expect((await run(folder, ["promote", "api"])).err).toContain("ML5433");
  });
});

describe("a second version", () => {
  test("takes over, and is rolled back without the first ever having gone", async () => {
    writeFiles(folder, { "main.mlops": customersSpec.replace("trees: 20", "trees: 30") });
    await run(folder, ["apply"]);
    expect(await predicted(ports[0]!)).toMatchObject({ model: { version: "2" } });
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "1" } });
    await run(folder, ["promote", "api"]);
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "2" } });
    const log = join(folder, ".mlopsc/targets/production/api/logs/r1-1");
    const longAgo = Date.now() / 1000 - 31 * 86_400;
    for (const file of readdirSync(log)) if (file.endsWith(".mlog")) utimesSync(join(log, file), longAgo, longAgo);
    const { out, err, code } = await run(folder, ["rollback", "api", "--reason", "slow"]);
    expect(existsSync(log)).toBe(false);
    expect([code, err]).toEqual([0, expect.not.stringContaining("error")]);
    expect(out).toContain("version 1 answers again, as release 3");
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "1" } });
  });

  test("does not come back by itself", async () => {
    const plan = await run(folder, ["plan"]);
    expect(plan.out).toContain("release 2 was rolled back: release 3 (version 1) answers");
    const { out } = await run(folder, ["apply"]);
    expect(out).toContain("version 2 was rolled back; `mlopsc promote api` lets it in again");
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "1" } });
  });

  test("stands in the history, with what answered when", async () => {
    const { out } = await run(folder, ["history", "deploy.api"]);
    expect(out).toMatch(/deploy\.api\/production +rolled back +release 3 \(version 1\) answers: slow/);
    const now = await run(folder, ["history", "--at", new Date().toISOString(), "--format", "json"]);
    const { served } = JSON.parse(now.out);
    expect(served).toMatchObject([
      { release: { target: "production", version: 1, number: 3 }, data: { customers: 1 } },
      { release: { target: "staging", version: 2 } },
    ]);
  });
});

describe("what is not as it was left", () => {
  test("is told by status and plan, and mended by apply", async () => {
    await run(folder, ["promote", "api"]);
    process.kill(frontProcess("production"), "SIGKILL");
    await until(async () => (await run(folder, ["status"])).code === 1);
    const plan = await run(folder, ["plan"]);
    expect(plan.out).toMatch(/deploy\.api\/production[\s\S]*because its front/);
    const { out } = await run(folder, ["apply"]);
    expect(out).toContain("✓ deploy.api/production");
    expect(await predicted(ports[1]!)).toMatchObject({ model: { version: "2" } });
    const status = await run(folder, ["status"]);
    expect([status.code, status.out]).toEqual([0, expect.stringMatching(/production .* v2 +4 /)]);
    expect((await run(folder, ["history", "deploy.api"])).out).toContain("release 4 (version 2) answers again");
  });
});

test("a target that needs no approval waits too, once its version was rolled back there", async () => {
  await run(folder, ["rollback", "api", "--target", "staging"]);
  expect(await predicted(ports[0]!)).toMatchObject({ model: { version: "1" } });
  expect((await run(folder, ["apply"])).out).toContain("deploy.api/staging version 2 was rolled back");
  expect((await run(folder, ["promote", "api"])).out).toContain("✓ deploy.api/staging");
  expect(await predicted(ports[0]!)).toMatchObject({ model: { version: "2" } });
});

test("a check that is new is asked of what answers already, which stays", async () => {
  const asking = (check: string) =>
    deploySpec().replace("rollout = blue_green", `checks {\n    ${check}\n  }\n  rollout = blue_green`);
  const release = async () => /api +staging .* v2 +(\d+) /.exec((await run(folder, ["status"])).out)?.[1];
  const before = await release();
  writeFiles(folder, { "live.mlops": asking("size: model < 1KB") });
  const missed = await run(folder, ["apply"]);
  expect([missed.code, missed.err]).toEqual([1, expect.stringContaining("`model` was")]);
  expect(await predicted(ports[0]!)).toMatchObject({ model: { version: "2" } });
  writeFiles(folder, { "live.mlops": asking("size: model < 5MB") });
  const { code, out } = await run(folder, ["apply"]);
  expect([code, out]).toEqual([0, expect.stringMatching(/size: model < 5MB +.*model \d+/)]);
  expect([before, await release()]).toEqual([expect.any(String), before]);
});

test("an API key is asked for by its variable, sent by the checks, and kept nowhere", async () => {
  const key = "s3cret-of-the-test";
  const spec = deploySpec().replace(
    "rollout = blue_green",
    'checks {\n    smoke\n  }\n  api_key = secret("TEST_API_KEY")',
  );
  writeFiles(folder, { "live.mlops": spec });
  expect((await run(folder, ["apply"])).err).toContain("ML5438");
  process.env["TEST_API_KEY"] = key;
  onTestFinished(() => void delete process.env["TEST_API_KEY"]);
  const { code, err } = await run(folder, ["apply"]);
  expect([code, err]).toEqual([0, ""]);
  const ask = (headers: Record<string, string>) =>
    fetch(`http://127.0.0.1:${ports[0]}/predict`, { method: "POST", headers, body: "{}" });
  expect((await ask({ "content-type": "application/json" })).status).toBe(401);
  expect((await ask({ "content-type": "application/json", "x-api-key": key })).status).toBe(422);
  expect(readFileSync(join(folder, ".mlopsc/registry.db")).includes(key)).toBe(false);
  expect((await run(folder, ["plan", "--format", "json"])).out).not.toContain(key);
});

test("what is unknown is told with what there is", async () => {
  expect((await run(folder, ["rollback", "apl"])).err).toContain("There is no deployment `apl`");
  expect((await run(folder, ["rollback", "api", "--target", "prod"])).err).toContain("ML5434");
  expect((await run(folder, ["promote", "apl"])).err).toContain("Name one of api");
});

async function predicted(port: number): Promise<unknown> {
  const document = await (await fetch(`http://127.0.0.1:${port}/openapi.json`)).json();
  const { example } = (document as OpenApi).paths["/predict"].post.requestBody.content["application/json"];
  const body = JSON.stringify(example);
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`http://127.0.0.1:${port}/predict`, { method: "POST", body, headers });
  expect(answer.status).toBe(200);
  return answer.json();
}

interface OpenApi {
  readonly paths: Readonly<
    Record<"/predict", { post: { requestBody: { content: Record<"application/json", { example: unknown }> } } }>
  >;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The process of the front, by the record that the platform keeps of it. */
function frontProcess(target: string): number {
  const file = join(folder, ".mlopsc/targets", target, "api/front/front.process");
  return (JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid;
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("it never came to hold");
}
