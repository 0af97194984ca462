import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createServer } from "node:tls";
import type Docker from "dockerode";
import { extract } from "tar-stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { assembleImage } from "../../src/image/assemble-image.ts";
import { dockerfile } from "../../src/image/dockerfile.ts";
import { tarOf } from "../../src/image/tar.ts";
import { createDockerPlatform, type DeploymentName, type Platform } from "../../src/index.ts";
import { findBase } from "../../src/platform/docker/base-image.ts";
import { engineProblem } from "../../src/platform/docker/engine-problem.ts";
import { followLines } from "../../src/platform/docker/follow-lines.ts";
import { runIn } from "../../src/platform/docker/run-in.ts";
import { baseImage, restartEngine, type SharedEngine, sharedEngine } from "../engine/shared-engine.ts";
import { sampleBundle } from "../sample-bundle.ts";
import { freePort, predict } from "./local-requests.ts";
import { got, problemOf, release } from "./platform-contract.ts";
import { startRegistry } from "./start-registry.ts";

/** What is said where no engine is to be had. */
export function withoutEngine(): void {
  const name = { project: "shop", deployment: "none", target: "production" };
  const problemAt = async (host: string, certificates?: string) => {
    const opened = await createDockerPlatform({ host, ...(certificates === undefined ? {} : { certificates }) });
    return problemOf(opened.ok ? await opened.value.inspect(name) : opened);
  };
  it("it is a problem that none answers", async () => {
    expect((await problemAt("unix:///no/such/docker.sock"))?.code).toBe("ML5500");
    expect((await problemAt(`tcp://127.0.0.1:${await freePort()}`))?.code).toBe("ML5500");
  });
  it("its address and certificates are read", async () => {
    for (const host of ["docker.sock", "ftp://engine", "unix:docker.sock"]) {
      expect((await problemAt(host))?.code).toBe("ML5501");
    }
    expect((await problemAt("tcp://127.0.0.1:2376", "/no/such/folder"))?.code).toBe("ML5502");
  });
  it("a full disk is told from other refusals", () => {
    const full = { statusCode: 500, json: { message: "write /x: no space left on device" } };
    expect(engineProblem("unix:///x", "Installing", full).code).toBe("ML5505");
    expect(engineProblem("unix:///x", "Installing", { statusCode: 500, message: "no" }).code).toBe("ML5509");
  });
}

