import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serialiseModel } from "@mlopsc/learn";
import { build } from "esbuild";
import { expect, it } from "vitest";
import { bundleOptions } from "../../bundle-options.mjs";
import { goodRecord, sampleModels } from "../sample-models.ts";
import { countThroughKills } from "./count-through-kills.ts";

it("loses no request that was answered, and counts none twice, over kills of the server and of its reader", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kills-"));
  const [server, reader] = [join(folder, "server.cjs"), join(folder, "reader.mjs")];
  await build({ ...bundleOptions, outfile: server });
  const entryPoints = [join(import.meta.dirname, "follow-and-store.ts")];
  await build({ ...bundleOptions, format: "esm", entryPoints, outfile: reader, banner: requireBanner });
  const model = join(folder, "model.json");
  writeFileSync(model, serialiseModel(sampleModels()[1]!.model));
  const port = 20_000 + (process.pid % 20_000);
  const record = goodRecord;
  const count = await countThroughKills({
    ...{ server, reader, model, record, folder, port },
    ...{ requests: 3000, kills: 3, connections: 8 },
  });
  expect(count).toMatchObject({ lost: 0, twice: 0, kills: 3, segments: 4 });
  expect(count.answered).toBeGreaterThanOrEqual(3000);
  // At most one for each connection was under way at a kill.
  expect(count.unanswered).toBeLessThanOrEqual(3 * 8);
});

const requireBanner = {
  js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
};
