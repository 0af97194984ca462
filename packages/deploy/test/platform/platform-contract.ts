import { createServer } from "node:net";
import { readRequestLog } from "@mlopsc/serve";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeploymentName, FoundReplica, LogSegment, Outcome, Platform, ReleaseSpec } from "../../src/index.ts";
import { brokenBundle, sampleBundle } from "../sample-bundle.ts";
import { freePort, predict } from "./local-requests.ts";

/** A platform, and what a person with a terminal can do to what runs there. */
export interface PlatformFixture {
  readonly platform: Platform;
  readonly base: string;
  /** How another process opens the same platform: `roll-out-once.ts`. */
  readonly reopen: { readonly kind: "process" | "docker"; readonly at: string };
  /** Ends a replica at once, for good. */
  kill(name: DeploymentName, release: number, replica: number): Promise<void>;
  /** Takes it away, with all that is known of it. */
  remove(name: DeploymentName, release: number, replica: number): Promise<void>;
  killFront(name: DeploymentName): Promise<void>;
  removeImage(name: DeploymentName, image: string): Promise<void>;
  /** What one can read who looks at the deployment: files of processes, settings of containers. */
  told(name: DeploymentName): Promise<string>;
  /** How many replicas run from an image, known or not. */
  running(name: DeploymentName, image: string): Promise<number>;
  close(): Promise<void>;
}

/** What was asked for; a problem fails the test with its words. */
export function got<T>(outcome: Outcome<T>): T {
  if (outcome.ok) return outcome.value;
  throw new Error(outcome.problems.map(({ code, message }) => `${code} ${message}`).join("\n"));
}

export const problemOf = (
  outcome: Outcome<unknown>,
): { readonly code: string; readonly message: string } | undefined => (outcome.ok ? undefined : outcome.problems[0]);

export const release = (number: number, image: string, more: Partial<ReleaseSpec> = {}): ReleaseSpec => ({
  release: number,
  image,
  replicas: 1,
  log: { bytes: 10_000_000, days: 7, keys: [] },
  ...more,
});

const addressesOf = (replicas: readonly FoundReplica[]): readonly (string | undefined)[] =>
  replicas.map(({ address }) => address);

