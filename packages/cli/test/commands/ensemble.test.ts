import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { searchedSpec } from "../searched-project.ts";
import { apply, customersCsv, temporaryFolder, writeFiles } from "../small-project.ts";

/** A searched model and a plain one with features of its own, answering as one. */
const spec = `${searchedSpec.replace("metrics  = [auc]", "metrics  = [auc, log_loss]")}
## Both, weighed.
ensemble blend {
  members = [leaves, fixed]
  weights = by(auc)
  gate { auc >= 0.6 }
}
`;

let folder: string;
beforeAll(async () => {
  folder = temporaryFolder({ "main.mlops": spec, "customers.csv": customersCsv(300) });
  await apply(folder);
});

const shown = async (address: string) => JSON.parse((await run(folder, ["show", address])).out);
const records = [
  { age: 30, spend: 20, region: "north" },
  { age: 70, spend: 90, region: "south" },
  { age: null, spend: 50, region: "north" },
];
const predict = async (...words: string[]) => {
  const input = records.map((record) => JSON.stringify(record)).join("\n");
  const { out } = await run(folder, ["predict", ...words], { input });
  return out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
};

describe("an ensemble", () => {
  test("is planned and carried out, and then up to date", async () => {
    const { out } = await run(folder, ["plan"]);
    expect(out).toContain("No changes.");
    expect(out).not.toContain("later version");
    const drawn = (await run(folder, ["graph"])).out;
    expect(drawn).toContain("member2: model.fixed");
    expect(drawn).toContain("validation1: model.leaves/validate");
  });

  test("predicts the weighted mean of its members, of requests that carry what each of them asks for", async () => {
    const { members } = await shown("ensemble.blend");
    expect(members.map(({ name }: { name: string }) => name)).toEqual(["leaves", "fixed"]);
    const [blend, leaves, fixed] = await Promise.all(["blend", "leaves", "fixed"].map((name) => predict(name)));
    const [a, b] = members.map(({ share }: { share: number }) => share);
    expect(a + b).toBeCloseTo(1, 12);
    records.forEach((record, at) => {
      expect(blend![at].probability).toBeCloseTo(a * leaves![at].probability + b * fixed![at].probability, 12);
      expect(blend![at]).toMatchObject(record);
    });
  });

  test("says why, in shares of the probability", async () => {
    const told = await predict("blend", "--explain");
    for (const { probability, explanation } of told) {
      const sum = explanation.contributions.reduce(
        (total: number, each: { contribution: number }) => total + each.contribution,
        explanation.base,
      );
      expect(explanation).toMatchObject({ scale: "probability", explained: true });
      expect(sum).toBeCloseTo(probability, 9);
    }
  });

  test("stands among the runs, with the shares of its members", async () => {
    const { out } = await run(folder, ["runs", "blend"], { width: 200 });
    expect(out).toMatch(/final v1 +complete .* by\(auc\) of leaves, fixed$/m);
    const [entry] = JSON.parse((await run(folder, ["runs", "blend", "--format", "json"])).out);
    expect(entry).toMatchObject({ algorithm: "by(auc)", kind: "final", version: 1, state: "complete" });
    expect(Object.keys(entry.parameters)).toEqual(["share.leaves", "share.fixed"]);
    const details = (await run(folder, ["runs", "show", entry.id], { width: 120 })).out;
    expect(details).toMatch(/^share\.fixed +0\.\d+/m);
    expect(details).toMatch(/^auc +0\.\d+ +0\.\d+ +0\.\d+ +0\.\d+ +0\.\d+ … [01](\.\d+)?$/m);
  });

  test("is drawn in the report beside its members", async () => {
    await run(folder, ["report", "--out", "report.html"]);
    const { readFileSync } = await import("node:fs");
    const page = readFileSync(`${folder}/report.html`, "utf8");
    const section = page.slice(page.indexOf('id="model-blend"'));
    expect(section).toContain("Both, weighed.");
    expect(section).toMatch(/Members[\s\S]*href="#model-leaves"[\s\S]*href="#model-fixed"[\s\S]*<b>blend<\/b>/);
    expect(section).toContain("by each metric the best member alone");
  });

  test("is combined anew where its weights change, and nothing else is", async () => {
    writeFiles(folder, { "main.mlops": spec.replace("by(auc)", "stacking(logistic_regression)") });
    const { out } = await run(folder, ["plan"], { width: 200 });
    expect(out).toMatch(/ensemble\.blend .*\n.*`weights`: by\(auc\) → stacking\(logistic_regression\(c: 1/);
    expect(out).toContain("Plan: 0 to add, 2 to update, 1 to replace, 0 to remove. 15 steps up to date.");
    await apply(folder);
    expect((await shown("ensemble.blend/register")).version).toBe(2);
    expect((await run(folder, ["plan"])).out).toContain("No changes.");
  });
});
