import { createServer } from "node:net";
import type Docker from "dockerode";
import { afterAll, beforeAll, expect, it } from "vitest";
import { baseImage, restartEngine, type SharedEngine, sharedEngine } from "../engine/shared-engine.ts";
import { freePort } from "../platform/local-requests.ts";
import { modelSpec, type Ran, type SampleProject, sampleProject } from "./sample-project.ts";

/** What a person does with the packaged command and a Docker Engine, from the first apply to the last: in this order. */
export function commandsContract(): void {
  let engine: SharedEngine;
  let docker: Docker;
  let project: SampleProject;
  let ports: Readonly<Record<"staging" | "production", number>>;

  beforeAll(async () => {
    engine = await sharedEngine();
    docker = engine.docker;
    project = sampleProject({ DOCKER_HOST: engine.host });
    ports = { staging: await freePort(), production: await freePort() };
    project.write("live.mlops", liveSpec());
  });
  afterAll(async () => {
    await project?.mlopsc("destroy");
    project?.remove();
  });

  const liveSpec = (base = baseImage): string => `
    target staging    { platform = docker()  port = ${ports.staging} }
    target production { platform = docker()  port = ${ports.production}  replicas = 2  memory = 128MB }
    deploy api {
      model   = churn
      base    = "${base}"
      through = [staging, production]
      checks {
        smoke
        parity(sample: 20): difference <= 1e-9
        load(rate: 20/s, for: 1s): p95 < 2s and errors < 0.1%
        size: image < 150MB
      }
      rollout = canary(share: 20%, hold: 2s)
      approve = [production]
    }`;
  const mlopsc = async (...words: readonly string[]): Promise<string> => {
    const ran = await project.mlopsc(...words);
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringMatching(/^error\[/m)]);
    return ran.out;
  };
  const refused = async (code: string, ...words: readonly string[]): Promise<Ran> => {
    const ran = await project.mlopsc(...words);
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining(code)]);
    return ran;
  };
  const versionOn = async (target: keyof typeof ports): Promise<string> => {
    const answer = await fetch(`http://127.0.0.1:${ports[target]}/predict`, {
      method: "POST",
      headers: { "content-type": "application/json", connection: "close" },
      body: JSON.stringify({ age: 30, spend: 40 }),
    });
    const body = (await answer.json()) as Answer;
    expect([answer.status, typeof body.prediction]).toEqual([200, "boolean"]);
    return body.model.version;
  };
  const container = (target: string, part: string) => docker.getContainer(`mlopsc-shop-api-${target}-${part}`);
  const nothingToDo = async (): Promise<void> => expect(await mlopsc("plan")).toMatch(/^No changes\./);

  it("a first version is built, proves itself in staging, and waits", { timeout: 120_000 }, async () => {
    const out = await mlopsc("apply");
    expect(out).toContain("‖ deploy.api/production waits for `mlopsc promote api`");
    expect(out).toMatch(new RegExp(`api +staging +v1 +1 +http://127.0.0.1:${ports.staging}\n`));
    expect(out).toMatch(/load\(rate: 20\/s, for: 1s\).*p50 .* ms, p95 .* ms, p99 .* ms, errors 0 %/);
    expect(await versionOn("staging")).toBe("1");
    await expect(fetch(`http://127.0.0.1:${ports.production}/readyz`)).rejects.toThrow();
    expect(await mlopsc("plan")).toContain("+ deploy.api/production  bring it to docker");
  });

  it("is promoted, and nothing is left to do", async () => {
    const out = await mlopsc("promote", "api");
    expect(out).toContain("Version 1 of churn goes to production.");
    expect(await versionOn("production")).toBe("1");
    await nothingToDo();
    expect(await mlopsc("status")).toMatch(/production +http:\/\/127\.0\.0\.1:\d+ +v1 +1 +100 % +2\/2/);
  });

  it("a second version goes through a canary to all requests", async () => {
    project.write("model.mlops", modelSpec(8));
    await mlopsc("apply");
    expect([await versionOn("staging"), await versionOn("production")]).toEqual(["2", "1"]);
    const out = await mlopsc("promote", "api");
    expect(out).toContain("Version 2 of churn goes to production, where version 1 answers.");
    expect(out).toMatch(/requests: 80 % to release 1, 20 % to release 2\n.*requests: 100 % to release 2\n/);
    expect(await versionOn("production")).toBe("2");
    await nothingToDo();
  });

  it("a container that was removed by hand is seen, and mended without asking anybody again", async () => {
    await container("production", "r2-1").remove({ force: true });
    await container("staging", "front").remove({ force: true });
    expect((await project.mlopsc("status")).code).toBe(1);
    const plan = await mlopsc("plan");
    expect(plan).toContain("because 1 of 2 replicas of release 2 is gone");
    expect(plan).not.toContain("once promoted");
    expect(plan).toContain("because its front is gone");
    const out = await mlopsc("apply");
    expect(out).toMatch(/✓ deploy\.api\/staging[\s\S]*✓ deploy\.api\/production/);
    expect(await mlopsc("status")).toMatch(/production .* v2 +2 +100 % +2\/2/);
    expect(await mlopsc("history", "deploy.api")).toContain("release 2 (version 2) answers again: 1 of 2 replicas");
    await nothingToDo();
  });

  it("an image that was deleted is put together again, the same", async () => {
    const before = await container("staging", "r2-1").inspect();
    for (const part of ["front", "r2-1"]) await container("staging", part).remove({ force: true });
    for (const tag of await tagsOf(docker, "mlopsc/shop/api/staging"))
      await docker.getImage(tag).remove({ force: true });
    expect(await mlopsc("plan")).toMatch(/deploy\.api\/staging[\s\S]*its image [0-9a-f]{12} is gone/);
    await mlopsc("apply");
    expect(await versionOn("staging")).toBe("2");
    expect((await container("staging", "r2-1").inspect()).Image).toBe(before.Image);
  });

  it("a port that somebody took, and a base that is nowhere, are told by a code and hurt nobody", async () => {
    await container("staging", "front").remove({ force: true });
    const thief = createServer().listen(ports.staging, "127.0.0.1");
    const { err } = await refused("ML5504", "apply");
    expect(err).toContain(`Port ${ports.staging} is taken by another program.`);
    await new Promise((resolve) => thief.close(resolve));
    await mlopsc("apply");
    project.write("live.mlops", liveSpec(`127.0.0.1:${await freePort()}/no/such:1`));
    const missing = await refused("ML5503", "apply");
    expect(missing.err).not.toContain("HTTP code");
    project.write("live.mlops", liveSpec());
    await nothingToDo();
    expect([await versionOn("staging"), await versionOn("production")]).toEqual(["2", "2"]);
  });

  it("the engine may go and come", { timeout: 120_000 }, async () => {
    await restartEngine(engine);
    await expect.poll(async () => (await project.mlopsc("status")).code, { timeout: 30_000 }).toBe(0);
    await nothingToDo();
    expect(await versionOn("production")).toBe("2");
  });

  it("the version before comes back, and what answers then is mended too", async () => {
    expect(await mlopsc("rollback", "api")).toContain("version 1 answers again, as release 3");
    expect(await versionOn("production")).toBe("1");
    await container("production", "r3-2").remove({ force: true });
    expect(await mlopsc("plan")).toMatch(/release 2 was rolled back[\s\S]*1 of 2 replicas of release 3 is gone/);
    expect(await mlopsc("apply")).toContain("version 2 was rolled back; `mlopsc promote api` lets it in again");
    expect(await mlopsc("status")).toMatch(/production .* v1 +3 +100 % +2\/2/);
  });

  it("is taken down, but for what was asked of it", async () => {
    const out = await mlopsc("destroy");
    expect(out).toMatch(/- deploy\.api\/production +take it down/);
    const filters = { label: ["org.mlopsc.project=shop"] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
    expect(await docker.listNetworks({ filters })).toEqual([]);
    expect(await tagsOf(docker, "mlopsc/shop/api/*")).toEqual([]);
    const { Volumes } = await docker.listVolumes({ filters });
    expect(Volumes.map(({ Name }) => Name).sort()).toEqual([
      "mlopsc-shop-api-production-log",
      "mlopsc-shop-api-staging-log",
    ]);
    for (const { Name } of Volumes) await docker.getVolume(Name).remove();
    expect(await mlopsc("status")).toContain("Nothing is deployed.");
  });
}

interface Answer {
  readonly prediction: unknown;
  readonly model: { readonly version: string };
}

async function tagsOf(docker: Docker, reference: string): Promise<readonly string[]> {
  const images = await docker.listImages({ filters: { reference: [reference] } });
  return images.flatMap(({ RepoTags }) => RepoTags ?? []);
}
