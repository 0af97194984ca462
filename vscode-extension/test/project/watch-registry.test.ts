import { setTimeout as delay } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { watchRegistry } from "../../src/project/watch-registry.ts";
import { type RealProject, realProject } from "../real-project.ts";

function watched(project: RealProject): { readonly changes: () => number } {
  let changes = 0;
  onTestFinished(
    watchRegistry(project.folder, () => {
      changes += 1;
    }),
  );
  return { changes: () => changes };
}

test("an apply is told of, the first one too, some time after its last step", async () => {
  const project = realProject();
  const { changes } = watched(project);
  for (const at of [0, 1]) {
    const before = changes();
    expect((await project.mlopsc("apply", "--target", ["dataset.customers", "transform.features"][at]!)).code).toBe(0);
    await expect.poll(changes).toBeGreaterThan(before);
    await delay(1500);
    expect(changes() - before).toBeLessThan(3);
  }
});

test("who only looks is not told of: a view that is refreshed would refresh itself for ever", async () => {
  const project = realProject();
  await project.mlopsc("apply");
  const { changes } = watched(project);
  for (const words of [["plan", "--format", "json"], ["runs", "--format", "json"], ["status"], ["history"]]) {
    await project.mlopsc(...words);
    await delay(1500);
  }
  await delay(3500);
  expect(changes()).toBe(0);
});
