import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { scanBlocks } from "../../src/spec/scan-blocks.ts";
import { type CheckGroup, checkGroups } from "../../src/tests/check-lines.ts";
import { type Ended, lineResults, type Measured } from "../../src/tests/check-results.ts";
import type { PrintedPlan } from "../../src/views/plan-tree.ts";
import { type RealProject, realProject } from "../real-project.ts";

/** What the test explorer shows for a block: its lines with what became of them. */
async function results(project: RealProject, block: string): Promise<readonly string[]> {
  const text = readFileSync(join(project.folder, "main.mlops"), "utf8");
  const group = checkGroups(scanBlocks(text)).find((each) => each.block.address === block) as CheckGroup;
  const { address, lines } = group;
  const { out, err } = await project.mlopsc("apply", "--format", "json", "--target", address);
  const last = out.trim().split("\n").at(-1) ?? "";
  const ended = last === "" ? undefined : (JSON.parse(last) as Ended);
  const shown = await project.mlopsc("show", address);
  const outcome = shown.code === 0 ? JSON.parse(shown.out) : {};
  const found = lineResults(
    lines.map(({ start }) => ({ file: "main.mlops", number: text.slice(0, start).split("\n").length, start })),
    {
      address,
      ended,
      plan: ended && (await project.json<PrintedPlan>("plan", "--format", "json", "--target", address)),
      measured: (outcome.expectations ?? outcome.gates ?? []) as readonly Measured[],
      problem: err.trim().split("\n", 1)[0] ?? "",
    },
  );
  return found.map(({ state, message }, at) => `${lines[at]?.text}: ${state} ${message.split("\n", 1)[0]}`.trim());
}

it("says of each line whether it holds, and what was measured", async () => {
  const project = realProject();
  expect(await results(project, "dataset.customers")).toEqual([
    "rows >= 100: passed 300",
    "unique(customer): passed holds for every row",
    "spend < 900  else warn: passed holds for every row",
  ]);
  const gates = await results(project, "model.leaves");
  expect(gates[0]).toMatch(/^auc >= 0.6: passed 0\.\d+ against 0\.6$/);
  expect(gates[1]).toMatch(/^gap\(auc\) < 0\.5: passed -?0\.\d+ against 0\.5$/);
});

it("gives a line that does not hold its problem, and leaves the others be", async () => {
  const project = realProject();
  await project.mlopsc("apply");
  project.edit("rows >= 100", "rows >= 1_000");
  project.edit("spend < 900", "spend < 100");
  const [rows, unique, spend] = await results(project, "dataset.customers");
  expect(rows).toBe("rows >= 1_000: failed ML5300: The data does not hold `rows >= 1000`: it is 300.");
  expect(unique).toBe("unique(customer): passed holds for every row");
  expect(spend).toMatch(/^spend < 100 {2}else warn: passed/);
  expect((await results(project, "model.leaves"))[0]).toMatch(/^auc >= 0.6: errored ML5300/);
});

it("tells of gates which one keeps the model out", async () => {
  const project = realProject();
  project.edit("auc >= 0.6", "auc >= 0.999");
  const [auc, gap] = await results(project, "model.leaves");
  expect(auc).toMatch(/^auc >= 0\.999: failed ML5320: .*does not hold/);
  expect(gap).toMatch(/^gap\(auc\) < 0\.5: passed -?0\.\d+ against 0\.5$/);
});

it("says what is wrong with the files where nothing could be done", async () => {
  const project = realProject();
  project.edit("predict   = left", "predict   = lift");
  const [first] = await results(project, "dataset.customers");
  expect(first).toMatch(/^rows >= 100: errored error\[ML\d+\]: /);
});
