import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, customersSpec, temporaryFolder, writeFiles } from "../small-project.ts";

// One project, taken through the days of its life: what a change redoes, and what it leaves alone.

/** What an apply did, by address. */
async function applied(folder: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await run(folder, ["apply", ...words]);
  if (code !== 0) throw new Error(`${out}\n${err}`);
  return out.split("\n").flatMap((line) => /^[✓!] (\S+)/.exec(line)?.slice(1) ?? []);
}

/** The actions of a plan that are not `reuse`: `create model.leaves`. */
async function planned(folder: string, ...words: readonly string[]): Promise<readonly string[]> {
  const { code, out, err } = await run(folder, ["plan", "--format", "json", ...words]);
  if (code !== 0) throw new Error(`${out}\n${err}`);
  const plan = JSON.parse(out) as { steps: { address: string; action: string }[] };
  return plan.steps.filter(({ action }) => action !== "reuse").map(({ address, action }) => `${action} ${address}`);
}

const newProject = (): string => temporaryFolder({ "main.mlops": customersSpec, "customers.csv": customersCsv(300) });
const edit = (folder: string, from: string, to: string): void => {
  const path = join(folder, "main.mlops");
  const text = readFileSync(path, "utf8");
  if (!text.includes(from)) throw new Error(`There is no "${from}".`);
  writeFileSync(path, text.replace(from, to));
};

test("an applied project has nothing to do; a change redoes what follows from it, and nothing else", async () => {
  const folder = newProject();
  const first = await applied(folder);
  expect(first.length).toBeGreaterThan(15);
  expect(await planned(folder)).toEqual([]);
  expect(await applied(folder)).toEqual([]);
  const again = await run(folder, ["apply"]);
  expect(again.out).toMatch(/^No changes\. What the files say is what is there: \d+ steps up to date\.\n/);

  edit(folder, "gradient_boosting(trees: 20)", "gradient_boosting(trees: 21)");
  const changed = await planned(folder);
  expect(changed).toContain("replace model.leaves");
  expect(changed.every((action) => action.includes(" model.leaves"))).toBe(true);
  expect(changed).not.toContain("replace model.leaves/baseline");
  const redone = await applied(folder);
  expect(redone).toContain("model.leaves");
  expect(redone.every((address) => address.startsWith("model.leaves"))).toBe(true);

  edit(folder, "gradient_boosting(trees: 21)", "gradient_boosting(trees: 20)");
  // The model of before is still in the store: nothing is trained.
  expect((await applied(folder)).filter((address) => address === "model.leaves")).toEqual([]);
  expect(await planned(folder)).toEqual([]);
});

test("comments, layout, the order of blocks and the names of files change nothing", async () => {
  const folder = newProject();
  await applied(folder);
  const text = readFileSync(join(folder, "main.mlops"), "utf8");
  const blocks = text.trim().split(/\n\n(?=\w)/);
  const [project = "", ...others] = blocks;
  mkdirSync(join(folder, "parts"));
  writeFileSync(join(folder, "main.mlops"), `# The top.\n${project}\n`);
  const spaced = others.reverse().map((block) => `## ${block.length}\n${block.replaceAll("  ", "\t  ")}`);
  writeFileSync(join(folder, "parts/rest.mlops"), `${spaced.join("\n\n\n").replaceAll("\n", "\r\n")}\r\n`);
  expect(await planned(folder)).toEqual([]);
  renameSync(join(folder, "parts/rest.mlops"), join(folder, "parts/others.mlops"));
  expect(await planned(folder)).toEqual([]);
  expect(await applied(folder)).toEqual([]);
});

test("a renamed transform redoes nothing; a renamed model is registered anew and not trained", async () => {
  const folder = newProject();
  await applied(folder);
  const path = join(folder, "main.mlops");
  writeFileSync(path, readFileSync(path, "utf8").replaceAll("plain_spend", "age_and_spend"));
  expect(await applied(folder)).toEqual([]);
  edit(folder, "model leaves", "model leavers");
  const redone = await applied(folder);
  expect(redone).toContain("model.leavers/register");
  expect(redone).not.toContain("model.leavers");
});

test("new data are taken in, and what they reach is redone", async () => {
  const folder = newProject();
  await applied(folder);
  writeFiles(folder, { "customers.csv": customersCsv(301) });
  const changed = await planned(folder);
  expect(changed[0]).toMatch(/^(update|replace) dataset\.customers$/);
  const { out } = await run(folder, ["plan"]);
  expect(out).toContain("because dataset.customers: ");
  expect((await applied(folder)).length).toBeGreaterThan(10);
  expect(await planned(folder)).toEqual([]);
});

