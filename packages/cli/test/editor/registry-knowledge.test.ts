import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Compilation, compileProject } from "@mlopsc/compiler";
import type { Knowledge } from "@mlopsc/language-server";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { registryKnowledge } from "../../src/editor/registry-knowledge.ts";
import { appliedProject, apply, customersCsv, customersSpec, temporaryFolder } from "../small-project.ts";

let folder: string;
beforeAll(async () => {
  folder = await appliedProject();
});

function opened(project: string, said: string[] = []): Knowledge {
  return registryKnowledge(project, (line) => void said.push(line));
}

const compiled = (text: string): Compilation =>
  compileProject({ files: [{ path: "main.mlops", text }], parameters: {}, inferred: new Map() });

test("rows, profiles, metrics and versions of what was applied; nothing is planned", async () => {
  const knowledge = opened(folder);
  expect(await knowledge.refresh(compiled(customersSpec))).toBe(true);
  expect(knowledge.tableOf("dataset.customers")).toMatchObject({ rows: 400, columns: 8, version: { number: 1 } });
  expect(knowledge.tableOf("transform.features")?.rows).toBeGreaterThan(300);
  expect(knowledge.profileOf("dataset.customers", "age")).toMatchObject({
    rows: 400,
    missing: 20,
    numbers: { max: "77" },
  });
  expect(knowledge.profileOf("dataset.customers", "region")?.frequent).toEqual([
    { value: "south", count: 266 },
    { value: "north", count: 134 },
  ]);
  expect(knowledge.modelOf("model.leaves")).toMatchObject({ version: 1, versions: 1 });
  expect(knowledge.modelOf("model.leaves")?.metrics[0]?.value).toBeGreaterThan(0.5);
  expect(knowledge.plannedFor(null)).toBeNull();
  expect(await knowledge.refresh(compiled(customersSpec))).toBe(false);
});

test("of personal data and ids counts alone", async () => {
  const knowledge = opened(folder);
  await knowledge.refresh(compiled(customersSpec));
  expect(knowledge.profileOf("dataset.customers", "email")).toEqual({ rows: 400, missing: 0, distinct: 400 });
  expect(knowledge.profileOf("dataset.customers", "customer")).toEqual({ rows: 400, missing: 0, distinct: 400 });
});

test("the plan for a text as it is written: what, why, how long", async () => {
  const knowledge = opened(folder);
  await knowledge.refresh(compiled(customersSpec.replace("trees: 20", "trees: 30")));
  expect(knowledge.plannedFor("model.leaves")).toMatchObject({ what: "retrain", cause: "`trees`: 20 → 30" });
  expect(knowledge.plannedFor("model.leaves")?.estimateMilliseconds).toBeGreaterThan(0);
  expect(knowledge.plannedFor("model.plans")).toBeNull();
  expect(knowledge.plannedFor(null)?.what).toBe("retrain");
  await knowledge.refresh(compiled(customersSpec.replace("predict   = left", "predict   = = left")));
  expect(knowledge.plannedFor("model.leaves")?.what).toBe("retrain");
});

test("another process applies: what it did is seen, and told of", async () => {
  const project = await appliedProject();
  const knowledge = opened(project);
  await knowledge.refresh(compiled(customersSpec));
  const changed = new Promise<void>((resolve) => {
    onTestFinished(knowledge.watch(resolve));
  });
  writeFileSync(join(project, "customers.csv"), customersCsv(300));
  await knowledge.refresh(compiled(customersSpec));
  expect(knowledge.plannedFor("dataset.customers")).toMatchObject({
    what: "re-ingest",
    cause: "`customers.csv` changed",
  });
  await apply(project);
  await changed;
  expect(await knowledge.refresh(compiled(customersSpec))).toBe(true);
  expect(knowledge.tableOf("dataset.customers")).toMatchObject({ rows: 300, version: { number: 2 } });
  expect(knowledge.plannedFor(null)).toBeNull();
});

test("columns of a dataset without a schema, from its data, once for each state of the file", async () => {
  const project = temporaryFolder({ "d.csv": "id,age\na,3\nb,\n" });
  const text = 'project p {\n}\ndataset d {\n  source = csv("d.csv")\n}\n';
  const knowledge = opened(project);
  expect(await knowledge.refresh(compiled(text))).toBe(true);
  expect(knowledge.inferredColumns().get("d")).toMatchObject([
    { name: "id" },
    { name: "age", type: { kind: "int", nullable: true } },
  ]);
  expect(await knowledge.refresh(compiled(text))).toBe(false);
  writeFileSync(join(project, "d.csv"), "id,age,more\na,3,x\n");
  expect(await knowledge.refresh(compiled(text))).toBe(true);
  expect(
    knowledge
      .inferredColumns()
      .get("d")
      ?.map(({ name }) => name),
  ).toEqual(["id", "age", "more"]);
  await knowledge.refresh(compiled(text.replace("d.csv", "there is none.csv")));
  expect(knowledge.inferredColumns().size).toBe(0);
});

test("no registry, or a damaged one: nothing is known, and it is said once", async () => {
  const said: string[] = [];
  const knowledge = opened(temporaryFolder({ "customers.csv": "" }), said);
  expect(await knowledge.refresh(compiled(customersSpec))).toBe(false);
  expect(said).toEqual([]);
  const damaged = opened(temporaryFolder({ ".mlopsc/registry.db": "no database".repeat(100) }), said);
  await damaged.refresh(compiled(customersSpec));
  expect(await damaged.refresh(compiled(customersSpec))).toBe(false);
  expect(damaged.plannedFor(null)).toBeNull();
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/registry/);
});
