import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProjectState } from "@mlopsc/engine";
import type { Plan } from "@mlopsc/plan";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { searchedSpec } from "../searched-project.ts";
import { customersCsv, customersSpec, temporaryFolder } from "../small-project.ts";

const newProject = (spec = customersSpec): string =>
  temporaryFolder({ "main.mlops": spec, "customers.csv": customersCsv(60) });

test("a first plan names every step, its work and the counts, and does nothing", async () => {
  const folder = newProject();
  const { code, out, err } = await run(folder, ["plan"]);
  expect([code, err]).toEqual([0, ""]);
  const steps = out.split("\n").filter((line) => /^ +\+ /.test(line));
  expect(steps.length).toBeGreaterThan(15);
  expect(steps).toContain("    + dataset.customers            take in the data");
  const trained = steps.flatMap((line) => / (model\.\w+) +train: (.*)/.exec(line)?.slice(1).join(": ") ?? []);
  expect(trained).toEqual([
    "model.leaves: classification into two classes",
    "model.plans: classification into several classes",
    "model.spending: regression",
  ]);
  expect(out).toContain(`\nPlan: ${steps.length} to add, 0 to update, 0 to replace, 0 to remove.\n`);
  expect(existsSync(join(folder, ".mlopsc/objects"))).toBe(false);
});

test("--detailed-exitcode is 2 where something is to be done, and 0 where nothing is", async () => {
  const folder = newProject();
  expect((await run(folder, ["plan", "--detailed-exitcode"])).code).toBe(2);
  await run(folder, ["apply"]);
  const { code, out } = await run(folder, ["plan", "--detailed-exitcode"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^No changes\./);
});

test("--out saves what --format json prints", async () => {
  const folder = newProject();
  const { out, err } = await run(folder, ["plan", "--out", "p.json", "--format", "json"]);
  expect(JSON.parse(readFileSync(join(folder, "p.json"), "utf8"))).toEqual(JSON.parse(out));
  expect(err).toBe("Saved. Carry it out with `mlopsc apply p.json`.\n");
});

test("of a search that was stopped it says how many trials are kept", async () => {
  const spec = searchedSpec.replace("random(3)", "random(30)");
  const folder = temporaryFolder({ "main.mlops": spec, "customers.csv": customersCsv(300) });
  const controller = new AbortController();
  const timer = setInterval(() => keptTrials(folder) >= 3 && controller.abort(), 5);
  expect((await run(folder, ["apply", "--target", "model.leaves"], { signal: controller.signal })).code).toBe(130);
  clearInterval(timer);
  const done = keptTrials(folder);
  const { out } = await run(folder, ["plan"]);
  expect(out).toMatch(new RegExp(`\\+ model\\.leaves/search +search hyper-parameters, ${done} of 30 trials kept\\n`));
  const json = JSON.parse((await run(folder, ["plan", "--format", "json"])).out) as Plan;
  expect(json.steps.filter(({ kept }) => kept !== undefined)).toMatchObject([
    { address: "model.leaves/search", kept: { done, of: 30, unit: "trials" } },
  ]);
});

function keptTrials(folder: string): number {
  const { state } = readProjectState(folder, () => 0);
  const kept = state?.registry.database.get<{ count: number }>("select count(*) as count from trials")?.count ?? 0;
  state?.registry.close();
  return kept;
}

test("a project with errors has no plan; one whose data are not there says which", async () => {
  const wrong = await run(newProject(customersSpec.replace("from customers", "from custmers")), ["plan"]);
  expect(wrong.code).toBe(1);
  expect(wrong.err).toContain("There is no dataset or transform named `custmers`.");
  const absent = await run(temporaryFolder({ "main.mlops": customersSpec }), ["plan"]);
  expect(absent.code).toBe(1);
  expect(absent.err).toContain("error[ML5101]: No file matches");
  expect(absent.err).toContain("--> main.mlops:");
});

test("an unknown format is a wrong use", async () => {
  const { code, err } = await run(newProject(), ["plan", "--format", "yaml"]);
  expect([code, err]).toEqual([2, 'error: --format wants text or json, not "yaml".\n']);
});

test("a dataset without a schema whose file is absent says so", async () => {
  const spec = 'project p {\n  seed = 1\n}\n\ndataset a {\n  source = csv("absent.csv")\n}\n';
  const { code, err } = await run(temporaryFolder({ "a.mlops": spec }), ["plan"]);
  expect(code).toBe(1);
  expect(err).toContain("error[ML5101]: No file matches absent.csv.");
  expect(err).toContain("--> a.mlops:5:9");
});