test("--target does what it needs, and leaves the rest", async () => {
  const folder = newProject();
  const done = await applied(folder, "--target", "model.plans");
  expect(done).toContain("model.plans/register");
  expect(done).toContain("dataset.customers");
  expect(done.some((address) => address.includes("leaves"))).toBe(false);
  expect((await planned(folder)).some((action) => action.includes("model.plans"))).toBe(false);
  const { code, err } = await run(folder, ["apply", "--target", "model.plns"]);
  expect(code).toBe(2);
  expect(err).toContain('Nothing in the project has the address "model.plns".');
});

test("a saved plan belongs to the project in whose folder it lies", async () => {
  const folder = newProject();
  await run(folder, ["plan", "--out", "p.json"]);
  expect(await applied(temporaryFolder({}), join(folder, "p.json"))).toContain("model.leaves/register");
});

test("a saved plan is applied as it is, and refused once it is old or altered", async () => {
  const folder = newProject();
  expect((await run(folder, ["plan", "--out", "p.json"])).code).toBe(0);
  const saved = readFileSync(join(folder, "p.json"), "utf8");
  // What the files say by now is of no account: the plan is carried out.
  edit(folder, "trees: 20", "trees: 50");
  expect(await applied(folder, "p.json")).toContain("model.leaves/register");
  expect(await planned(folder)).toContain("replace model.leaves");

  const stale = await run(folder, ["apply", "p.json"]);
  expect(stale.code).toBe(1);
  expect(stale.err).toContain("error[ML4003]: The plan was made against state");

  await run(folder, ["plan", "--out", "p.json"]);
  writeFileSync(
    join(folder, "p.json"),
    readFileSync(join(folder, "p.json"), "utf8").replace('"trees": 50', '"trees": 51'),
  );
  const altered = await run(folder, ["apply", "p.json"]);
  expect(altered.code).toBe(1);
  expect(altered.err).toContain("error[ML4002]: The plan was changed after it was made");

  await run(folder, ["plan", "--out", "p.json"]);
  writeFiles(folder, { "customers.csv": customersCsv(299) });
  const moved = await run(folder, ["apply", "p.json"]);
  expect(moved.code).toBe(1);
  expect(moved.err).toContain("error[ML4004]");
  expect(saved.length).toBeGreaterThan(1000);
});

test("a gate that does not hold keeps the model out, says why, and the rest is done", async () => {
  const folder = newProject();
  edit(folder, "gradient_boosting(trees: 20)", "gradient_boosting(trees: 20)\n  gate { auc >= 0.999 }");
  const { code, out, err } = await run(folder, ["apply"]);
  expect(code).toBe(1);
  expect(err).toContain("error[ML5320]: Model leaves: `auc >= 0.999` does not hold");
  expect(out).toContain("- model.leaves/register skipped");
  expect(out).toContain("✓ model.plans/register");
  const again = await run(folder, ["apply"]);
  expect(again.code).toBe(1);
  expect(again.err).toContain("error[ML5320]");
  expect(await planned(folder)).toEqual(["create model.leaves/register"]);
  const { out: plan } = await run(folder, ["plan"]);
  expect(plan).toContain("refused last time: Model leaves: `auc >= 0.999` does not hold");
});

test("stopped by Ctrl-C, the exit code is 130, and the next apply goes on", async () => {
  const folder = newProject();
  const { code, out } = await run(folder, ["apply"], { signal: AbortSignal.abort() });
  expect(code).toBe(130);
  expect(out).toContain("Stopped. What was finished is kept; apply again to go on.");
  expect(await applied(folder)).toContain("model.leaves/register");
});

test("--format json prints a line for each event, problems with their places, and how it ended", async () => {
  const folder = newProject();
  edit(folder, "  schema {", "  expect { rows >= 1_000 }\n  schema {");
  const { code, out } = await run(folder, ["apply", "--format", "json", "--target", "dataset.customers/expect"]);
  const events = out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(code).toBe(1);
  expect(events).toContainEqual({ type: "started", address: "dataset.customers", kind: "ingest-dataset" });
  const problem = expect.objectContaining({ code: "ML5300", file: "main.mlops", range: expect.anything() });
  expect(events).toContainEqual({ type: "failed", address: "dataset.customers/expect", diagnostics: [problem] });
  expect(events.at(-1)).toEqual({
    type: "ended",
    status: "failed",
    durationMilliseconds: expect.any(Number),
    states: { "dataset.customers": "finished", "dataset.customers/expect": "failed" },
    diagnostics: [problem],
  });
});
