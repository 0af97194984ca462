import { execFileSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { createProcessPlatform, type DeploymentName } from "../../src/index.ts";
import type { PlatformFixture } from "./platform-contract.ts";

export async function openProcesses(): Promise<PlatformFixture> {
  const folder = await mkdtemp(join(tmpdir(), "targets-"));
  const root = ({ deployment, target }: DeploymentName): string => join(folder, target, deployment);
  const record = (name: DeploymentName, release: number, replica: number): string =>
    join(root(name), "releases", `r${release}-${replica}.process`);
  return {
    platform: createProcessPlatform({ folder }),
    base: "node:20-slim",
    reopen: { kind: "process", at: folder },
    kill: (name, release, replica) => kill(record(name, release, replica)),
    remove: async (name, release, replica) => rmSync(record(name, release, replica)),
    killFront: (name) => kill(join(root(name), "front", "front.process")),
    removeImage: (name, image) => rm(join(root(name), "images", image), { recursive: true }),
    told: async (name) => execFileSync("grep", ["-rha", "", root(name)], { encoding: "utf8", maxBuffer: 1e9 }),
    running: async (name, image) => {
      const lines = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
      return lines.filter((line) => line.includes(join(root(name), "images", image))).length;
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

async function kill(recordFile: string): Promise<void> {
  const { pid } = JSON.parse(readFileSync(recordFile, "utf8")) as { readonly pid: number };
  process.kill(pid, "SIGKILL");
  await delay(50);
}
