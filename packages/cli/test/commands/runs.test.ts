import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { searchedProject, searchedSpec } from "../searched-project.ts";
import { apply, customersCsv, temporaryFolder, writeFiles } from "../small-project.ts";

let folder: string;
beforeAll(async () => {
  folder = await searchedProject();
  writeFiles(folder, {
    "main.mlops": searchedSpec.replace("random(3)", "random(2)"),
    "customers.csv": customersCsv(320),
  });
  await apply(folder);
});

interface ShownRun {
  readonly id: string;
  readonly kind: string;
  readonly trial: number | null;
  readonly current: boolean;
  readonly model: string;
  readonly data: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly validation: { readonly means: Readonly<Record<string, number>> } | null;
  readonly test: Readonly<Record<string, number>> | null;
}

const listed = async (...words: string[]): Promise<ShownRun[]> =>
  JSON.parse((await run(folder, ["runs", ...words, "--format", "json"])).out);
const lines = (out: string): string[] => out.trimEnd().split("\n");

describe("runs", () => {
  test("lists trials, final models and baselines, those of earlier specs and data too, newest first", async () => {
    const runs = await listed();
    expect(runs.filter(({ kind, current }) => kind === "trial" && current)).toHaveLength(2);
    expect(runs.filter(({ kind, current }) => kind === "trial" && !current)).toHaveLength(3);
    expect(
      runs
        .filter(({ kind }) => kind !== "trial")
        .map(({ model }) => model)
        .sort(),
    ).toEqual(["fixed", "leaves"].flatMap((model) => [model, model, model, model]));
    for (const { current, data } of runs) expect(data).toEqual({ customers: current ? 2 : 1 });
    const { out } = await run(folder, ["runs"], { width: 200 });
    const [head, ...rows] = lines(out);
    expect(head).toMatch(
      /^run +model +what +state +auc +log_loss +test\.auc +test\.log_loss +started \(UTC\) +took +learner$/,
    );
    expect(rows.map((row) => row.split(" ")[0])).toEqual(runs.map(({ id }) => id));
    expect(out).toMatch(
      /^\w{8}-1 +leaves +trial 1(, chosen)? +complete, earlier +0\.\d{4} .*gradient_boosting\(trees: \d+/m,
    );
    expect(out).not.toContain("learning_rate");
  });

  test("puts the best first by a metric on the folds or on the test part, those without it last", async () => {
    const aucs = (await listed("leaves", "--sort", "auc")).map(({ validation }) => validation?.means["auc"]);
    const measured = aucs.filter((auc) => auc !== undefined);
    expect(measured).toEqual([...measured].sort((a, b) => b - a));
    expect(aucs.slice(0, measured.length)).toEqual(measured);
    expect(measured.length).toBe(7);
    const losses = (await listed("--sort", "test.log_loss")).flatMap((each) => each.test?.["log_loss"] ?? []);
    expect(losses).toEqual([...losses].sort((a, b) => a - b));
    expect(losses.length).toBe(4);
  });

  test("shows as many as asked for and says how many more there are", async () => {
    const { out } = await run(folder, ["runs", "model.leaves", "--limit", "2"], { width: 140 });
    expect(lines(out)).toHaveLength(4);
    expect(out).toContain("… and 7 more: --limit 9 shows them.");
  });

  test.each([40, 72, 100])("stays within %i columns", async (width) => {
    const { out } = await run(folder, ["runs"], { width });
    expect(Math.max(...lines(out).map((line) => [...line].length))).toBeLessThanOrEqual(width);
    for (const head of ["auc", "took", "learner"]) expect(out).toContain(head);
  });

  test("writes CSV with a column for everything that some run has", async () => {
    const { out } = await run(folder, ["runs", "--format", "csv"]);
    const [head, ...rows] = lines(out);
    const names = head!.split(",");
    expect(names).toEqual(
      expect.arrayContaining(["id", "metric.auc", "metric.test.auc", "data.customers", "parameter.trees"]),
    );
    expect(rows).toHaveLength(13);
    for (const row of rows) expect(row.split(",")).toHaveLength(names.length);
  });

  test("says what it does not know", async () => {
    expect((await run(folder, ["runs", "nobody"])).err).toContain("There are of: fixed, leaves.");
    const unknown = await run(folder, ["runs", "--sort", "rmse"]);
    expect(unknown).toMatchObject({ code: 2, out: "" });
    expect(unknown.err).toContain("auc, log_loss, test.auc, test.log_loss");
    expect((await run(folder, ["runs", "--limit", "0"])).code).toBe(2);
    expect((await run(folder, ["runs", "--format", "xml"])).code).toBe(2);
    const empty = temporaryFolder({ "main.mlops": searchedSpec });
    expect(await run(empty, ["runs"])).toMatchObject({
      code: 0,
      out: expect.stringContaining("Nothing was trained yet"),
    });
  });
});

describe("runs show", () => {
  test("shows everything of a run: what it was made from, parameters, metrics of each fold and of the test part", async () => {
    const final = (await listed()).find(
      ({ kind, model, current }) => kind === "final" && model === "leaves" && current,
    )!;
    const { code, out } = await run(folder, ["runs", "show", final.id]);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^\w{8} {2}leaves, final v2\nstate {4}complete\nstarted {2}\d{4}-\d\d-\d\d \d\d:\d\d UTC, took /,
    );
    expect(out).toMatch(
      /^apply {4}2, by \S+\nstep {5}model\.leaves\nlearner {2}gradient_boosting\ndata {5}customers@2\n/m,
    );
    expect(out).toMatch(/^split {4}[0-9a-f]{64}\nseed {5}7\nspec {5}[0-9a-f]{64}\n/m);
    expect(out).toMatch(new RegExp(`^trees +${final.parameters["trees"]}$`, "m"));
    expect(out).toMatch(/^metric +mean +fold 1 +fold 2 +test +95 % range\nauc( +0\.\d{4}){5} … /m);
    expect(out).toMatch(/^log_loss( +0\.\d{4}){5} … 0\.\d{4}$/m);
  });

  test("says how many rounds were kept where boosting was to stop early", async () => {
    const stopping = "gradient_boosting(trees: 400, learning_rate: 0.5, early_stopping: 3)";
    const early = temporaryFolder({
      "main.mlops": searchedSpec.replace("decision_tree(max_depth: 3)", stopping).replace("random(3)", "random(1)"),
      "customers.csv": customersCsv(300),
    });
    await apply(early);
    const runs: (ShownRun & { readonly rounds?: number })[] = JSON.parse(
      (await run(early, ["runs", "--format", "json"])).out,
    );
    const fixed = runs.find(({ kind, model }) => kind === "final" && model === "fixed")!;
    expect(fixed.rounds).toBeGreaterThan(0);
    expect(fixed.rounds).toBeLessThan(100);
    expect(runs.filter(({ rounds }) => rounds !== undefined)).toEqual([fixed]);
    const { out } = await run(early, ["runs", "show", fixed.id]);
    expect(out).toContain(`kept     ${fixed.rounds} of 400 rounds, the best on rows held out\n`);
    await run(early, ["report", "--out", "page.html"]);
    const page = readFileSync(join(early, "page.html"), "utf8").replace(/\s+/g, " ");
    expect(page).toContain(`Of 400 rounds ${fixed.rounds} were kept, the best on rows held out.`);
  });

  test("finds a run by the beginning of its id, and refuses what is not clear", async () => {
    const trials = (await listed()).filter(({ kind, current }) => kind === "trial" && !current);
    const { id } = trials.find(({ trial }) => trial === 2)!;
    expect((await run(folder, ["runs", "show", id, "--format", "json"])).out).toContain(`"id": "${id}"`);
    const several = await run(folder, ["runs", "show", id.slice(0, 8)]);
    expect(several.code).toBe(1);
    expect(several.err).toMatch(/ML5012.*is the beginning of 3 runs/);
    expect((await run(folder, ["runs", "show", "nothing"])).err).toContain("There is no run nothing.");
  });
});

