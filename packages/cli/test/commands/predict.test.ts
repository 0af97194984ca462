import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DataStore, findModel, openProjectState } from "@mlopsc/engine";
import {
  compileModel,
  type JsonRecord,
  readModel,
  recordsFromTable,
  type StoredModel,
  tableFromRecords,
} from "@mlopsc/learn";
import { beforeAll, expect, test } from "vitest";
import { predictionColumns } from "../../src/predictions/prediction-columns.ts";
import { run } from "../memory-terminal.ts";
import { appliedProject } from "../small-project.ts";

let folder: string;

beforeAll(async () => {
  folder = await appliedProject();
});

async function modelNamed(name: string): Promise<StoredModel> {
  const { state } = openProjectState(folder, Date.now);
  if (state === undefined) throw new Error("no state");
  try {
    const { found } = findModel(state.registry, name);
    const model = readModel(new TextDecoder().decode(await state.objects.read(found?.object ?? "")));
    if (!model.ok) throw new Error(JSON.stringify(model.problem));
    return model.value;
  } finally {
    state.registry.close();
  }
}

/** The rows of the transform that the model was trained on, as records. */
async function trainingRecords(transform: string): Promise<JsonRecord[]> {
  await run(folder, ["data", "checkout", `transform.${transform}`, `${transform}.parquet`, "--force"]);
  const store = new DataStore();
  const table = await store.readTable(join(folder, `${transform}.parquet`));
  await store.close();
  if (table.failed) throw new Error(table.failed.map(({ message }) => message).join());
  return recordsFromTable(table.value);
}

