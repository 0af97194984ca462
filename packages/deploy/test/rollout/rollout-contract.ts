import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { codes, report } from "@mlopsc/diagnostics";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Bundle,
  type Candidate,
  type DeploymentName,
  type Outcome,
  type Platform,
  type RolledOut,
  type RolloutEvent,
  type RolloutRequest,
  rollOut,
  type Strategy,
  servingRelease,
} from "../../src/index.ts";
import { freePort } from "../platform/local-requests.ts";
import { got, type PlatformFixture, problemOf, release } from "../platform/platform-contract.ts";
import { brokenBundle, faultyBundle, sampleBundle } from "../sample-bundle.ts";
import { type Load, startLoad } from "./load.ts";

const strategies: readonly Strategy[] = [
  { kind: "blue_green" },
  { kind: "recreate" },
  { kind: "canary", share: 0.3, hold: 1000, limits: { window: 500, latency: 1000 } },
];

const watchful: Strategy = { kind: "canary", share: 0.5, hold: 20_000, limits: { window: 1500, latency: 4 } };

/** What roll-outs promise, on any platform: each test goes on with what the one before left serving. `short`: the main of it. */
export function rolloutContract(open: () => Promise<PlatformFixture>, extent: "whole" | "short" = "whole"): void {
  const name: DeploymentName = { project: "shop", deployment: "rolled", target: "production" };
  let fixture: PlatformFixture;
  let platform: Platform;
  let port: number;
  let number = 0;
  let events: RolloutEvent[] = [];

  beforeAll(async () => {
    fixture = await open();
    platform = fixture.platform;
    port = await freePort();
  });
  afterAll(async () => {
    await platform.uninstall(name, { keepLogs: false });
    await fixture.close();
  });

  const requestOf = async (bundle: Bundle, strategy: Strategy): Promise<RolloutRequest> => {
    const { image } = got(await platform.install(name, bundle, { base: fixture.base }));
    number += 1;
    return { name, release: release(number, image, { replicas: 2 }), front: { port, image }, strategy };
  };
  const roll = (request: RolloutRequest, signal?: AbortSignal): Promise<Outcome<RolledOut>> => {
    events = [];
    const onEvent = (event: RolloutEvent) => void events.push(event);
    return rollOut(request, { platform, clock: Date.now, onEvent, ...(signal === undefined ? {} : { signal }) });
  };
  const rollBundle = async (bundle: Bundle, strategy: Strategy) => roll(await requestOf(bundle, strategy));
  const serving = async (): Promise<readonly [number, string][]> =>
    got(await platform.inspect(name)).releases.map((each) => [each.release, each.version]);
  const underLoad = async <T>(act: (load: Load) => Promise<T>): Promise<T> => {
    const load = startLoad(port, 4);
    try {
      return await act(load);
    } finally {
      const { requests, failures } = await load.stop();
      expect(failures).toEqual({});
      expect(requests).toBeGreaterThan(20);
    }
  };

  it("put a first release there", async () => {
    const rolled = got(await rollBundle(await sampleBundle("1"), { kind: "canary", share: 0.1, hold: 60_000 }));
    expect(rolled).toMatchObject({ release: 1 });
    expect(rolled.before).toBeUndefined();
    expect(await serving()).toEqual([[1, "1"]]);
  });

  describe("fail no request", () => {
    it.each(strategies)("$kind", async (strategy) => {
      await underLoad(async (load) => {
        const before = number;
        const version = `2 ${strategy.kind}`;
        const rolled = got(await rollBundle(await sampleBundle(version), strategy));
        expect(rolled).toMatchObject({ release: number, before });
        const { versions } = load.now();
        await delay(300);
        expect(load.now().versions[version]).toBeGreaterThan(versions[version] ?? 0);
        expect(await serving()).toEqual([[number, version]]);
        // Of this release, of the one before, and of the front.
        expect(got(await platform.inspect(name)).images.length).toBeLessThanOrEqual(3);
      });
    });
    it("on the way back to the version before", async () => {
      await underLoad(async () => {
        got(await rollBundle(await sampleBundle("1"), { kind: "blue_green" }));
        expect(await serving()).toEqual([[number, "1"]]);
      });
    });
  });

  describe("leave the target as it was", () => {
    const asBefore = async (bundle: Bundle, strategy: Strategy, code: string): Promise<void> => {
      const before = await serving();
      await underLoad(async () => expect(problemOf(await rollBundle(bundle, strategy))?.code).toBe(code));
      expect(await serving()).toEqual(before);
      expect(events.at(-1)?.kind).toBe("undone");
    };
    it.each(strategies.slice(0, extent === "whole" ? 3 : 1))(
      "when a replica does not start ($kind)",
      async (strategy) => {
        const before = await serving();
        await underLoad(async () =>
          expect(problemOf(await rollBundle(await brokenBundle(), strategy))?.code).toBe("ML5507"),
        );
        expect(await serving()).toEqual(before);
      },
    );
    it.each(strategies.slice(0, extent === "whole" ? 3 : 1))("when a check says no ($kind)", async (strategy) => {
      const before = await serving();
      const request = await requestOf(await sampleBundle("3"), strategy);
      const refusal = report(codes.platformRefused, { what: "This release", reason: "a check did" });
      let seen: string | undefined;
      const check = async (candidate: Candidate) => {
        seen = await versionAt(candidate);
        return [refusal];
      };
      await underLoad(async (load) => {
        expect(problemOf(await roll({ ...request, check }))).toEqual(refusal);
        if (strategy.kind !== "recreate") expect(load.now().versions["3"]).toBeUndefined();
      });
      expect(seen).toBe("3");
      expect(await serving()).toEqual(before);
    });
    it("when the canary fails one request in twenty", async () => {
      await asBeforeFaults(await faultyBundle("4", { every: 20 }), "ML5521");
    });
    if (extent === "whole") {
      it("when the canary answers late", async () => {
        await asBefore(await faultyBundle("5", { every: 4, milliseconds: 400 }), watchful, "ML5522");
      });
      it("when the canary predicts otherwise", async () => {
        await asBefore(await sampleBundle("6", 1), watchful, "ML5523");
      });
      it("when it is called off", async () => {
        const before = await serving();
        const request = await requestOf(await sampleBundle("7"), watchful);
        await underLoad(async () => {
          const outcome = await roll(request, AbortSignal.timeout(2500));
          expect(problemOf(outcome)?.code).toBe("ML5520");
        });
        expect(await serving()).toEqual(before);
      });
    }

    it("when it is called off while the new one waits, or neither runs", async () => {
      for (const moment of ["waits", "removed"]) {
        const before = await serving();
        const request = await requestOf(await sampleBundle("7"), { kind: "recreate" });
        const stop = new AbortController();
        await underLoad(async () => {
          const onEvent = ({ kind }: RolloutEvent) => void (kind === moment && stop.abort());
          const outcome = await rollOut(request, { platform, clock: Date.now, onEvent, signal: stop.signal });
          expect(problemOf(outcome)?.code).toBe("ML5520");
        });
        expect(await serving()).toEqual(before);
      }
    });

    /** The canary's own failures reach clients: those, and no others. */
    const asBeforeFaults = async (bundle: Bundle, code: string): Promise<void> => {
      const before = await serving();
      const load = startLoad(port, 4);
      expect(problemOf(await rollBundle(bundle, watchful))?.code).toBe(code);
      expect(events.filter(({ kind }) => kind === "judged")).toHaveLength(1);
      expect(Object.keys((await load.stop()).failures)).toEqual(["500 {}"]);
      expect(await serving()).toEqual(before);
    };
  });

  describe("that were killed leave one version serving, and go on when asked again", () => {
    const moments: readonly (readonly [string, Strategy, "before" | "next"])[] = [
      ["started", { kind: "blue_green" }, "before"],
      ["routed", { kind: "blue_green" }, "next"],
      ["waits", { kind: "recreate" }, "before"],
      ["removed", { kind: "recreate" }, "next"],
      ["started", { kind: "recreate" }, "next"],
      ["routed", watchful, "before"],
    ];
    it.each(moments.slice(0, extent === "whole" ? 6 : 4))(
      "at `%s` of %o: the one %s",
      async (moment, strategy, which) => {
        const [before] = await serving();
        const request = await requestOf(await sampleBundle(`8 ${number}`), strategy);
        await underLoad(async (load) => {
          await killedAt(fixture.reopen, request, moment);
          await servesAlone(load, which === "before" ? before![0] : request.release.release);
          got(await roll({ ...request, strategy: { kind: "blue_green" } }));
        });
        expect(await serving()).toEqual([[number, `8 ${number - 1}`]]);
      },
    );
    const late = [0, 20, 60, 120, 250];
    it.each(extent === "whole" ? late : late.slice(1, 2))(
      "%s ms after the end of the old began, before the new runs",
      async (milliseconds) => {
        const request = await requestOf(await sampleBundle(`9 ${number}`), { kind: "recreate" });
        await underLoad(async (load) => {
          await killedAt(fixture.reopen, request, "waits", milliseconds);
          const [before, next] = [request.release.release - 1, request.release.release];
          const left = await servesAlone(load, before, next);
          if (left === before) got(await roll(request));
        });
        expect((await serving()).at(-1)).toEqual([number, `9 ${number - 1}`]);
        got(await rollBundle(await sampleBundle("1"), { kind: "blue_green" }));
      },
    );
  });

  /** Nobody has to ask: the front has one of these answer, within the time for which it holds requests. */
  const servesAlone = async (load: Load, ...expected: readonly number[]): Promise<number> => {
    const steady = async () => servingRelease(got(await platform.inspect(name)))?.release;
    await expect.poll(steady, { timeout: 10_000 }).toSatisfy((release) => expected.includes(release as number));
    const { requests } = load.now();
    await expect.poll(() => load.now().requests).toBeGreaterThan(requests + 10);
    return (await steady()) as number;
  };
}