describe("runs compare", () => {
  test("shows only what differs, metrics with what they gain", async () => {
    const trials = (await listed("leaves")).filter(({ kind, trial }) => kind === "trial" && trial === 1);
    const [later, earlier] = trials.map(({ id }) => id) as [string, string];
    const { out } = await run(folder, ["runs", "compare", earlier, later]);
    expect(lines(out)[0]!.trim().split(/ +/)).toEqual([earlier, later]);
    expect(out).toMatch(/^data\.customers +1 +2$/m);
    expect(out).toMatch(/^split +[0-9a-f]{8} +[0-9a-f]{8}$/m);
    expect(out).toMatch(/^auc +0\.\d{4} +0\.\d{4} \([-+]0\.\d{4}\)$/m);
    // The same seed asks for the same parameters.
    expect(out).not.toMatch(/^(trees|max_leaves|seed|algorithm)\b/m);
    expect(out).toMatch(/^\d+ others are the same\.$/m);
    const json = JSON.parse((await run(folder, ["runs", "compare", earlier, later, "--format", "json"])).out);
    const auc = json.metrics.find(({ name }: { name: string }) => name === "auc");
    expect(auc.differences[1]).toBeCloseTo(auc.values[1] - auc.values[0], 12);
    expect((await run(folder, ["runs", "compare", earlier])).code).toBe(2);
  });
});
