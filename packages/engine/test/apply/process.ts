import { spawn } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { registryContent } from "../../src/registry/sqlite/registry-content.ts";
import { openRegistry, readRegistry } from "../../src/registry/sqlite/sqlite-registry.ts";
import { bundledFile } from "../compute/worker-file.ts";
import { smallProjectFiles } from "../fixtures/small-project.ts";

/** A folder with the small project's data, and nothing done yet. */
export function newProjectFolder(seed = 1): string {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-test-"));
  for (const [name, text] of Object.entries(smallProjectFiles(600, seed))) writeFileSync(join(folder, name), text);
  return folder;
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

export interface RunOptions {
  /** Sends the signal so long after the process began, when a line of its output starts with this, or once this is so. */
  readonly stop?: { readonly signal: NodeJS.Signals; readonly after: number | string | (() => boolean) };
  /** Of its search. */
  readonly trials?: number;
}

/** Applies the small project in a process of its own. */
export async function applyInProcess(folder: string, { stop, trials }: RunOptions = {}): Promise<Ended> {
  const script = fileURLToPath(await bundledFile("test/fixtures/apply-small-project.ts"));
  const worker = fileURLToPath(await bundledFile("src/compute/compute-worker.ts"));
  const words = [script, folder, worker, ...(trials === undefined ? [] : [String(trials)])];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const timer = stop === undefined ? undefined : stopLater(stop, () => child.kill(stop.signal));
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    if (typeof stop?.after === "string" && output.split("\n").some((line) => line.startsWith(String(stop.after))))
      child.kill(stop.signal);
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      clearInterval(timer);
      resolve({ code, signal, output });
    });
  });
}

function stopLater({ after }: Required<RunOptions>["stop"], stop: () => void): NodeJS.Timeout | undefined {
  if (typeof after === "number") return setTimeout(stop, after);
  if (typeof after === "function") return setInterval(() => after() && stop(), 5);
  return undefined;
}

/** How many trials of the search are kept. */
export function keptTrials(folder: string): number {
  const { registry } = readRegistry(join(folder, ".mlopsc/registry.db"), () => 0);
  const kept = registry?.database.get<{ count: number }>("select count(*) as count from trials")?.count ?? 0;
  registry?.close();
  return kept;
}

/** What the registry of a folder holds. */
export function contentOf(folder: string): string {
  const { registry, problem } = openRegistry(join(folder, ".mlopsc/registry.db"), () => 0);
  if (problem !== undefined) throw new Error(problem.message);
  const content = registryContent(registry);
  registry.close();
  return content;
}
