import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { bundleOptions } from "../../serve/bundle-options.mjs";
import { sampleModels } from "../../serve/test/sample-models.ts";
import type { Bundle } from "../src/index.ts";

let programs: Promise<{ readonly server: Uint8Array; readonly front: Uint8Array }> | undefined;

/** A real model with the real server and front; `version` alone tells one from the next. */
export async function sampleBundle(version: string): Promise<Bundle> {
  programs ??= buildPrograms();
  const [first] = sampleModels();
  return {
    model: "spending",
    version,
    files: { model: Buffer.from(serialiseModel(first!.model)), ...(await programs) },
    labels: { spec: "5pec", data: { payments: "da7a" }, metrics: { mae: 1.25, r2: 0.8 } },
  };
}

/** One that its server refuses. */
export async function brokenBundle(): Promise<Bundle> {
  const bundle = await sampleBundle("broken");
  return { ...bundle, files: { ...bundle.files, model: Buffer.from("{}") } };
}

async function buildPrograms() {
  const folder = await mkdtemp(join(tmpdir(), "programs-"));
  const [server, front] = [join(folder, "server.cjs"), join(folder, "front.cjs")];
  await Promise.all([build({ ...bundleOptions, outfile: server }), build({ ...bundleOptions, outfile: front })]);
  return { server: readFileSync(server), front: readFileSync(front) };
}
