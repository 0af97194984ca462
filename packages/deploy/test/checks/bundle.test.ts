import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { afterEach, beforeAll, expect, it } from "vitest";
import { bundleOptions } from "../../../serve/bundle-options.mjs";
import { runChecks } from "../../src/index.ts";
import { comparison, contextOf, parity } from "./context.ts";
import { plantedModels } from "./planted/sample-models.ts";

const folder = mkdtempSync(join(tmpdir(), "checks-"));
const bundle = join(folder, "server.bundle.cjs");
const planted = plantedModels();
const running: ChildProcess[] = [];

beforeAll(() => build({ ...bundleOptions, outfile: bundle }));
afterEach(() => {
  for (const child of running.splice(0)) child.kill("SIGKILL");
});

/** The file that goes into an image, as a process with this environment. */
async function started(name: string, environment: Readonly<Record<string, string>>): Promise<string> {
  const model = join(folder, `${name}.json`);
  writeFileSync(model, serialiseModel(planted.find((each) => each.name === name)!.model));
  const options = [bundle, "--model", model, "--version", "3", "--port", "0", "--host", "127.0.0.1"];
  const child = spawn(process.execPath, options, { cwd: folder, env: { PATH: process.env["PATH"], ...environment } });
  running.push(child);
  let said = "";
  for (;;) {
    const [chunk] = (await once(child.stdout, "data")) as [Buffer];
    said += chunk;
    const url = /serves on (http:\/\/[\d.:]+)/.exec(said)?.[1];
    if (url !== undefined) return url;
  }
}

it.each([
  ["trees", { TZ: "Asia/Kathmandu", LANG: "de_DE.UTF-8", LC_ALL: "de_DE.UTF-8" }],
  ["classes", { TZ: "America/St_Johns", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" }],
  ["line", { TZ: "Pacific/Kiritimati", LANG: "C", LC_ALL: "C" }],
])("%s: the bundle holds every check, wherever it runs: %j", async (name, environment) => {
  const url = await started(name, environment);
  const each = planted.find((one) => one.name === name)!;
  const results = await runChecks(
    [
      { kind: "smoke", source: "smoke", condition: comparison("slowest", "<", 9000) },
      parity(200, 0),
      { kind: "load", rate: 50, milliseconds: 1000, source: "load", condition: comparison("errors", "==", 0) },
    ],
    contextOf(each, url, { version: "3" }),
  );
  expect(results.map(({ kind, holds }) => [kind, holds])).toEqual([
    ["smoke", true],
    ["parity", true],
    ["load", true],
  ]);
  expect(results[1]!.figures).toEqual({ difference: 0, rows: 200, differing: 0 });
  expect(results.flatMap(({ findings }) => findings).filter(({ severity }) => severity === "error")).toEqual([]);
});

it("finds a server that died between two checks", async () => {
  const url = await started("line", {});
  const context = contextOf(planted[2]!, url, {
    runProgram: async () => {
      running[0]!.kill("SIGKILL");
      await once(running[0]!, "exit");
      return { kind: "exited", exitCode: 0, log: [] };
    },
  });
  const killing = {
    line: "kill",
    words: ["kill"],
    shell: false,
    files: [],
    environment: [],
    timeoutMilliseconds: 1000,
  };
  const results = await runChecks(
    [parity(20), { kind: "run", source: "run", condition: null, ...killing }, parity(20), parity(20)],
    context,
  );
  expect(results.map(({ holds }) => holds)).toEqual([true, true, false, false]);
  expect(results.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual(["ML5553", "ML5552"]);
});
