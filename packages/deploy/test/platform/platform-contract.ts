import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { goodRecord } from "../../../serve/test/sample-models.ts";
import type { DeploymentName, FoundReplica, Outcome, Platform, ReleaseSpec } from "../../src/index.ts";
import { brokenBundle, sampleBundle } from "../sample-bundle.ts";

/** A platform, and what a person with a terminal can do to what runs there. */
export interface PlatformFixture {
  readonly platform: Platform;
  readonly base: string;
  /** Ends a replica at once, for good. */
  kill(name: DeploymentName, release: number, replica: number): Promise<void>;
  /** Takes it away, with all that is known of it. */
  remove(name: DeploymentName, release: number, replica: number): Promise<void>;
  killFront(name: DeploymentName): Promise<void>;
  removeImage(name: DeploymentName, image: string): Promise<void>;
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

export const predict = (address: string): Promise<Response> =>
  fetch(`http://${address}/predict`, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify(goodRecord),
  });

/** A port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
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
    it("are not left behind by a start that was called off", async () => {
      const image = await installed(name, "2");
      const stop = AbortSignal.timeout(30);
      const outcome = await platform.startRelease(name, release(4, image), { signal: stop });
      expect(problemOf(outcome)?.code).toBe("ML5520");
      expect((await found(name)).releases.map((each) => each.release)).toEqual([2]);
    });
  });
}
