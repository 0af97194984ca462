import { readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { bundleOptions, frontBundleOptions } from "../../serve/bundle-options.mjs";
import { sampleModels } from "../../serve/test/sample-models.ts";
import type { Bundle } from "../src/index.ts";

let programs: Promise<{ readonly server: Uint8Array; readonly front: Uint8Array }> | undefined;

let models: ReturnType<typeof sampleModels> | undefined;

/** A real model with the real server and front; `version` alone tells one from the next. */
export async function sampleBundle(version: string, model = 0): Promise<Bundle> {
  programs ??= buildPrograms();
  models ??= sampleModels();
  const { model: trained } = models[model]!;
  return {
    model: "spending",
    version,
    files: { model: Buffer.from(serialiseModel(trained)), ...(await programs) },
    labels: { spec: "5pec", data: { payments: "da7a" }, metrics: { mae: 1.25, r2: 0.8 } },
  };
}

/** One that its server refuses. */
export async function brokenBundle(): Promise<Bundle> {
  const bundle = await sampleBundle("broken");
  return { ...bundle, files: { ...bundle.files, model: Buffer.from("{}") } };
}

/** The real server with a fault: every so many predictions fail, or take longer. */
export async function faultyBundle(version: string, fault: Fault): Promise<Bundle> {
  const bundle = await sampleBundle(version);
  const prelude = `{
    const { Server } = require("node:http"), { emit } = Server.prototype, fault = ${JSON.stringify(fault)};
    let count = 0;
    Server.prototype.emit = function (event, request, response) {
      const isPrediction = event === "request" && request.url === "/predict";
      if (isPrediction && ++count % fault.every === 0) {
        if (fault.milliseconds === undefined) return response.writeHead(500).end("{}");
        return setTimeout(() => emit.call(this, event, request, response), fault.milliseconds);
      }
      return emit.apply(this, arguments);
    };
  }
`;
  return { ...bundle, files: { ...bundle.files, server: Buffer.concat([Buffer.from(prelude), bundle.files.server]) } };
}

export interface Fault {
  readonly every: number;
  /** Absent: the prediction fails. */
  readonly milliseconds?: number;
}

async function buildPrograms() {
  const folder = await mkdtemp(join(tmpdir(), "programs-"));
  const [server, front] = [join(folder, "server.cjs"), join(folder, "front.cjs")];
  await Promise.all([build({ ...bundleOptions, outfile: server }), build({ ...frontBundleOptions, outfile: front })]);
  return { server: readFileSync(server), front: readFileSync(front) };
}
