import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { loadOnnxRuntime } from "../../src/onnx/load-runtime.ts";

test("scores a model of onnx.ml with the runtime that is installed", async () => {
  const runtime = (await loadOnnxRuntime())!;
  const bytes = readFileSync(new URL("models/linear-classifier.onnx", import.meta.url));
  const session = await runtime.InferenceSession.create(new Uint8Array(bytes));
  const features = new runtime.Tensor("float32", Float32Array.of(1, 2, -1, 0), [2, 2]);
  const { label, probabilities } = await session.run({ features });
  expect(Array.from(label!.data as BigInt64Array)).toEqual([1n, 0n]);
  // softmax(-5, 5) and softmax(1, -1)
  const second = 1 / (1 + Math.exp(-10));
  const expected = [1 - second, second, 1 / (1 + Math.exp(-2)), 1 / (1 + Math.exp(2))];
  for (const [at, value] of expected.entries()) expect(probabilities!.data[at]).toBeCloseTo(value, 6);
});

test("finds the runtime from a project's folder", async () => {
  expect(await loadOnnxRuntime(import.meta.dirname)).toBeDefined();
});