/** What every platform does alike. */
export function platformContract(open: () => Promise<PlatformFixture>): void {
  let fixture: PlatformFixture;
  let platform: Platform;
  const named = (deployment: string): DeploymentName => ({ project: "shop", deployment, target: "staging" });
  const installed = async (name: DeploymentName, version = "1"): Promise<string> =>
    got(await platform.install(name, await sampleBundle(version), { base: fixture.base })).image;
  const found = async (name: DeploymentName) => got(await platform.inspect(name));

  beforeAll(async () => {
    fixture = await open();
    platform = fixture.platform;
  });
  afterAll(() => fixture.close());

  describe("images", () => {
    const name = named("images");
    it("gives the same image for the same bundle, and another for another", async () => {
      const bundle = await sampleBundle("1");
      const first = got(await platform.install(name, bundle, { base: fixture.base }));
      const again = got(await platform.install(name, bundle, { base: fixture.base }));
      const next = got(await platform.install(name, await sampleBundle("2"), { base: fixture.base }));
      expect(again).toEqual(first);
      expect(next.image).not.toBe(first.image);
      expect((await found(name)).images).toEqual([first.image, next.image].sort());
    });
    it("are removed unless a release runs from them", async () => {
      const image = await installed(name);
      got(await platform.startRelease(name, release(1, image)));
      got(await platform.removeImage(name, image));
      expect((await found(name)).images).toContain(image);
      got(await platform.removeRelease(name, 1));
      got(await platform.removeImage(name, image));
      expect((await found(name)).images).not.toContain(image);
      got(await platform.uninstall(name, { keepLogs: false }));
    });
    it("that are gone are a problem", async () => {
      const image = await installed(name);
      await fixture.removeImage(name, image);
      expect(problemOf(await platform.startRelease(name, release(1, image)))?.code).toBe("ML5506");
      got(await platform.uninstall(name, { keepLogs: false }));
    });
  });

  describe("replicas", () => {
    const name = named("replicas");
    afterAll(async () => void (await platform.uninstall(name, { keepLogs: false })));

    it("answer once the release has started, and a second start changes nothing", async () => {
      const image = await installed(name);
      const spec = release(1, image, { replicas: 2, memory: 256_000_000 });
      const replicas = got(await platform.startRelease(name, spec));
      expect(replicas.map(({ replica, state }) => [replica, state])).toEqual([
        [1, "healthy"],
        [2, "healthy"],
      ]);
      for (const { local } of replicas) {
        const answer = await predict(local as string);
        expect(answer.status).toBe(200);
        expect(await answer.json()).toMatchObject({ model: { name: "spending", version: "1" } });
      }
      expect(got(await platform.startRelease(name, spec))).toEqual(replicas);
      const [only] = (await found(name)).releases;
      expect(only).toMatchObject({ release: 1, version: "1", image, wanted: 2, memory: 256_000_000 });
    });
    it("that were killed or removed are seen, and started anew where the routes look for them", async () => {
      const before = (await found(name)).releases[0]!;
      await fixture.kill(name, 1, 2);
      const killed = (await found(name)).releases[0]!;
      expect(killed.replicas.map(({ state }) => state)).toEqual(["healthy", "stopped"]);
      await fixture.remove(name, 1, 2);
      const { replicas } = (await found(name)).releases[0]!;
      expect(replicas.filter(({ state }) => state === "healthy")).toHaveLength(1);
      const spec = release(1, before.image, { replicas: 2, memory: 256_000_000 });
      const mended = got(await platform.startRelease(name, spec));
      expect(addressesOf(mended)).toEqual(addressesOf(before.replicas));
    });
    it("run beside those of another release, and end alone", async () => {
      const next = got(await platform.startRelease(name, release(2, await installed(name, "2"))));
      expect((await found(name)).releases.map((each) => [each.release, each.version])).toEqual([
        [1, "1"],
        [2, "2"],
      ]);
      got(await platform.removeRelease(name, 1));
      expect((await found(name)).releases.map((each) => each.release)).toEqual([2]);
      expect((await predict(next[0]!.local as string)).status).toBe(200);
    });
    it("that do not become ready are a problem with their last lines, and none is left", async () => {
      const { image } = got(await platform.install(name, await brokenBundle(), { base: fixture.base }));
      const problem = problemOf(await platform.startRelease(name, release(3, image, { replicas: 2 })));
      expect(problem?.code).toBe("ML5507");
      expect(problem?.message).toContain("model.json");
      expect((await found(name)).releases.map((each) => each.release)).toEqual([2]);
    });
    it("ask for the key that they were given, and leave it nowhere to be seen", async () => {
      const image = await installed(name, "2");
      const apiKey = "planted-4711";
      const [only] = got(await platform.startRelease(name, release(5, image, { apiKey })));
      expect((await predict(only!.local as string)).status).toBe(401);
      expect((await predict(only!.local as string, { "x-api-key": apiKey })).status).toBe(200);
      expect(await fixture.told(name)).toContain("spending");
      expect(await fixture.told(name)).not.toContain(apiKey);
      got(await platform.removeRelease(name, 5));
    });
    it("that come after another release begin by themselves once it has ended, and are in nobody's way when it does not", async () => {
      const image = await installed(name, "2");
      got(await platform.startRelease(name, release(6, image, { replicas: 2 })));
      const [waiting] = got(await platform.startRelease(name, release(7, image), { after: 6 }));
      expect(waiting).toMatchObject({ replica: 1, state: expect.stringMatching(/^(starting|unhealthy)$/) });
      expect(got(await platform.startRelease(name, release(7, image), { after: 6 }))).toMatchObject([{ replica: 1 }]);
      got(await platform.removeRelease(name, 7));
      const [again] = got(await platform.startRelease(name, release(7, image), { after: 6 }));
      got(await platform.removeRelease(name, 6));
      await expect
        .poll(
          () =>
            predict(again!.local as string).then(
              ({ status }) => status,
              () => 0,
            ),
          { timeout: 10_000 },
        )
        .toBe(200);
      expect(got(await platform.startRelease(name, release(7, image)))).toMatchObject([{ state: "healthy" }]);
      got(await platform.removeRelease(name, 7));
      expect((await found(name)).releases.map((each) => each.release)).toEqual([2]);
    });
    it("are not left behind by a start that was called off", async () => {
      const image = await installed(name, "2");
      const stop = AbortSignal.timeout(30);
      const outcome = await platform.startRelease(name, release(4, image), { signal: stop });
      expect(problemOf(outcome)?.code).toBe("ML5520");
      expect(await fixture.running(name, image)).toBe(1);
      expect((await found(name)).releases.map((each) => each.release)).toEqual([2]);
    });
  });

  describe("the front", () => {
    const name = named("front");
    const other = named("other");
    let port: number;
    afterAll(async () => {
      for (const each of [name, other]) await platform.uninstall(each, { keepLogs: false });
    });

    it("shares requests by the routes, and counts them", async () => {
      port = await freePort();
      const [one, two] = [await installed(name, "1"), await installed(name, "2")];
      const front = got(await platform.ensureFront(name, { port, image: one }));
      expect(front).toMatchObject({ port, state: "healthy", address: `127.0.0.1:${port}` });
      const first = got(await platform.startRelease(name, release(1, one)));
      const second = got(await platform.startRelease(name, release(2, two)));
      const routes = [
        { release: 1, share: 0.75, backends: [first[0]!.address as string] },
        { release: 2, share: 0.25, backends: [second[0]!.address as string] },
      ];
      got(await platform.setRoutes(name, routes));
      const versions: string[] = [];
      for (let request = 0; request < 20; request++) {
        const answer = await predict(`127.0.0.1:${port}`);
        versions.push(((await answer.json()) as { readonly model: { readonly version: string } }).model.version);
      }
      expect(versions.filter((version) => version === "2")).toHaveLength(5);
      const status = got(await platform.frontStatus(name));
      expect(status.routes).toEqual(routes);
      expect(status.releases.map((each) => [each.release, each.requests, each.errors])).toEqual([
        [1, 15, 0],
        [2, 5, 0],
      ]);
      expect((await found(name)).front).toEqual({ ...front, routes });
    });
    it("stays when it is asked for again", async () => {
      const { since } = got(await platform.frontStatus(name));
      const { image } = (await found(name)).releases[0]!;
      got(await platform.ensureFront(name, { port, image }));
      expect(got(await platform.frontStatus(name))).toMatchObject({
        since,
        releases: [{ requests: 15 }, { requests: 5 }],
      });
      expect(got(await platform.occupant(port))).toEqual({ kind: "front", ...name });
    });
    it("that was ended is seen, and comes back with its routes", async () => {
      const before = (await found(name)).front!;
      await fixture.killFront(name);
      expect((await found(name)).front).toMatchObject({ port, state: "stopped" });
      expect(problemOf(await platform.frontStatus(name))?.code).toBe("ML5508");
      const { image } = (await found(name)).releases[0]!;
      expect(got(await platform.ensureFront(name, { port, image }))).toEqual(before);
      expect((await predict(`127.0.0.1:${port}`)).status).toBe(200);
    });
    it("of another deployment, or another program, has a port that is taken", async () => {
      const image = await installed(other);
      const taken = problemOf(await platform.ensureFront(other, { port, image }));
      expect(taken?.code).toBe("ML5504");
      expect(taken?.message).toMatch(/front/);
      const server = createServer();
      const free = await freePort();
      await new Promise<void>((resolve) => server.listen(free, "127.0.0.1", resolve));
      expect(problemOf(await platform.ensureFront(other, { port: free, image }))?.code).toBe("ML5504");
      expect(got(await platform.occupant(free))).toMatchObject({ kind: "other" });
      await new Promise((resolve) => server.close(resolve));
      expect(got(await platform.occupant(free))).toEqual({ kind: "free" });
      expect((await found(other)).front).toBeUndefined();
      expect((await predict(`127.0.0.1:${port}`)).status).toBe(200);
    });
    it("and its replicas leave a request log, of which each byte is read once", async () => {
      const listed = got(await platform.logSegments(name));
      expect(new Set(listed.map(({ replica }) => replica))).toEqual(new Set(["r1-1", "r2-1"]));
      const [segment] = listed as [LogSegment];
      expect(Math.abs(segment.written - Date.now())).toBeLessThan(600_000);
      const whole = got(await platform.readSegment(name, segment, 0));
      expect(whole.length).toBe(segment.size);
      const { requests, next } = readRequestLog(whole);
      expect(requests.length).toBeGreaterThanOrEqual(15);
      for (let request = 0; request < 4; request++) await predict(`127.0.0.1:${port}`);
      const added = got(await platform.readSegment(name, segment, next));
      expect(Buffer.concat([whole, added])).toEqual(Buffer.from(got(await platform.readSegment(name, segment, 0))));
      expect(added.length).toBeGreaterThan(0);
      got(await platform.removeRelease(name, 1));
      expect(got(await platform.readSegment(name, segment, next))).toEqual(added);
      got(await platform.removeLog(name, "r1-1"));
      expect(new Set(got(await platform.logSegments(name)).map(({ replica }) => replica))).toEqual(new Set(["r2-1"]));
    });
    it("goes with the rest of the deployment", async () => {
      expect(got(await platform.runLog(name, { lines: 5 })).map(({ from }) => from)).toContain("front");
      got(await platform.uninstall(name, { keepLogs: false }));
      expect(await found(name)).toEqual({ releases: [], images: [] });
      expect(got(await platform.occupant(port))).toEqual({ kind: "free" });
    });
  });
}