/** Has another process roll out, and ends it at that moment, where it stops, or so many milliseconds after it. */
async function killedAt(
  reopen: PlatformFixture["reopen"],
  request: RolloutRequest,
  moment: string,
  after?: number,
): Promise<void> {
  const order = { reopen, request, ...(after === undefined ? { moment } : {}) };
  const child = spawn(process.execPath, [await rollOutOnce(), JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  for await (const line of createInterface(child.stdout)) {
    if (line === moment) setTimeout(() => child.kill("SIGKILL"), after ?? 0);
  }
  expect((await ended)[1]).toBe("SIGKILL");
}

let program: Promise<string> | undefined;
const rollOutOnce = (): Promise<string> => (program ??= bundleProgram());

/** Beside the package's own files, where Node finds what it needs. */
async function bundleProgram(): Promise<string> {
  const outfile = join(import.meta.dirname, "../../dist/test", `roll-out-once-${process.pid}.cjs`);
  await build({
    ...{ entryPoints: [join(import.meta.dirname, "roll-out-once.ts")], outfile, bundle: true, platform: "node" },
    ...{ format: "cjs", target: "node20", conditions: ["source"], external: ["dockerode"], logLevel: "warning" },
  });
  return outfile;
}

async function versionAt({ url, headers }: Candidate): Promise<string> {
  const answer = await fetch(`${url}/predict`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/json", connection: "close" },
    body: JSON.stringify((await import("../../../serve/test/sample-models.ts")).goodRecord),
  });
  return ((await answer.json()) as { readonly model: { readonly version: string } }).model.version;
}
