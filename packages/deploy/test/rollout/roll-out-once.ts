/** A roll-out in a process of its own, which says what it does and stops short at a moment: for tests that end it. */
import { writeSync } from "node:fs";
import { createDockerPlatform, createProcessPlatform, type RolloutRequest, rollOut } from "../../src/index.ts";
import type { PlatformFixture } from "../platform/platform-contract.ts";

interface Order {
  readonly reopen: PlatformFixture["reopen"];
  readonly request: RolloutRequest;
  readonly moment: string;
}

async function main(): Promise<void> {
  const { reopen, request, moment } = JSON.parse(process.argv[2] ?? "") as Order;
  const { kind, at } = reopen;
  const opened = kind === "docker" ? await createDockerPlatform({ host: at }) : undefined;
  if (opened?.ok === false) throw new Error(JSON.stringify(opened.problems));
  const platform = opened?.value ?? createProcessPlatform({ folder: at });
  const onEvent = (event: { readonly kind: string }) => {
    writeSync(1, `${event.kind}\n`);
    if (event.kind === moment) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  const outcome = await rollOut(request, { platform, clock: Date.now, onEvent });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
}

void main();
