import { numericColumn, type Table, tableOf, textColumn } from "@mlopsc/learn";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Compute, TaskInput } from "../../src/compute/compute.ts";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { shareTable } from "../../src/compute/share-table.ts";
import { WorkerPool } from "../../src/compute/worker-pool.ts";
import { bundledFile } from "./worker-file.ts";

const table: Table = tableOf([
  numericColumn(
    "x",
    "number",
    Array.from({ length: 500 }, (_, row) => row % 17),
  ),
  textColumn(
    "group",
    "category",
    Array.from({ length: 500 }, (_, row) => `g${row % 5}`),
  ),
  numericColumn(
    "y",
    "number",
    Array.from({ length: 500 }, (_, row) => 3 * (row % 17) + (row % 5)),
  ),
]);

const training = (trees: number): TaskInput<"train-model"> => ({
  table: shareTable(table),
  definition: {
    name: "m",
    task: "regression",
    target: "y",
    input: [
      { name: "x", type: { kind: "number", nullable: false } },
      { name: "group", type: { kind: "category", nullable: false } },
      { name: "y", type: { kind: "number", nullable: false } },
    ],
    steps: [],
    features: { all: "any", except: [] },
  },
  choice: { algorithm: "gradient_boosting", parameters: { trees, learning_rate: 0.1, max_depth: 3 } },
  seed: 1,
  today: 0,
});

function computeContract(open: () => Compute): void {
  test("gives the same model wherever it is trained", async () => {
    const trained = await open().run("train-model", training(5));
    const again = await new InlineCompute().run("train-model", training(5));
    expect(trained).toEqual(again);
    expect(trained).toMatchObject({ ok: true, rows: 500, features: ["x", "group"] });
  });

  test("tells progress", async () => {
    const fractions: number[] = [];
    await open().run("train-model", training(200), { onProgress: (fraction) => fractions.push(fraction) });
    expect(fractions.length).toBeGreaterThan(0);
    expect(fractions.every((fraction) => fraction >= 0 && fraction <= 1)).toBe(true);
  });

  test("rejects with what was thrown", async () => {
    const split = { kind: "split", by: "group", share: 0.2, column: "absent" } as const;
    const input = { table, steps: [], split, disjoint: [], seed: 1, today: 0 };
    await expect(open().run("split-data", input)).rejects.toThrow("no column absent");
  });

  test("does not begin what is aborted already", async () => {
    const signal = AbortSignal.abort(new Error("stop"));
    await expect(open().run("train-model", training(5), { signal })).rejects.toThrow("stop");
  });
}

describe("on this thread", () => computeContract(() => new InlineCompute()));

describe("in worker threads", () => {
  let pool: WorkerPool;
  beforeAll(async () => {
    pool = new WorkerPool(await bundledFile("src/compute/compute-worker.ts"), 2);
  });
  afterAll(() => pool.close());

  computeContract(() => pool);

  test("an abort ends a long calculation in the middle, and the pool goes on", async () => {
    const controller = new AbortController();
    const long = pool.run("train-model", training(100_000), {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("stop")),
    });
    await expect(long).rejects.toThrow("stop");
    expect(await pool.run("train-model", training(5))).toMatchObject({ ok: true });
  });

  test("takes more work than it has threads", async () => {
    const results = await Promise.all([1, 2, 3, 4, 5].map((trees) => pool.run("train-model", training(trees))));
    expect(results.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  });
});