const lines = (text: string): Record<string, unknown>[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test.each(["csv", "parquet", "json", "jsonl"])(
  "predicts a .%s file bit for bit as in training, out-of-scope rows told",
  async (ending) => {
    const model = await modelNamed("leaves");
    const records = await trainingRecords("features");
    await run(folder, ["data", "checkout", "transform.features", `in.${ending}`, "--force"]);
    const { code, err } = await run(folder, ["predict", "leaves", "-i", `in.${ending}`, "-o", `out-${ending}.jsonl`]);
    expect({ code, err }).toMatchObject({ code: 0 });
    const table = tableFromRecords(model.definition.input, records);
    const expected = compileModel(model)(table, { today: Math.floor(Date.now() / 86_400_000), serving: true });
    const found = lines(readFileSync(join(folder, `out-${ending}.jsonl`), "utf8"));
    expect(found).toHaveLength(400);
    expect(expected.rows.length).toBeGreaterThan(300);
    for (const [place, row] of expected.rows.entries()) {
      expect(found[row]?.["probability"]).toBe(expected.values?.[place]);
      expect(found[row]?.["prediction"]).toBe(expected.labels?.[place] === 1);
      expect(found[row]?.["out_of_scope"]).toBe(null);
    }
    expect(expected.outOfScope.length).toBeGreaterThan(5);
    for (const { row } of expected.outOfScope) {
      expect(found[row]).toMatchObject({ prediction: null, probability: null, out_of_scope: "spend >= 5" });
    }
    expect(found.map(({ customer }) => customer)).toEqual(records.map(({ customer }) => customer));
    expect(err).toContain(`400 rows predicted`);
  },
);

test("gives each of many classes its probability, and numbers for regression", async () => {
  await run(folder, ["predict", "plans", "-i", "customers.csv", "-o", "plans.csv"]);
  const [head, row = ""] = readFileSync(join(folder, "plans.csv"), "utf8").split("\n");
  expect(head).toBe(
    "customer,age,email,signup,region,spend,plan,left,prediction,probability_basic,probability_gold,probability_silver",
  );
  const sum = row
    .split(",")
    .slice(-3)
    .map(Number)
    .reduce((total, value) => total + value, 0);
  expect(sum).toBeCloseTo(1, 12);
  await run(folder, ["predict", "spending", "-i", "customers.csv", "-o", "spending.jsonl"]);
  const predicted = lines(readFileSync(join(folder, "spending.jsonl"), "utf8"));
  expect(predicted.every(({ prediction }) => Number.isFinite(prediction))).toBe(true);
});

test("shows twenty rows on the screen, within its width, and never personal data", async () => {
  for (const width of [50, 80, 120]) {
    const { code, out } = await run(folder, ["predict", "leaves", "--input", "customers.csv"], { width });
    expect(code).toBe(0);
    const shown = out.trimEnd().split("\n");
    expect(shown.at(-1)).toMatch(/^… and 380 more rows.*--out FILE writes them all\.$/);
    expect(Math.max(...shown.slice(0, -1).map((line) => [...line].length))).toBeLessThanOrEqual(width);
    expect(out).not.toContain("@example.org");
    expect(out).toMatch(/^customer .*prediction +probability/);
  }
});

test("is a filter of JSON lines between two other programs", async () => {
  const input = `{"customer":"x","age":null,"signup":"2015-03-01","region":"north","spend":50}\n{"customer":"y","age":30,"signup":"2015-03-01","region":"south","spend":1,"note":"cheap"}\n`;
  const { code, out } = await run(folder, ["predict", "leaves"], { input });
  expect(code).toBe(0);
  const [one, two] = lines(out);
  expect(one).toMatchObject({ customer: "x", out_of_scope: null });
  expect(typeof one?.["probability"]).toBe("number");
  expect(two).toMatchObject({ customer: "y", note: "cheap", prediction: null, out_of_scope: "spend >= 5" });
  expect(await run(folder, ["predict", "leaves"], { input: "" })).toEqual({ code: 0, out: "", err: "" });
  expect((await run(folder, ["predict", "leaves"])).code).toBe(2);
});

test("says what is wrong with the input, with row and column, and writes nothing", async () => {
  const predict = async (text: string): Promise<string> => {
    writeFileSync(join(folder, "bad.csv"), text);
    const { code, out, err } = await run(folder, ["predict", "leaves", "-i", "bad.csv"]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    return err;
  };
  const head = "customer,age,signup,region,spend";
  expect(await predict(`${head}\na,30,2015-01-01,north,5\nb,x,2015-01-01,north,5\n`)).toMatch(
    /ML5104.*`age` is declared int, but row 2 of bad\.csv has `x`/,
  );
  expect(await predict(`${head}\na,30,2015-01-01,north,5\nb,130,2015-01-01,east,5\n`)).toMatch(
    /ML5117.*`age` must be int\? in 18\.\.120, but row 2 of bad\.csv has `130`[\s\S]*`region` must be .*`east`/,
  );
  expect(await predict(`${head}\na,30,2015-01-01,north,\n`)).toMatch(/ML5105.*`spend`/);
  expect(await predict("customer,age\na,30\n")).toMatch(
    /ML5118.*bad\.csv lacks 3 columns that the model asks for: `signup`, `region`, `spend`/,
  );
  const absolute = join(folder, "bad.csv");
  expect((await run(folder, ["predict", "leaves", "-i", absolute])).err).toContain(`ML5118]: ${absolute} lacks 3`);
  const broken = await run(folder, ["predict", "leaves"], { input: '{"a": [' });
  expect(broken.code).toBe(1);
  expect(broken.err).toContain("the standard input");
  expect(broken.err).not.toContain("records.jsonl");
  expect((await run(folder, ["predict", "leaves", "-i", "nothing.csv"])).code).toBe(2);
  expect((await run(folder, ["predict", "nobody", "-i", "bad.csv"])).err).toContain("ML5013");
});

test("says of a number that is none that it counts as missing, and predicts", async () => {
  writeFileSync(
    join(folder, "inf.csv"),
    "customer,age,signup,region,spend,left,plan\na,inf,2020-01-01,north,12,true,gold\n",
  );
  const { code, out, err } = await run(folder, ["predict", "leaves", "--input", "inf.csv"]);
  expect(code).toBe(0);
  expect(err).toContain("warning[ML5414]: `age` has 1 value that is no finite number (row 1 of inf.csv has `inf`)");
  expect(out).toMatch(/\b(true|false)\b/);
});

test("leaves out columns of the input that bear a name of the output", async () => {
  writeFileSync(
    join(folder, "again.csv"),
    "customer,age,signup,region,spend,prediction\na,30,2015-01-01,north,50,old\n",
  );
  const { code, err } = await run(folder, ["predict", "leaves", "-i", "again.csv", "-o", "again.jsonl"]);
  expect(code).toBe(0);
  expect(err).toContain("left out, because their names are taken: prediction.");
  expect(lines(readFileSync(join(folder, "again.jsonl"), "utf8"))[0]?.["prediction"]).not.toBe("old");
});

test("says of a row without a needed value which one", async () => {
  const columns = predictionColumns(
    {
      ...{ rows: Int32Array.of(0), values: Float64Array.of(2.5), classes: [], outOfScope: [] },
      incomplete: [{ row: 1, columns: ["age", "spend"] }],
    },
    await modelNamed("spending"),
    2,
  );
  expect(recordsFromTable({ rows: 2, columns })).toEqual([
    { prediction: 2.5, incomplete: null },
    { prediction: null, incomplete: "age, spend" },
  ]);
});

test("a file with a header and no rows has nothing to predict", async () => {
  writeFileSync(join(folder, "nobody.csv"), "customer,age,signup,region,spend,plan\n");
  const { code, out, err } = await run(folder, ["predict", "leaves", "-i", "nobody.csv", "-o", "none-predicted.csv"]);
  expect({ code, out, err }).toMatchObject({ code: 0, err: expect.stringContaining("0 rows predicted") });
});

test("--example prints a record that the model answers", async () => {
  const example = await run(folder, ["predict", "leaves", "--example"]);
  expect(example.code).toBe(0);
  expect(Object.keys(JSON.parse(example.out))).toContain("age");
  expect(Object.keys(JSON.parse(example.out))).not.toContain("left");
  const { code, out } = await run(folder, ["predict", "leaves"], { input: example.out });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ prediction: expect.any(Boolean), out_of_scope: null });
});
