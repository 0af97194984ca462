import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ThreadEnded } from "../../src/compute/thread-ended.ts";
import { OnnxThread } from "../../src/onnx/onnx-thread.ts";
import { bundledFile } from "../compute/worker-file.ts";

test("an ONNX runtime that ends without a word is not waited for", async () => {
  const marker = join(mkdtempSync(join(tmpdir(), "frail-")), "ended");
  process.env["MLOPSC_TEST_FRAIL"] = JSON.stringify({ way: "exits", marker });
  const thread = new OnnxThread(await bundledFile("test/compute/frail-worker.ts"));
  const begun = performance.now();
  try {
    expect(() => thread.describe({ path: "a.onnx", sha256: "0", content: "" })).toThrow(ThreadEnded);
    expect(performance.now() - begun).toBeLessThan(20_000);
  } finally {
    await thread.close();
  }
});
