import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stepWork } from "@mlopsc/plan";
import { expect, it } from "vitest";
import { type PlanNode, type PrintedPlan, planSummary, planTree } from "../../src/views/plan-tree.ts";
import { stepWords } from "../../src/views/step-words.ts";
import { realProject } from "../real-project.ts";

/** The tree as text: a line a node, two spaces a level. */
const drawn = (nodes: readonly PlanNode[], level = 0): string =>
  nodes
    .map(({ icon, label, description, children }) => {
      const line = `${"  ".repeat(level)}[${icon}] ${[label, description].filter((part) => part !== "").join(" – ")}`;
      return `${line.replace(/\d+(?:\.\d+)? (?:ms|s)\b/g, "N s")}\n${drawn(children, level + 1)}`;
    })
    .join("");

it("shows a new project's blocks, then what a changed line leads to, with its reason", async () => {
  const project = realProject();
  const first = await project.json<PrintedPlan>("plan", "--format", "json");
  expect(planSummary(first)).toBe("9 to add.");
  expect(planTree(first).map(({ label, icon, expanded }) => [label, icon, expanded])).toEqual([
    ["dataset.customers", "create", false],
    ["transform.features", "create", false],
    ["model.leaves", "create", false],
  ]);
  await project.mlopsc("apply");
  project.edit("decision_tree(max_depth: 3)", "decision_tree(max_depth: 4)");
  const second = await project.json<PrintedPlan>("plan", "--format", "json");
  expect(drawn(planTree(second))).toMatchInlineSnapshot(`
    "[replace] model.leaves – 4 steps, about N s
      [reason] \`max_depth\`: 3 → 4
      [replace] train – about N s
      [replace] cross-validate – validate, about N s
      [update] measure on the test part, once – evaluate, about N s, unless its inputs come out the same
      [update] register a version – register, about N s, unless its inputs come out the same
    [up-to-date] 5 steps up to date
      [reuse] dataset.customers – take in the data
      [reuse] dataset.customers/expect – hold it to what is expected
      [reuse] transform.features – build the table
      [reuse] transform.features/split – put the test part aside
      [reuse] model.leaves/baseline – train
    "
  `);
  expect(planSummary(second)).toMatch(/^2 to update, 2 to replace, about /);
});

it("says where each block stands, and that there is nothing to do", async () => {
  const project = realProject();
  await project.mlopsc("apply");
  const plan = await project.json<PrintedPlan>("plan", "--format", "json");
  expect(planSummary(plan)).toBe(`No changes: ${plan.steps.length} steps up to date.`);
  const [kept, ...others] = planTree(plan);
  expect(others).toEqual([]);
  expect(kept).toMatchObject({ icon: "up-to-date", expanded: false });
  const text = readFileSync(join(project.folder, "main.mlops"), "utf8");
  for (const { label, place } of kept?.children ?? []) {
    const name = label.split(/[./]/)[1];
    expect(text.slice(place?.span.start, place?.span.end)).toBe(name);
  }
});

it("says how far a search came that was stopped", () => {
  const kept = { done: 12, of: 30, unit: "trials" };
  const step = { address: "model.leaves/search", kind: "search-model", action: "create", provisional: false } as const;
  const [block] = planTree({ project: { name: "small" }, steps: [{ ...step, kept, causes: [] }] });
  expect(block?.children.map(({ description }) => description)).toEqual(["search, 12 of 30 trials kept"]);
});

it("has words for every step that a plan may hold", () => {
  expect(Object.keys(stepWords).toSorted()).toEqual(Object.keys(stepWork).toSorted());
});
