import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { followLines } from "../../src/platform/docker/follow-lines.ts";
import { baseImage, type SharedEngine, sharedEngine } from "../engine/shared-engine.ts";
import { freePort } from "../platform/local-requests.ts";
import { startRegistry, teamUser } from "../platform/start-registry.ts";
import { type SampleProject, sampleProject } from "./sample-project.ts";

/** A target whose images go to a registry that wants to know who pushes, and whose clients send a key. */
export function registryContract(): void {
  const key = "s3cret-of-the-clients";
  let engine: SharedEngine;
  let project: SampleProject;
  let ports: { readonly registry: number; readonly target: number };
  let stop: (() => void) | undefined;

  beforeAll(async () => {
    engine = await sharedEngine();
    ports = { registry: await freePort(), target: await freePort() };
    const settings: Record<string, string> = { DOCKER_HOST: engine.host, SHOP_API_KEY: key };
    project = sampleProject(settings);
    settings["DOCKER_CONFIG"] = project.folder;
    project.write(
      "live.mlops",
      `target staging { platform = docker(registry: "127.0.0.1:${ports.registry}/team")  port = ${ports.target} }
       deploy keyed {
         model   = churn
         base    = "${baseImage}"
         through = [staging]
         api_key = secret("SHOP_API_KEY")
         checks { smoke }
       }`,
    );
    stop = await startRegistry(ports.registry, teamUser.line);
  });
  afterAll(async () => {
    await project?.mlopsc("destroy");
    await engine.docker.getVolume("mlopsc-shop-keyed-staging-log").remove();
    project?.remove();
    stop?.();
  });

  const ask = async (headers: Readonly<Record<string, string>>): Promise<number> => {
    const all = { "content-type": "application/json", connection: "close", ...headers };
    const body = JSON.stringify({ age: 30, spend: 40 });
    const answer = await fetch(`http://127.0.0.1:${ports.target}/predict`, { method: "POST", headers: all, body });
    await answer.arrayBuffer();
    return answer.status;
  };

  it("it is told that the registry lets nobody in", async () => {
    const { code, err } = await project.mlopsc("apply");
    expect([code, err]).toEqual([1, expect.stringContaining("ML5510")]);
    expect(await engine.docker.listContainers({ filters: { label: ["org.mlopsc.deployment=keyed"] } })).toEqual([]);
  });

  it("pushes as who `docker login` put down; what it pushed can be pulled", { timeout: 120_000 }, async () => {
    const auth = Buffer.from(`${teamUser.name}:${teamUser.password}`).toString("base64");
    const place = `127.0.0.1:${ports.registry}`;
    writeFileSync(join(project.folder, "config.json"), JSON.stringify({ auths: { [place]: { auth } } }));
    const { code, out } = await project.mlopsc("apply");
    expect(code).toBe(0);
    const pushed = /^pushed (\S+@sha256:[0-9a-f]{64})$/m.exec(out)?.[1] ?? "";
    expect(pushed).toContain(`${place}/team/mlopsc/shop/keyed/staging@`);
    const { docker } = engine;
    const authconfig = { username: teamUser.name, password: teamUser.password };
    await followLines(docker, await docker.pull(pushed, { authconfig }), () => {});
    const [container] = await docker.listContainers({ filters: { label: ["org.mlopsc.deployment=keyed"] } });
    expect((await docker.getImage(pushed).inspect()).Id).toBe(container?.ImageID);
  });

  it("answers who sends the key, and keeps it where nobody looks", async () => {
    expect([await ask({}), await ask({ "x-api-key": "other" })]).toEqual([401, 401]);
    expect([await ask({ "x-api-key": key }), await ask({ authorization: `Bearer ${key}` })]).toEqual([200, 200]);
    const { docker } = engine;
    const listed = await docker.listContainers({ filters: { label: ["org.mlopsc.deployment=keyed"] } });
    const containers = await Promise.all(listed.map(({ Id }) => docker.getContainer(Id).inspect()));
    const images = await Promise.all(listed.map(({ ImageID }) => docker.getImage(ImageID).inspect()));
    expect(containers.length).toBe(2);
    expect(JSON.stringify([containers, images])).not.toContain(key);
    expect(readFileSync(join(project.folder, ".mlopsc/registry.db")).includes(key)).toBe(false);
  });

  it("a replica that was removed comes back with the key", async () => {
    await engine.docker.getContainer("mlopsc-shop-keyed-staging-r1-1").remove({ force: true });
    expect((await project.mlopsc("apply")).code).toBe(0);
    expect([await ask({}), await ask({ "x-api-key": key })]).toEqual([401, 200]);
  });
}
