import { execFileSync, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import Docker from "dockerode";
import { endEngine, engineFolder } from "./engine-folder.ts";

/** One engine for a run of the tests, whichever files ask for it: two on one machine would take each other's network rules. */
export interface SharedEngine {
  readonly host: string;
  readonly folder: string;
  readonly docker: Docker;
}

/** Made from the Node that runs the tests: no registry is asked. */
export const baseImage = "node:20-slim";

/** Why none can be started here, where none can. */
export function engineRefusal(): string | undefined {
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return "an engine of the tests' own needs Linux and root";
  for (const program of ["dockerd", "docker-registry", "iptables"]) {
    try {
      execFileSync("sh", ["-c", `command -v ${program}`], { env: environment() });
    } catch {
      return `${program} is not installed (apt-get install docker.io docker-registry iptables)`;
    }
  }
  return undefined;
}

/** Starts it where it does not run yet. `global-setup.ts` ends it with the run. */
export async function sharedEngine(): Promise<SharedEngine> {
  const folder = engineFolder();
  const host = `unix://${folder}/docker.sock`;
  const docker = new Docker({ socketPath: `${folder}/docker.sock` });
  if (takes(folder)) {
    startEngine(folder);
    await answers(docker, folder);
    await importBase(docker, folder);
    writeFileSync(join(folder, "ready"), "");
  }
  const limit = Date.now() + 60_000;
  while (!existsSync(join(folder, "ready"))) {
    if (Date.now() > limit) throw new Error(`the engine in ${folder} did not become ready`);
    await delay(50);
  }
  return { host, folder, docker };
}

/** The daemon itself: for a test that ends it. Everything on it that should, comes back. */
export async function restartEngine({ folder, docker }: SharedEngine): Promise<void> {
  endEngine(folder);
  startEngine(folder);
  await answers(docker, folder);
}

/** Whether this process is the one to start it: making a folder succeeds once. */
function takes(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function startEngine(folder: string): void {
  const log = openSync(join(folder, "log"), "a");
  const at = (name: string): string => join(folder, name);
  const line = ["--data-root", at("data"), "--exec-root", at("exec"), "--pidfile", at("pid")];
  spawn("dockerd", [...line, "--host", `unix://${at("docker.sock")}`, "--shutdown-timeout", "3"], {
    detached: true,
    stdio: ["ignore", log, log],
    env: environment(),
  }).unref();
}

async function answers(docker: Docker, folder: string): Promise<void> {
  const limit = Date.now() + 30_000;
  while (Date.now() < limit) {
    if (
      await docker.ping().then(
        () => true,
        () => false,
      )
    )
      return;
    await delay(50);
  }
  throw new Error(`dockerd did not answer: ${readFileSync(join(folder, "log"), "utf8").slice(-2000)}`);
}

/** The binary, the libraries that it names, and a list of users. */
async function importBase(docker: Docker, folder: string): Promise<void> {
  const root = join(folder, "base");
  const node = realpathSync(process.execPath);
  const libraries = execFileSync("ldd", [node], { encoding: "utf8" }).match(/\/\S+/g) ?? [];
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(root, to)), { recursive: true });
    copyFileSync(realpathSync(from), join(root, to));
  };
  put(node, "usr/local/bin/node");
  for (const library of libraries) put(library, library);
  mkdirSync(join(root, "etc"));
  mkdirSync(join(root, "tmp"));
  writeFileSync(join(root, "etc/passwd"), "root:x:0:0::/root:/nope\n");
  const tar = spawn("tar", ["-C", root, "-c", "."], { stdio: ["ignore", "pipe", "inherit"] });
  const [repo, tag] = baseImage.split(":");
  const told = await docker.importImage(tar.stdout, { repo, tag, changes: "ENV PATH=/usr/local/bin" });
  told.resume();
  await new Promise((resolve) => told.once("end", resolve));
  rmSync(root, { recursive: true });
}

/** What is installed for root lies in folders that a user's path leaves out. */
const environment = (): NodeJS.ProcessEnv => ({ ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin:/sbin` });
