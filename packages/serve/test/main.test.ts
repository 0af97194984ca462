import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { beforeAll, expect, it } from "vitest";
import { goodRecord, sampleModels } from "./sample-models.ts";

const folder = mkdtempSync(join(tmpdir(), "serve-"));
const bundle = join(folder, "server.bundle.cjs");
const model = join(folder, "model.json");

beforeAll(async () => {
  const { bundleOptions } = await import("../bundle-options.mjs");
  await build({ ...bundleOptions, outfile: bundle });
  writeFileSync(model, serialiseModel(sampleModels()[0]!.model));
});

interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs the bundle, alone in its folder, until it ends; `onOutput` may act on what it has said so far. */
function run(options: readonly string[], onOutput?: (output: string, stop: () => void) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bundle, ...options], { cwd: folder });
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
      onOutput?.(output, () => child.kill("SIGTERM"));
    });
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    child.once("close", (code) => resolve({ code, output, errors }));
  });
}

it("serves a model file from one file, and ends cleanly when told to", async () => {
  let answer: Promise<unknown> | undefined;
  const { code, output, errors } = await run(
    ["--model", model, "--port", "0", "--host", "127.0.0.1", "--log", "requests"],
    (said, stop) => {
      const url = /serves on (http:\/\/[\d.:]+)/.exec(said)?.[1];
      if (url === undefined || answer !== undefined) return;
      const headers = { "content-type": "application/json", connection: "close" };
      answer = fetch(`${url}/predict`, { method: "POST", headers, body: JSON.stringify(goodRecord) })
        .then((response) => response.json())
        .finally(stop);
    },
  );
  expect(errors).toBe("");
  expect(code).toBe(0);
  expect(await answer).toMatchObject({
    prediction: expect.any(Number),
    model: { name: "payments", version: expect.stringMatching(/^[\da-f]{12}$/) },
  });
  const entries = output
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(entries.map((entry) => entry.message)).toEqual([
    expect.stringContaining("serves on"),
    "request answered",
    "stopped",
  ]);
});

it.each([
  ["no model", [], 2, /^Usage:/],
  ["a port that is none", ["--model", model, "--port", "x"], 2, /^Usage:/],
  ["an option that it does not know", ["--model", model, "--speed", "9"], 2, /^Usage:/],
  ["a key without a log", ["--model", model, "--log-key", "account"], 2, /^Usage:/],
  ["a personal key", ["--model", model, "--log-folder", folder, "--log-key", "email"], 1, /email: it is personal data/],
  ["a folder that is none", ["--model", model, "--log-folder", model], 1, /cannot serve.*EEXIST/],
  ["a file of keys that is empty", ["--model", model, "--api-key-file", "/dev/null"], 1, /it holds no key/],
  ["a file of keys that is not there", ["--model", model, "--api-key-file", join(folder, "none")], 1, /ENOENT/],
  ["a file that is not there", ["--model", join(folder, "none.json")], 1, /ENOENT/],
  ["a file that is no model", ["--model", bundle], 1, /not JSON/],
])("refuses %s", async (_, options, code, message) => {
  const ended = await run(options);
  expect(ended.code).toBe(code);
  expect(ended.errors).toMatch(message);
});

it("serves only the file whose digest it was given", async () => {
  const digest = createHash("sha256").update(readFileSync(model)).digest("hex");
  let stopped = false;
  const served = await run(
    ["--model", model, "--port", "0", "--host", "127.0.0.1", "--digest", `sha256:${digest}`],
    (said, stop) => {
      if (stopped || !said.includes("serves on")) return;
      stopped = true;
      stop();
    },
  );
  expect(served).toMatchObject({ code: 0, errors: "" });
  const changed = join(folder, "changed.json");
  writeFileSync(
    changed,
    readFileSync(model, "utf8").replace(/\d(?=[^\d]*$)/, (digit) => String((Number(digit) + 1) % 10)),
  );
  const { code, errors } = await run(["--model", changed, "--digest", digest]);
  expect(code).toBe(1);
  expect(errors).toMatch(/changed\.json: its digest is [\da-f]{64}: it is not the file that was meant/);
});
