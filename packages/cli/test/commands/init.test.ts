import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../memory-terminal.ts";
import { customersCsv, temporaryFolder } from "../small-project.ts";

const odd = 'Customer ID,Âge,in,`tick`,Plan {x},Début\n1,30,a,x,"a ""b"" {c} \\d",2020-01-01\n2,,b,y,z,2020-02-01\n';

test.each<[string, string, string | Uint8Array]>([
  ["beside the data", "customers.csv", customersCsv(60)],
  ["of names and levels that need care", "odd names.csv", `${odd}${odd.split("\n").slice(1).join("\n").repeat(20)}`],
  [
    "of latin-1 text with decimal commas",
    "Consommation.csv",
    Buffer.from("région;énergie\nÎle;3,5\nÉtang;4,25\n", "latin1"),
  ],
  ["of JSON lines", "2020.jsonl", '{"a": 1, "b": "x"}\n{"a": 2, "b": null}\n'],
])("writes a project %s that is in layout and without any problem", async (_, name, content) => {
  const folder = temporaryFolder({ [name]: content });
  const { code, out } = await run(folder, ["init", "--from", name, "--name", "first"]);
  expect(code).toBe(0);
  expect(out).toContain("2 files written. Next:");
  const layout = await run(folder, ["fmt", "--check"]);
  expect(layout).toMatchObject({ code: 0, out: "" });
  expect(await run(folder, ["check"])).toMatchObject({ code: 0, out: "No problems. 2 files checked.\n" });
  await expect(run(folder, ["apply"])).resolves.toMatchObject({ code: 0 });
});

test("the example that it leaves in comments works once a target is chosen", async () => {
  const folder = temporaryFolder({ "people.csv": customersCsv(300) });
  await run(folder, ["init", "--from", "people.csv", "--name", "first"]);
  const path = join(folder, "people.mlops");
  const chosen = readFileSync(path, "utf8")
    .replace(/^ {2}# (derive|split|impute)/gm, "  $1")
    .replace(/^# (model|\})/gm, "$1")
    .replace(/^# {3}/gm, "  ")
    .replace(/(predict +=) TARGET/, "$1 left");
  writeFileSync(path, chosen);
  expect(await run(folder, ["check"])).toMatchObject({ code: 0, out: "No problems. 2 files checked.\n" });
});

test("names data outside of the project by a param", async () => {
  const folder = temporaryFolder({ "lake/customers.csv": customersCsv(60) });
  const { out } = await run(folder, ["init", "churn", "--from", "lake/customers.csv"]);
  expect(out).toContain("+ churn/project.mlops\n+ churn/customers.mlops\n");
  expect(readFileSync(join(folder, "churn/project.mlops"), "utf8")).toContain(
    'project churn {\n  seed = 42\n}\n\n## The folder with the data. Another one: `mlopsc apply --param data=FOLDER`.\nparam data : text = "../lake"\n',
  );
  expect(readFileSync(join(folder, "churn/customers.mlops"), "utf8")).toContain('source = csv("{data}/customers.csv")');
  expect(await run(folder, ["check", "churn"])).toMatchObject({ code: 0, out: "No problems. 2 files checked.\n" });
});

test("adds a dataset to a project, and never writes over a file", async () => {
  const folder = temporaryFolder({ "a.csv": "x,y\n1,2\n", "b.csv": "x,z\n1,2\n" });
  await run(folder, ["init", "--from", "a.csv", "--name", "p"]);
  const before = readFileSync(join(folder, "a.mlops"), "utf8");
  expect(await run(folder, ["init", "--from", "b.csv"])).toMatchObject({ code: 0 });
  expect(
    readdirSync(folder)
      .filter((name) => name.endsWith(".mlops"))
      .sort(),
  ).toEqual(["a.mlops", "b.mlops", "project.mlops"]);
  const again = await run(folder, ["init", "--from", "a.csv"]);
  expect(again).toMatchObject({ code: 2, out: "" });
  expect(again.err).toContain("a.mlops exists already");
  expect(readFileSync(join(folder, "a.mlops"), "utf8")).toBe(before);
  expect((await run(folder, ["init"])).code).toBe(2);
});

test("without data writes the project's block alone", async () => {
  const folder = temporaryFolder();
  const { out } = await run(folder, ["init", "my project!"]);
  expect(out).toContain("mlopsc init my project! --from customers.csv");
  expect(readFileSync(join(folder, "my project!/project.mlops"), "utf8")).toBe(
    "project my_project {\n  seed = 42\n}\n",
  );
  expect((await run(folder, ["init", "x", "--name", "7 no"])).code).toBe(2);
  expect((await run(folder, ["init", "x", "--from", "none.csv"])).code).toBe(2);
  expect((await run(folder, ["init", "x", "--from", "data.xls"])).code).toBe(2);
  expect(existsSync(join(folder, "x"))).toBe(false);
});

test("a folder that holds data only counts as new", async () => {
  const folder = temporaryFolder({ "p/data/items.csv": "x\n1\n" });
  mkdirSync(join(folder, "p/empty"));
  expect((await run(folder, ["init", "p", "--from", "p/data/items.csv"])).code).toBe(0);
  expect(readFileSync(join(folder, "p/items.mlops"), "utf8")).toContain('csv("data/items.csv")');
  expect(statSync(join(folder, "p/project.mlops")).isFile()).toBe(true);
});
