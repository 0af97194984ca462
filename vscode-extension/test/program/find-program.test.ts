import { chmodSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../packages/cli/test/small-project.ts";
import { findProgram } from "../../src/program/find-program.ts";
import { runProgram } from "../../src/program/run-program.ts";

afterEach(() => vi.unstubAllEnvs());

const installed = {
  "node_modules/mlopsc/package.json": '{ "bin": { "mlopsc": "bin/mlopsc.js" } }',
  "node_modules/mlopsc/bin/mlopsc.js": "console.log(JSON.stringify(process.argv.slice(2)));",
  "churn/main.mlops": "project churn { }",
};

describe("which mlopsc is used", () => {
  it("is the one of the setting, before all others; a setting that names no file is no licence to run another", () => {
    const root = temporaryFolder({ ...installed, "tools/mlopsc": "" });
    const places = { folder: join(root, "churn"), root };
    expect(findProgram({ ...places, setting: "tools/mlopsc" })).toMatchObject({
      file: join(root, "tools/mlopsc"),
      origin: "settings",
    });
    expect(findProgram({ ...places, setting: "tools/gone" })).toBeUndefined();
  });

  it("is the project's own, found upwards, but never above the folder that is open", () => {
    vi.stubEnv("PATH", "");
    const root = temporaryFolder(installed);
    const folder = join(root, "churn");
    expect(findProgram({ folder, root, setting: "" })).toEqual({
      file: process.execPath,
      before: [join(root, "node_modules/mlopsc/bin/mlopsc.js")],
      environment: { ELECTRON_RUN_AS_NODE: "1" },
      origin: "project",
    });
    expect(findProgram({ folder, root: folder, setting: "" })).toBeUndefined();
  });

  it("is the one on the path at last; folders of the path that are relative count for nothing", () => {
    const root = temporaryFolder({ "bin/mlopsc": "#!/bin/sh\n" });
    const file = join(root, "bin/mlopsc");
    const find = (path: string) => {
      vi.stubEnv("PATH", path);
      return findProgram({ folder: root, root, setting: "" });
    };
    expect(find(join(root, "bin"))).toBeUndefined();
    chmodSync(file, 0o755);
    expect(find(`bin:${join(root, "bin")}`)).toEqual({ file, before: [], environment: {}, origin: "path" });
    expect(find("bin")).toBeUndefined();
  });

  it("is not one whose manifest leads nowhere", () => {
    vi.stubEnv("PATH", "");
    const root = temporaryFolder({ "node_modules/mlopsc/package.json": "{", "a.mlops": "" });
    expect(findProgram({ folder: root, root, setting: "" })).toBeUndefined();
  });
});

describe("running it", () => {
  it("hands words over as they are: no shell reads them", async () => {
    const root = temporaryFolder(installed);
    const program = findProgram({ folder: root, root, setting: "" });
    if (program === undefined) throw new Error("not found");
    const words = ["predict", "$(touch x); `id` && \"a b\" | 'c'", "*"];
    const lines: string[] = [];
    const { code, out } = await runProgram(program, words, { folder: root, onLine: (line) => lines.push(line) });
    expect({ code, words: JSON.parse(out) }).toEqual({ code: 0, words });
    expect(lines).toEqual([JSON.stringify(words)]);
  });

  it("says why a program could not be started, and stops one that is no longer wanted", async () => {
    const root = temporaryFolder({ "wait.js": "setInterval(() => {}, 1000); process.stdin.resume();" });
    const program = { file: join(root, "gone"), before: [], environment: {}, origin: "path" } as const;
    expect(await runProgram(program, [], { folder: root })).toMatchObject({
      code: null,
      err: expect.stringContaining("ENOENT"),
    });
    const stop = new AbortController();
    const waiting = runProgram({ ...program, file: process.execPath, before: ["wait.js"] }, [], {
      folder: root,
      signal: stop.signal,
    });
    setTimeout(() => stop.abort(), 200);
    expect(await waiting).toMatchObject({ code: null });
  });
});
