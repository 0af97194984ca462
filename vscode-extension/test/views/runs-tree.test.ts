import { expect, it } from "vitest";
import { type Run, runsTree } from "../../src/views/runs-tree.ts";
import { realProject } from "../real-project.ts";

it("has a node for each model with its version and figure; runs of before are folded away", async () => {
  const project = realProject();
  expect(runsTree(await project.json<readonly Run[]>("runs", "--format", "json"))).toEqual([]);
  await project.mlopsc("apply");
  project.edit("max_depth: 3", "max_depth: 4");
  await project.mlopsc("apply");
  const [model, ...others] = runsTree(await project.json<readonly Run[]>("runs", "--format", "json"));
  expect(others).toEqual([]);
  expect(model).toMatchObject({ kind: "model", label: "leaves", address: "model.leaves" });
  expect(model?.description).toMatch(/^v2, auc 0\.\d+ on the test part$/);
  const [now, baseline, before] = model?.children ?? [];
  expect(now).toMatchObject({ kind: "final", label: "trained" });
  expect(now?.description).toMatch(/^auc 0\.\d+, decision_tree, \d+ ms$/);
  expect(now?.tooltip).toMatch(/\| auc \| .*\| 0\.\d+ \|/);
  expect(now?.tooltip).toContain("max\\_depth: 4");
  expect(baseline).toMatchObject({ kind: "baseline", label: "baseline" });
  expect(before).toMatchObject({ kind: "older", description: "1 run" });
});
