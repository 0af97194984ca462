import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { loadOutcome } from "../../src/apply/read-state.ts";
import {
  apply,
  bundleWorker,
  centroids,
  closeEngines,
  engineIn,
  projectWith,
  trainerFolder,
} from "./outside-project.ts";

// On a busy machine the bundle of the threads takes longer than a test may.
beforeAll(bundleWorker, 300_000);
afterEach(closeEngines);

const python = "/usr/bin/python3";

function hasScikitLearn(): boolean {
  try {
    execFileSync(python, ["-c", "import sklearn, pandas"], { stdio: "ignore" });
    return true;
  } catch {
    console.warn(
      `Not run: ${python} cannot import sklearn and pandas (apt-get install python3-sklearn python3-pandas).`,
    );
    return false;
  }
}

test("the trainer of docs/trainers.md is the one that is tried here", () => {
  const page = readFileSync(join(import.meta.dirname, "../../../../docs/trainers.md"), "utf8");
  expect(page).toContain(readFileSync(join(import.meta.dirname, "trainers/forest.py"), "utf8"));
});

describe.runIf(hasScikitLearn())("scikit-learn", () => {
  test("trains a forest that is judged and registered as ours are", { timeout: 300_000 }, async () => {
    const engine = await engineIn(trainerFolder());
    const words = [python, "forest.py"];
    const forest = centroids({ trees: 50 }, { words, line: words.join(" "), files: ["forest.py"] });
    const definition = { features: { names: ["age", "spent"] } } as const;
    const baseline = { algorithm: "random_forest", parameters: { trees: 50 } } as const;
    const applied = await apply(engine, projectWith(forest, { definition, baseline }));
    expect(applied.problems.filter((problem) => !/^ML5302/.test(problem))).toEqual([]);
    const { test: measured, baseline: ours } = loadOutcome(
      engine.state.registry,
      "model.churn/evaluate",
      "evaluate-model",
    )!;
    // Two forests over the same rows; they differ by their draws only.
    expect(Math.abs(measured["auc"]! - ours!["auc"]!)).toBeLessThan(0.03);
    expect(engine.state.registry.models.versions("churn")).toHaveLength(1);
  });
});
