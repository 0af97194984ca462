import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { outsideLearnersOf, readModel } from "@mlopsc/learn";
import type { ModelDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { planProject } from "../../src/apply/plan-project.ts";
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

const scratchOf = (folder: string): string[] => readdirSync(join(folder, ".mlopsc/objects/scratch"));

test("a trainer of a team's own is validated, judged and registered as others are", async () => {
  const folder = trainerFolder();
  const engine = await engineIn(folder);
  process.env["NOT_NAMED_IN_THE_SPEC"] = "1";
  const applied = await apply(engine, projectWith(centroids({ trees: 300, kernel: "rbf", warm: true, depth: null })));
  expect(applied.problems).toEqual([expect.stringContaining("ML5302")]);
  const { registry, objects } = engine.state;
  const { folds } = loadOutcome(registry, "model.churn/validate", "validate-model")!;
  expect(folds).toHaveLength(2);
  expect(loadOutcome(registry, "model.churn/evaluate", "evaluate-model")?.test["auc"]).toBeGreaterThan(0.8);
  const [version] = registry.models.versions("churn");
  const model = readModel(new TextDecoder().decode(await objects.read(version!.object)));
  const [learner] = model.ok ? outsideLearnersOf(model.value) : [];
  const kept = new Map(
    [...learner!.files, ...learner!.made].map(({ path, content }) => [path, Buffer.from(content, "base64")]),
  );
  expect([...kept.keys()]).toEqual(["centroids.mjs", "model/centroids.json"]);
  const { seen } = JSON.parse(String(kept.get("model/centroids.json")));
  expect(seen.environment).toEqual(
    ["HOME", "LANG", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"].filter(
      (name) => name !== "HOME" || process.env["HOME"] !== undefined,
    ),
  );
  expect(seen).toMatchObject({ seed: 42, parameters: { trees: 300, kernel: "rbf", warm: true, depth: null } });
  expect(applied.said.some((line) => /rows of age spent$/.test(line))).toBe(true);
  const log = readFileSync(join(folder, ".mlopsc/logs/model.churn.validate.log"), "utf8");
  expect(log).toMatch(
    /^1 \| \$ node centroids.mjs train job\n1 \| \d+ rows of age spent\n2 \| \$ node centroids.mjs predict job\n/,
  );
  expect(scratchOf(folder).filter((name) => name.startsWith(String(process.pid)))).toHaveLength(1);
});

test("an edit of the script trains again, and the plan says why; a longer time-out does not", async () => {
  const folder = trainerFolder();
  const engine = await engineIn(folder);
  await apply(engine, projectWith(centroids()));
  const patient = await planProject(projectWith(centroids({}, { timeoutMilliseconds: 60_000 })), engine);
  expect(patient.plan?.steps.filter(({ action }) => action !== "reuse")).toEqual([]);
  appendFileSync(join(folder, "centroids.mjs"), "// better now\n");
  const { plan } = await planProject(projectWith(centroids()), engine);
  const changed = plan!.steps.filter(({ action }) => action !== "reuse");
  expect(changed.map(({ address }) => address)).toEqual([
    "model.churn/validate",
    "model.churn",
    "model.churn/evaluate",
    "model.churn/register",
  ]);
  expect(changed[1]?.causes).toEqual([{ address: "model.churn", change: "`centroids.mjs` changed" }]);
});

test("a script that is not there is told before anything is planned", async () => {
  const engine = await engineIn(trainerFolder());
  const { problems } = await planProject(projectWith(centroids({}, { files: ["absent.mjs"] })), engine);
  expect(problems?.map(({ code, message }) => `${code} ${message}`)).toContain(
    "ML5370 There is no `absent.mjs` in the project.",
  );
});

test("regression, through a shell", async () => {
  const folder = trainerFolder();
  const engine = await engineIn(folder);
  const spent = { kind: "column", name: "spent" } as const;
  const filled = {
    kind: "call",
    function: "coalesce",
    arguments: [spent, { kind: "literal", type: "number", value: 0 }],
  } as const;
  const definition: Partial<ModelDefinition> = {
    ...{ task: "regression" as const, target: "amount", features: { names: ["age"] } },
    steps: [
      { kind: "derive", name: "amount", type: "number", expression: filled, trainingOnly: true },
      { kind: "impute", columns: { names: ["age"] }, strategy: "median" },
    ],
  };
  const shell = centroids({}, { shell: true, words: ["true && node centroids.mjs"] });
  const applied = await apply(engine, projectWith(shell, { definition }));
  expect(applied.problems.slice(1)).toEqual([]);
  const evaluation = loadOutcome(engine.state.registry, "model.churn/evaluate", "evaluate-model")!;
  // It says the mean of its training rows, as the baseline does.
  expect(evaluation.test["rmse"]).toBeCloseTo(evaluation.baseline!["rmse"]!, 9);
  // The test part, the training part, the rows that are shuffled, and all shuffles of them at once.
  const log = readFileSync(join(folder, ".mlopsc/logs/model.churn.evaluate.log"), "utf8");
  expect(log.match(/predict job$/gm)).toHaveLength(4);
});

test("tables in Parquet, both ways", async () => {
  const engine = await engineIn(trainerFolder());
  const duckdb = import.meta.resolve("@duckdb/node-api");
  const line = "node parquet.mjs";
  const choice = centroids({ duckdb }, { line, words: line.split(" "), files: ["parquet.mjs"], format: "parquet" });
  const applied = await apply(engine, projectWith(choice));
  expect(applied.problems.slice(1)).toEqual([]);
  const { registry, objects } = engine.state;
  const [version] = registry.models.versions("churn");
  const model = readModel(new TextDecoder().decode(await objects.read(version!.object)));
  const [learner] = model.ok ? outsideLearnersOf(model.value) : [];
  const { types } = JSON.parse(Buffer.from(learner!.made[0]!.content, "base64").toString());
  expect(types).toEqual({ age: "DOUBLE", spent: "DOUBLE", segment: "VARCHAR", left: "VARCHAR" });
  // The shares of the classes are what the baseline says too.
  const { test: measured, baseline } = loadOutcome(registry, "model.churn/evaluate", "evaluate-model")!;
  expect(measured["auc"]).toBeCloseTo(baseline!["auc"]!, 12);
});

test("a search over the program's own parameters; the model is trained with the best, and anew after an edit", async () => {
  const folder = trainerFolder();
  const engine = await engineIn(folder);
  const search: SearchDefinition = {
    ...{ strategy: "random", trials: 3, optimise: { metric: "auc" }, fixed: centroids({ warm: true }) },
    space: [{ name: "trees", values: { kind: "int", low: 1, high: 90, log: false } }],
  };
  const applied = await apply(engine, projectWith(centroids(), { search }));
  expect(applied.problems.slice(1)).toEqual([]);
  const { trials, best } = loadOutcome(engine.state.registry, "model.churn/search", "search-model")!;
  expect(trials.map(({ state }) => state)).toEqual(["complete", "complete", "complete"]);
  const { choice } = loadOutcome(engine.state.registry, "model.churn", "train-model")!;
  expect(choice).toMatchObject({ algorithm: "command", parameters: { ...best.assignment, warm: true } });
  appendFileSync(join(folder, "centroids.mjs"), "// better now\n");
  const { plan } = await planProject(projectWith(centroids(), { search }), engine);
  const again = plan!.steps.filter(({ action }) => action !== "reuse").map(({ address }) => address);
  expect(again).toContain("model.churn/search");
  expect(again).toContain("model.churn");
});

describe("what goes wrong with a trainer is told with its last words and a next step", () => {
  const told: readonly (readonly [fault: string, message: RegExp])[] = [
    [
      "crash",
      /^ML5375 model.churn: `node centroids.mjs train` ended with exit code 1.\nThe last that it printed:\n[\s\S]*no luck today/,
    ],
    ["signal", /^ML5376 .* was ended from outside, by SIGKILL/],
    ["segfault", /^ML5376 .* crashed, by SIGSEGV/],
    [
      "no model",
      /^ML5377 .* ended well, but left nothing in `job\/model`.\nThe last that it printed:\n {4}\d+ rows of age spent/,
    ],
    ["no predictions", /^ML5377 .*predict` ended well, but left no `job\/predictions.csv`/],
    [
      "too few",
      /^ML5378 .*`job\/predictions.csv` cannot be used: it has no line for `row` (\d+): \1 of \d+ rows are there/,
    ],
    ["twice", /^ML5378 .*`row` 0 stands there twice/],
    ["strange row", /^ML5378 .*line 2 is for `row` `7000`, which was not asked for/],
    ["nan", /^ML5378 .*`probability_false` of `row` 0 is `NaN`, which is no finite number/],
    ["sum", /^ML5378 .*the probabilities of `row` 0 sum to [\d.]+, not to 1/],
    ["range", /^ML5378 .*`probability_false` of `row` 0 is 1.5, and a probability lies in 0..1/],
    ["columns", /^ML5378 .*it lacks `probability_false`, `probability_true`; its columns are `row`, `p0`, `p1`/],
  ];
  test("each fault has a code", async () => {
    const engine = await engineIn(trainerFolder());
    for (const [fault, message] of told) {
      const { problems } = await apply(engine, projectWith(centroids({ fault })));
      const last = problems.filter((each) => !each.startsWith("ML5302"));
      expect(
        last.some((each) => message.test(each)),
        `${fault}: ${last.join("\n")}`,
      ).toBe(true);
      expect(loadOutcome(engine.state.registry, "model.churn/register", "register-model")).toBeUndefined();
    }
  });

  test("a program, or a variable, that is not there", async () => {
    const engine = await engineIn(trainerFolder());
    const absent = await apply(engine, projectWith(centroids({}, { words: ["no-such-program", "centroids.mjs"] })));
    // Training and validation stumble over the same, so it is told once.
    expect(absent.problems.filter((each) => !each.startsWith("ML5302"))).toEqual([
      "ML5372 model.churn: the program `no-such-program` was not found.",
    ]);
    const unset = await apply(engine, projectWith(centroids({}, { environment: ["NEVER_SET_HERE"] })));
    expect(unset.problems).toContain("ML5373 model.churn: the environment variable `NEVER_SET_HERE` is not set.");
  });

  test("a secret is handed over, and stands in no log", async () => {
    const folder = trainerFolder();
    const engine = await engineIn(folder);
    process.env["TRAINER_TOKEN"] = "s3cr3t-value";
    const { said } = await apply(
      engine,
      projectWith(centroids({ fault: "secret" }, { environment: ["TRAINER_TOKEN"] })),
    );
    expect(said).toContain("the token is ***");
    expect(readFileSync(join(folder, ".mlopsc/logs/model.churn.log"), "utf8")).not.toContain("s3cr3t");
  });
});

describe("a program that does not end is ended, with all that it started", () => {
  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    // One that has ended stays in the table until its new parent takes notice.
    const status = `/proc/${pid}/stat`;
    return !(existsSync(status) && /\) Z /.test(readFileSync(status, "utf8")));
  };
  const pidsIn = (folder: string): number[] => readFileSync(join(folder, "pid"), "utf8").split(" ").map(Number);
  const hanging = (folder: string, timeoutMilliseconds: number | null) =>
    projectWith(centroids({ fault: "hang", pids: join(folder, "pid") }, { timeoutMilliseconds }));

  test("by its time-out", async () => {
    const folder = trainerFolder();
    const { problems } = await apply(await engineIn(folder), hanging(folder, 1500));
    expect(problems).toContainEqual(
      expect.stringMatching(/^ML5374 model.churn: `node centroids.mjs` was stopped after 1500 ms/),
    );
    expect(pidsIn(folder).map(isAlive)).toEqual([false, false]);
    expect(scratchOf(folder)).toHaveLength(1);
  });

  test("by whoever stops the apply", async () => {
    const folder = trainerFolder();
    const stop = new AbortController();
    const watch = setInterval(() => existsSync(join(folder, "pid")) && stop.abort(), 20);
    const summary = await apply(await engineIn(folder), hanging(folder, null), stop.signal);
    clearInterval(watch);
    expect(summary.status).toBe("interrupted");
    expect(summary.problems.slice(1)).toEqual([]);
    expect(pidsIn(folder).map(isAlive)).toEqual([false, false]);
    expect(scratchOf(folder)).toHaveLength(1);
  });
});
