import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  fitLearner,
  type LearnerContext,
  numericColumn,
  seededRandom,
  type Table,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import type { AlgorithmChoice, Task } from "@mlopsc/vocabulary";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { InlineCompute } from "../../src/compute/inline-compute.ts";
import { shareTable } from "../../src/compute/share-table.ts";
import { type Crew, createCrew } from "../../src/compute/team/crew.ts";
import { type LedTeam, leadTeam } from "../../src/compute/team/member.ts";
import { ThreadEnded } from "../../src/compute/thread-ended.ts";
import { WorkerPool } from "../../src/compute/worker-pool.ts";
import { failureDiagnostic } from "../../src/walk/failure-diagnostic.ts";
import { bundledFile } from "./worker-file.ts";

// Enough rows for every loop to be shared out, and cells enough for others to be called.
const rows = 25_000;
const noiseColumns = 36;

function sample(): { table: Table; raw: Float64Array } {
  const random = seededRandom(3, "team");
  const normals = (): Float64Array => Float64Array.from({ length: rows }, () => random.normal());
  const [a, b, c] = [normals(), normals(), normals()];
  const gaps = c.map((value) => (random.next() < 0.1 ? Number.NaN : Math.round(value * 3)));
  const levels = Array.from({ length: rows }, () => ["red", "green", "blue", null][random.integer(4)] ?? null);
  const raw = a.map((value, row) => value * b[row]! + c[row]! + (levels[row] === "green" ? 1 : 0) + random.normal());
  const columns = [
    numericColumn("a", "number", a),
    numericColumn("b", "number", b),
    numericColumn("gaps", "number", gaps),
    textColumn("level", "category", levels),
    ...Array.from({ length: noiseColumns }, (_, at) => numericColumn(`noise ${at}`, "number", normals())),
  ];
  return { table: tableOf(columns), raw };
}

const { table, raw } = sample();
const boosting = (parameters: AlgorithmChoice["parameters"]): AlgorithmChoice => ({
  algorithm: "gradient_boosting",
  parameters: { trees: 8, ...parameters },
});
const weights = raw.map((_, row) => 1 + (row % 4));
const cases: readonly (readonly [string, Task, AlgorithmChoice, Pick<LearnerContext, "increasing" | "weights">])[] = [
  ["numbers", "regression", boosting({}), {}],
  ["two classes, some rows held out", "binary", boosting({ subsample: 0.8, early_stopping: 5 }), {}],
  [
    "two classes, held to a direction",
    "binary",
    boosting({ class_weight: "balanced" }),
    { increasing: ["a"], weights },
  ],
  ["three classes", "multiclass", boosting({ trees: 3 }), {}],
  ["a forest", "binary", { algorithm: "random_forest", parameters: { trees: 21, max_depth: 4 } }, {}],
];

function targetOf(task: Task): Float64Array {
  if (task === "regression") return raw;
  return raw.map((value) => (task === "binary" ? Number(value > 0) : Number(value > 0) + Number(value > 2)));
}

function leadBy(crew: Crew, size: number): LedTeam {
  const led = leadTeam(size);
  crew.enlist(led.others, () => {});
  return led;
}

describe.each([2, 3])("%i threads", (size) => {
  let crew: Crew;
  beforeAll(async () => {
    crew = createCrew(await bundledFile("src/compute/compute-worker.ts"));
  });
  afterAll(() => crew.close());

  test.each(cases)("grow what one thread grows: %s", (_, task, choice, more) => {
    const context = { task, classCount: task === "regression" ? 0 : task === "binary" ? 2 : 3, seed: 1, ...more };
    let called = 0;
    const summon = () => {
      called++;
      return leadBy(crew, size).team;
    };
    const together = fitLearner(choice, table, targetOf(task), { ...context, summon });
    expect(called).toBe(1);
    expect(together).toEqual(fitLearner(choice, table, targetOf(task), context));
  });
});

test("a helper that fails says why, and the next calculation has helpers again", async () => {
  const crew = createCrew(await bundledFile("src/compute/compute-worker.ts"));
  try {
    const { team, dismiss } = leadBy(crew, 2);
    const calculate = (): void => {
      team.same(() => "nothing that a helper understands");
      team.meet();
    };
    expect(calculate).toThrow(/^a thread of the team has failed: .+/);
    dismiss();
    const context = { task: "regression", classCount: 0, seed: 1 } as const;
    const together = fitLearner(boosting({}), table, raw, { ...context, summon: () => leadBy(crew, 2).team });
    expect(together).toEqual(fitLearner(boosting({}), table, raw, context));
  } finally {
    await crew.close();
  }
});

const all = tableOf([...table.columns, numericColumn("y", "number", raw)]);
const training = {
  table: shareTable(all),
  definition: {
    name: "m",
    task: "regression",
    target: "y",
    input: all.columns.map(({ name, kind }) => ({ name, type: { kind, nullable: true } })),
    steps: [],
    features: { all: "any", except: [] },
  },
  choice: boosting({}),
  seed: 1,
  today: 0,
} as const;

test("a calculation that is alone in the pool is shared out, and gives the same model", async () => {
  const pool = new WorkerPool(await bundledFile("src/compute/compute-worker.ts"), 2);
  try {
    const together = await pool.run("train-model", training);
    expect(together).toEqual(await new InlineCompute().run("train-model", training));
    // An abort ends the helpers too: the next calculation finds the cores free, and the process can end.
    const controller = new AbortController();
    const long = pool.run(
      "train-model",
      { ...training, choice: boosting({ trees: 100_000 }) },
      { signal: controller.signal, onProgress: () => controller.abort(new Error("stop")) },
    );
    await expect(long).rejects.toThrow("stop");
    expect(await pool.run("train-model", training)).toEqual(together);
  } finally {
    await pool.close();
  }
});

/** A pool whose first helper ends in some way while others count on it; the next one helps. */
async function poolWithFrailHelper(way: "exits" | "throws later" | "runs out of memory", size: number) {
  const marker = join(mkdtempSync(join(tmpdir(), "frail-")), "ended");
  process.env["MLOPSC_TEST_FRAIL"] = JSON.stringify({ way, marker });
  return new WorkerPool(await bundledFile("test/compute/frail-worker.ts"), size);
}

describe("a helper that ends without an error that it could tell", () => {
  test.each([
    ["exits", 2, "it stopped with exit code 7"],
    ["exits", 3, "it stopped with exit code 7"],
    ["throws later", 2, "by a callback"],
    ["runs out of memory", 2, "it needed more memory than a thread may have"],
  ] as const)("%s, of %i threads: told at once, and the next calculation is whole", async (way, size, reason) => {
    const pool = await poolWithFrailHelper(way, size);
    try {
      const failure = await pool.run("train-model", training).catch((thrown: unknown) => thrown);
      expect((failure as Error).message).toContain(reason);
      if (way !== "throws later") {
        expect(failure).toBeInstanceOf(ThreadEnded);
        const told = failureDiagnostic("model.m", undefined, failure);
        expect([told.code, told.message]).toEqual(["ML5458", expect.stringContaining(reason)]);
      }
      expect(await pool.run("train-model", training)).toEqual(await new InlineCompute().run("train-model", training));
    } finally {
      await pool.close();
    }
  });
});
