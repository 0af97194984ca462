import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findModel, openProjectState, sha256 } from "@mlopsc/engine";
import { type FittedOutside, readModel, type StoredModel, type Table, tableFromRecords } from "@mlopsc/learn";
import Database from "libsql";
import { beforeAll, expect, test } from "vitest";
import { expectedOf, largestDifference, scoreOnnx } from "../../../onnx/test/score-onnx.ts";
import { onnxFile } from "../../src/models/onnx-file.ts";
import { run } from "../memory-terminal.ts";
import { appliedProject, apply, customersCsv, temporaryFolder } from "../small-project.ts";

let folder: string;

beforeAll(async () => {
  folder = await appliedProject();
});

const fileIn = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

async function registered(name: string): Promise<{ model: StoredModel; object: string }> {
  const { state } = openProjectState(folder, Date.now);
  if (state === undefined) throw new Error("no state");
  try {
    const { object } = findModel(state.registry, name).found!;
    const model = readModel(new TextDecoder().decode(await state.objects.read(object)));
    if (!model.ok) throw new Error(JSON.stringify(model.problem));
    return { model: model.value, object };
  } finally {
    state.registry.close();
  }
}

/** Rows that a request could carry; every third lacks its age. */
function requestsFor(model: StoredModel): Table {
  const records = Array.from({ length: 60 }, (_, at) => ({
    customer: `c${at}`,
    age: at % 3 === 0 ? null : 18 + at,
    signup: `20${10 + (at % 10)}-03-15`,
    region: at % 2 === 0 ? "north" : "south",
    spend: at * 1.7,
  }));
  return tableFromRecords(
    model.definition.input.filter(({ trainingOnly }) => trainingOnly !== true),
    records,
  );
}