/** What an engine does beyond the contract of all platforms. One test ends it for a while. */
export function dockerContract(): void {
  const name: DeploymentName = { project: "Shop & Co", deployment: "engine", target: "production" };
  let engine: SharedEngine;
  let docker: Docker;
  let platform: Platform;

  beforeAll(async () => {
    engine = await sharedEngine();
    docker = engine.docker;
    platform = got(await createDockerPlatform({ host: engine.host }));
  });
  afterAll(async () => void (await platform?.uninstall(name, { keepLogs: false })));

  it("the Dockerfile builds, without a network, what is assembled", { timeout: 120_000 }, async () => {
    const bundle = await sampleBundle("1");
    const { image, base, size } = got(await platform.install(name, bundle, { base: baseImage }));
    const found = got(await findBase(docker, baseImage, () => {}));
    const { settings, layer, id } = await assembleImage(bundle, found);
    expect(id).toBe(image);
    const context = await tarOf([
      { name: "Dockerfile", content: dockerfile(settings, found) },
      { name: "files.tar", content: layer },
    ]);
    const building = await docker.buildImage(Readable.from([context]) as never, {
      t: "by-hand:1",
      networkmode: "none",
    });
    await followLines(docker, building, () => {});
    const [assembled, built] = await Promise.all([image, "by-hand:1"].map((each) => docker.getImage(each).inspect()));
    for (const key of ["User", "Cmd", "Env", "Healthcheck", "WorkingDir", "ExposedPorts", "Labels"] as const) {
      expect(assembled!.Config[key as "User"]).toEqual(built!.Config[key as "User"]);
    }
    expect(await filesOf(docker, image)).toEqual(await filesOf(docker, "by-hand:1"));
    expect(assembled!.Config.Labels).toMatchObject({
      "org.mlopsc.metrics": '{"mae":1.25,"r2":0.8}',
      "org.opencontainers.image.base.digest": base.digest,
    });
    expect(size.ours).toBeLessThan(3_000_000);
    expect(size.total).toBeLessThan(150_000_000);
    await docker.getImage("by-hand:1").remove();
  });

  it("a container can do no more than it must, and turns healthy", async () => {
    const { image } = got(await platform.install(name, await sampleBundle("1"), { base: baseImage }));
    got(await platform.startRelease(name, release(1, image, { memory: 200_000_000 })));
    const container = docker.getContainer("mlopsc-shop_co_cada4a-engine-production-r1-1");
    const { HostConfig, Config, Id } = await container.inspect();
    expect(HostConfig).toMatchObject({
      ...{ ReadonlyRootfs: true, CapDrop: ["ALL"], SecurityOpt: ["no-new-privileges"], PidsLimit: 64 },
      ...{ Memory: 200_000_000, PortBindings: {}, RestartPolicy: { Name: "unless-stopped" } },
    });
    expect(Config.User).toBe("65532:65532");
    const inside = (script: string) => runIn(docker.getContainer(Id), ["node", "-p", script]);
    expect((await inside("process.getuid()")).output.toString().trim()).toBe("65532");
    for (const path of ["/opt/mlopsc/x", "/tmp/x", "/etc/x"]) {
      expect((await inside(`fs.writeFileSync("${path}", "")`)).errors).toMatch(/EROFS|EACCES/);
    }
    await expect
      .poll(async () => (await container.inspect()).State.Health?.Status, { timeout: 20_000 })
      .toBe("healthy");
  });

  it("a replica that ends by itself, and all of them after the engine was restarted, come back", {
    timeout: 120_000,
  }, async () => {
    const port = await freePort();
    const [only] = got(await platform.inspect(name)).releases;
    got(await platform.ensureFront(name, { port, image: only!.image }));
    const backends = only!.replicas.map(({ address }) => address as string);
    got(await platform.setRoutes(name, [{ release: 1, share: 1, backends }]));
    const statusNow = () =>
      predict(`127.0.0.1:${port}`).then(
        ({ status }) => status,
        () => 0,
      );
    expect(await statusNow()).toBe(200);
    const { State } = await docker.getContainer("mlopsc-shop_co_cada4a-engine-production-r1-1").inspect();
    process.kill(State.Pid, "SIGKILL");
    await expect.poll(statusNow, { timeout: 20_000 }).toBe(200);
    await restartEngine(engine);
    await expect.poll(statusNow, { timeout: 30_000 }).toBe(200);
    await expect
      .poll(async () => got(await platform.inspect(name)).releases[0]?.replicas[0]?.state, { timeout: 20_000 })
      .toBe("healthy");
    expect(got(await platform.inspect(name)).front?.routes).toEqual([{ release: 1, share: 1, backends }]);
  });

  it("a base that is nowhere is a problem", async () => {
    const base = `127.0.0.1:${await freePort()}/no/such:1`;
    expect(problemOf(await platform.install(name, await sampleBundle("1"), { base }))?.code).toBe("ML5503");
  });

  it("TCP is TLS where certificates are given", async () => {
    const folder = mkdtempSync(join(tmpdir(), "certificates-"));
    makeCertificates(folder);
    const read = (file: string) => readFileSync(join(folder, file));
    const options = { ca: read("ca.pem"), cert: read("cert.pem"), key: read("key.pem"), requestCert: true };
    const proxy = createServer(options, (client) => {
      const there = connect(engine.host.slice("unix://".length));
      client.pipe(there).pipe(client);
      for (const each of [client, there]) each.on("error", () => {});
    });
    proxy.listen(0, "127.0.0.1");
    await once(proxy, "listening");
    const { port } = proxy.address() as { readonly port: number };
    const remote = got(await createDockerPlatform({ host: `tcp://127.0.0.1:${port}`, certificates: folder }));
    const found = got(await remote.inspect(name));
    expect(found.releases).toHaveLength(1);
    // Where the engine is, not where we are.
    expect(found.front?.address).toMatch(/^127\.0\.0\.1:\d+$/);
    proxy.close();
    rmSync(folder, { recursive: true });
  });

  it("an image is pushed to the registry that a target names", { timeout: 120_000 }, async () => {
    const port = await freePort();
    const registry = `127.0.0.1:${port}/team`;
    const pushing = got(await createDockerPlatform({ host: engine.host, registry }));
    const bundle = await sampleBundle("pushed");
    expect(problemOf(await pushing.install(name, bundle, { base: baseImage }))?.code).toBe("ML5510");
    const stop = await startRegistry(port);
    const { pushed, image } = got(await pushing.install(name, bundle, { base: baseImage }));
    expect(pushed).toMatch(/^127\.0\.0\.1:\d+\/team\/mlopsc\/shop_co_cada4a\/engine\/production@sha256:[0-9a-f]{64}$/);
    await docker.getImage(image).remove({ force: true });
    await followLines(docker, await docker.pull(pushed as string), () => {});
    expect((await docker.getImage(pushed as string).inspect()).Id).toBe(image);
    stop();
  });
}

/** Of everything below our folders: who owns it, what may be done with it, and what is in it. */
async function filesOf(docker: Docker, image: string): Promise<readonly string[]> {
  const container = await docker.createContainer({ Image: image });
  const files: string[] = [];
  const entries = extract();
  (await container.export()).pipe(entries);
  for await (const entry of entries) {
    const hash = createHash("sha256");
    for await (const chunk of entry) hash.update(chunk as Buffer);
    const { name, uid, gid, mode, type } = entry.header;
    if (/^(opt|run|var)\//.test(name))
      files.push([name, type, uid, gid, mode?.toString(8), hash.digest("hex")].join(" "));
  }
  await container.remove();
  expect(files.length).toBeGreaterThan(5);
  return files.sort();
}

function makeCertificates(folder: string): void {
  const openssl = (line: string): void =>
    void execFileSync("openssl", line.split(" "), { cwd: folder, stdio: "ignore" });
  openssl(
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=ca -keyout ca.key -out ca.pem",
  );
  openssl("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=engine -keyout key.pem -out request.pem");
  writeFileSync(join(folder, "names"), "subjectAltName=IP:127.0.0.1");
  openssl("x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out cert.pem");
}