test.each(["leaves", "plans", "spending"])("%s predicts in onnxruntime what it predicts here", async (name) => {
  const { code, out } = await run(folder, ["export", name, "--force"]);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^${name} version 1 written to ${name}\\.onnx, [\\d.]+ kB\\.\nInputs: `));
  const { model } = await registered(name);
  const rows = requestsFor(model);
  const difference = largestDifference(await scoreOnnx(fileIn(`${name}.onnx`), rows), expectedOf(model, rows));
  expect(difference).toBeLessThan(1e-14);
});

test("tells the inputs and outputs, and writes where the model and its data come from into the file", async () => {
  const { out } = await run(folder, ["export", "leaves@1", "-o", "told.onnx"]);
  expect(out).toContain("Inputs: age, signup, region, spend.\nOutputs: prediction, probabilities, in_scope.\n");
  const { object } = await registered("leaves");
  const text = Buffer.from(fileIn("told.onnx")).toString("latin1");
  expect(text).toContain(`sha256:${object}`);
  expect(text).toMatch(/\{"customers":\{"version":1,"digest":"sha256:[0-9a-f]{64}"\}\}/);
});

test("--learner-only leaves the pipeline out", async () => {
  const { code, out } = await run(folder, ["export", "model.plans", "--learner-only", "-o", "learner.onnx"]);
  expect({ code, out }).toMatchObject({ code: 0 });
  expect(out).toContain("The learner of plans version 1");
  expect(out).toContain("Inputs: age, spend.");
});

test("--format mlopsc writes the document of the registry, byte for byte", async () => {
  const { object } = await registered("leaves");
  for (const words of [
    ["--format", "mlopsc"],
    ["--out", "leaves.json", "--force"],
  ]) {
    const { code, out } = await run(folder, ["export", "leaves", ...words]);
    expect({ code, out: out.split("\n")[1] }).toEqual({ code: 0, out: `sha256:${object}` });
    expect(sha256(fileIn("leaves.json"))).toBe(object);
  }
});

test("says what is wrong with the command line, and writes over nothing", async () => {
  const stopped = async (...words: string[]): Promise<string> => {
    const { code, err } = await run(folder, ["export", ...words]);
    expect(code).toBe(2);
    return err;
  };
  writeFileSync(join(folder, "mine.onnx"), "mine");
  expect(await stopped("leaves", "-o", "mine.onnx")).toContain(
    "mine.onnx exists already. Give --force to write over it.",
  );
  expect(readFileSync(join(folder, "mine.onnx"), "utf8")).toBe("mine");
  expect(await stopped("leaves", "-o", "nowhere/x.onnx")).toContain("There is no folder");
  expect(await stopped("leaves", "-o", ".mlopsc", "--format", "onnx", "--force")).toContain(".mlopsc is a folder.");
  expect(await stopped("leaves", "-o", "x.pmml")).toContain(
    'A model\'s file ends in .onnx or .json; "x.pmml" does not.',
  );
  expect(await stopped("leaves", "--format", "pmml")).toContain('--format is onnx or mlopsc, not "pmml".');
  expect(await stopped("leaves", "--format", "mlopsc", "--learner-only")).toContain("Only an ONNX file");
  expect((await run(folder, ["export", "nobody"])).err).toContain("ML5013");
  expect((await run(folder, ["export", "leaves@9", "-o", "x.onnx"])).err).toContain("ML5011");
});

const neighbours = `project near {
  seed = 1
}

dataset customers {
  source = csv("customers.csv")
  key    = customer
  schema {
    customer  id
    age       int?
    email     text      pii
    signup    date
    region    category
    spend     number
    plan      category
    left      bool
  }
}

transform features {
  from customers
  drop email, plan
  split test 25%
  derive month = month(signup)
  impute age with knn
  scale age, spend with standard
}

model near {
  from      = features
  predict   = left
  features  = [age, spend]
  algorithm = knn
}

model sums {
  from      = features
  predict   = left
  features  = [age, spend]
  algorithm = logistic_regression
}
`;

test("what ONNX cannot say is refused, with the step and what to do", async () => {
  const project = temporaryFolder({ "main.mlops": neighbours, "customers.csv": customersCsv(200) });
  await apply(project);
  const sums = await run(project, ["export", "sums"]);
  expect(sums.code).toBe(1);
  expect(sums.err).toMatch(
    /ML5392.*Model sums cannot be said in ONNX: it needs `impute … with knn`, in `impute age with knn`\./,
  );
  expect(sums.err).toContain("Give --learner-only");
  expect(existsSync(join(project, "sums.onnx"))).toBe(false);
  expect((await run(project, ["export", "sums", "--learner-only"])).code).toBe(0);
  const near = await run(project, ["export", "near", "--learner-only"]);
  expect(near.code).toBe(1);
  expect(near.err).toMatch(/ML5392.*it needs the learner `knn`\./);
  expect(near.err).toContain("`--format mlopsc`");
});

test("a program is not said in ONNX: it is exported where it was trained", async () => {
  const { model } = await registered("leaves");
  if ("members" in model) throw new Error("not one model");
  const learner: FittedOutside = {
    ...{ algorithm: "command", task: "binary", classCount: 2, importance: [], parameters: {}, seed: 1, target: "left" },
    ...{ labels: [false, true], features: [], files: [], made: [] },
    outside: {
      ...{ kind: "command", line: "node train.mjs", words: ["node", "train.mjs"], files: [], environment: [] },
      ...{ shell: false, format: "csv", timeoutMilliseconds: null },
    },
  };
  const { state } = openProjectState(folder, Date.now);
  const found = findModel(state!.registry, "leaves").found!;
  try {
    onnxFile(state!.registry, { model: { ...model, learner }, registered: found, bytes: new Uint8Array() }, true);
    expect.unreachable();
  } catch (problem) {
    expect(problem).toMatchObject({
      diagnostics: [{ code: "ML5392", help: expect.stringContaining("exported where it was trained") }],
    });
  } finally {
    state!.registry.close();
  }
});

test("a document that was damaged in the registry is told, and predicts nothing", async () => {
  const project = await appliedProject();
  const { state } = openProjectState(project, Date.now);
  const object = findModel(state!.registry, "leaves").found!.object;
  const path = await state!.objects.pathOf(object);
  state!.registry.close();
  const bytes = readFileSync(path);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(path, bytes, { flag: "r+" });
  for (const words of [
    ["export", "leaves"],
    ["predict", "leaves", "-i", "customers.csv"],
    ["serve", "leaves", "--port", "0"],
  ]) {
    const { code, err } = await run(project, words);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining("ML5006") });
  }
  expect(readdirSync(project)).not.toContain("leaves.onnx");
});

test("a document of a newer release, or one that is half there, is refused with its code", async () => {
  const project = await appliedProject();
  const putInPlace = async (change: (text: string) => string): Promise<string> => {
    const { state } = openProjectState(project, Date.now);
    const { object } = findModel(state!.registry, "leaves").found!;
    const text = new TextDecoder().decode(await state!.objects.read(object));
    const changed = await state!.objects.write(new TextEncoder().encode(change(text)));
    state!.registry.close();
    const database = new Database(join(project, ".mlopsc/registry.db"));
    database.prepare("update model_versions set object = ? where object = ?").run(changed, object);
    database.close();
    const { code, err } = await run(project, ["export", "leaves"]);
    expect(code).toBe(1);
    return err;
  };
  expect(await putInPlace((text) => text.replace('"version":1', '"version":7'))).toMatch(
    /ML5391.*Model leaves@1 has version 7 of the format; this mlopsc reads versions up to \d+\./,
  );
  expect(await putInPlace((text) => text.slice(0, -20))).toMatch(
    /ML5390.*Model leaves@1 cannot be read: it was cut off\./,
  );
});
