import type { Column } from "@mlopsc/vocabulary";
import { expect, test } from "vitest";
import { compileProject, schemasToInfer } from "../../../src/index.ts";
import { typeName } from "../../../src/semantics/expression/typed-expression.ts";
import type { TransformAnalysis } from "../../../src/semantics/transform-analysis.ts";

const head = `project p { seed = 7 }
param floor : number = 5%
dataset people {
  source = csv("p.csv", delimiter: ";", header: false)
  key = id
  schema {
    id id
    \`Âge (années)\` int? in 0..120
    email text pii
    seg category in ["a", "b"]
    at timestamp
    amount number
    y bool
  }
}
dataset sales {
  source = parquet("s.parquet")
  key = [id, day]
  schema {
    id id
    day date
    amount number in 0..1000
  }
}
`;

function compile(steps: string): { readonly transform: TransformAnalysis; readonly messages: readonly string[] } {
  const text = `${head}\ntransform t {\n${steps}\n}\n`;
  const { analyses, diagnostics, program } = compileProject({
    files: [{ path: "p.mlops", text }],
    parameters: { floor: "0.1" },
    inferred: new Map(),
  });
  const messages = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
  const declaration = program.byKind.transform.get("t");
  return { transform: analyses.transforms.get(declaration!)!, messages };
}

const typesOf = ({ output }: TransformAnalysis): Readonly<Record<string, string>> =>
  Object.fromEntries(output.columns.map(({ name, type }) => [name, type === null ? "?" : typeName(type)]));

test("names are cleaned, personal data anonymised, levels kept, and requests carry the table at the last relational step", () => {
  const { transform, messages } = compile(`  from people
  sort at
  clean names
  anonymise email
  cast seg as text
  split test 20% by time at
  drop at`);
  expect(messages).toEqual([]);
  expect(transform.complete).toBe(true);
  expect(transform.requestColumns.map(({ name }) => name)).toEqual([
    "id",
    "Âge (années)",
    "email",
    "seg",
    "at",
    "amount",
    "y",
  ]);
  expect(typesOf(transform)).toEqual({
    id: "id",
    age_annees: "int?",
    email: "category",
    seg: "text",
    amount: "number",
    y: "bool",
  });
  expect([...transform.personal]).toEqual([]);
  expect(transform.requestColumns.find(({ name }) => name === "email")?.type.pii).toBe(true);
  expect(transform.dataSteps.map(({ kind }) => kind)).toEqual(["from", "sort"]);
  expect(transform.rowSteps.map(({ kind }) => kind)).toEqual(["select", "derive", "derive"]);
  expect(transform.split).toEqual({ kind: "split", share: 0.2, by: "time", column: "at" });
  expect(transform.key).toEqual(["id"]);
  expect(transform.pipelineSteps).toEqual([
    {
      kind: "select",
      columns: ["id", "age_annees", "email", "seg", "amount", "y"].map((name) => ({ from: name, to: name })),
    },
  ]);
});

test("a left join makes columns that may be missing, an impute fills them, one_hot leaves an open family", () => {
  const { transform, messages } = compile(`  from people
  drop amount
  join spend on id
  split test 20% stratify y
  impute spend with constant(0)
  encode seg with one_hot(limit: 3)
  scale numeric with standard
  drop email`);
  expect(messages).toEqual(["There is no dataset or transform named `spend`."]);
  expect(transform.complete).toBe(false);
  const right = compile(`  from people
  drop amount
  join sales on id
  split test 20% stratify y
  impute amount with constant(0)
  encode seg with one_hot(limit: 3)
  scale numeric with standard
  drop email`);
  expect(right.messages).toEqual([]);
  const before = right.transform.splitSchema.columns.find(({ name }) => name === "amount");
  expect(before?.type).toEqual({ kind: "number", nullable: true, range: { low: 0, high: 1000 } });
  expect(typesOf(right.transform)["amount"]).toBe("number");
  expect(right.transform.output.families.map(({ prefix }) => prefix)).toEqual(["seg="]);
  expect(right.transform.pipelineSteps.at(-1)).toMatchObject({ kind: "select", families: ["seg="] });
  expect(right.transform.pipelineSteps.slice(0, 3)).toEqual([
    { kind: "impute", columns: { names: ["amount"] }, strategy: "constant", value: 0 },
    { kind: "encode", columns: { names: ["seg"] }, method: "one_hot", limit: 3 },
    { kind: "scale", columns: { all: "numeric", except: [] }, method: "standard" },
  ]);
});

test("a range of dates over a timestamp covers whole days; percent is a fraction; a param is its value", () => {
  const { transform, messages } = compile(`  from people
  filter at in 2019-04-01..2019-04-30 and amount > floor and amount < 50%`);
  expect(messages).toEqual([]);
  const day = 86_400_000;
  const first = Date.UTC(2019, 3, 1);
  const between = {
    kind: "call",
    function: "between",
    arguments: [
      { kind: "column", name: "at" },
      { kind: "literal", type: "timestamp", value: first },
      { kind: "literal", type: "timestamp", value: first + 30 * day - 1 },
    ],
  };
  const above = {
    kind: "call",
    function: "greater",
    arguments: [
      { kind: "column", name: "amount" },
      { kind: "literal", type: "number", value: 0.1 },
    ],
  };
  const below = {
    kind: "call",
    function: "less",
    arguments: [
      { kind: "column", name: "amount" },
      { kind: "literal", type: "number", value: 0.5 },
    ],
  };
  const both = { kind: "call", function: "and", arguments: [between, above] };
  expect(transform.dataSteps[1]).toMatchObject({
    kind: "filter",
    condition: { kind: "call", function: "and", arguments: [both, below] },
  });
});

test("expressions have the kinds that evaluating them gives", () => {
  const { transform, messages } = compile(`  from people
  clean names
  derive a = age_annees + 1, b = age_annees * 2, c = age_annees / 2, d = age_annees / (age_annees - 5)
  derive e = today() - date(at), f = at + 1d, g = days(today() - at)
  derive h = if(y, seg, "other"), i = coalesce(age_annees, 0), j = if(y, 1, 2.5), k = missing(age_annees)
  derive l = log1p(amount), m = log1p(greatest(amount, 0)), n = hour(at, "Europe/Paris"), o = -age_annees
  derive p = age_annees == none, q = age_annees > 3, r = int("3"), s = least(1, 2), u = concat(seg, "x")`);
  expect(messages).toEqual([]);
  const { a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, u } = typesOf(transform);
  expect({ a, b, c, d }).toEqual({ a: "int?", b: "number?", c: "number?", d: "number?" });
  expect({ e, f, g, h }).toEqual({ e: "duration", f: "timestamp", g: "number", h: "category" });
  expect({ i, j, k, l, m }).toEqual({ i: "int", j: "number", k: "bool", l: "number?", m: "number" });
  expect({ n, o, p, q }).toEqual({ n: "int", o: "int?", p: "bool", q: "bool?" });
  expect({ r, s, u }).toEqual({ r: "int?", s: "int", u: "text" });
});

test("aggregates, lags and rollings are typed; a count of values is a sum", () => {
  const { transform, messages } = compile(`  from sales
  aggregate by day: total = sum(amount), n = count(), known = count(amount), days = count_distinct(id)
  lag total by 1, 7 order day
  rolling week = mean(total) over 7 order day
  sort -day`);
  expect(messages).toEqual([]);
  expect(typesOf(transform)).toEqual({
    day: "date",
    total: "number",
    n: "int",
    known: "int",
    days: "int",
    total_lag_1: "number?",
    total_lag_7: "number?",
    week: "number?",
  });
  expect(transform.timeColumn).toBe("day");
  expect(transform.key).toEqual(["day"]);
  expect(transform.lags.get("total_lag_7")).toEqual({ column: "total", rows: 7 });
  expect(transform.dataSteps[1]).toMatchObject({
    kind: "aggregate",
    by: ["day"],
    outputs: [
      { aggregate: "sum" },
      { name: "n", aggregate: "count" },
      { name: "known", aggregate: "sum" },
      { aggregate: "count_distinct" },
    ],
  });
});

test("a filter narrows what follows: what it reads is there, and within its bounds", () => {
  const { transform, messages } = compile(`  from people
  clean names
  filter age_annees >= 18
  derive rate = amount / age_annees`);
  expect(messages).toEqual([]);
  const age = transform.output.columns.find(({ name }) => name === "age_annees");
  expect(age?.type).toEqual({ kind: "int", nullable: false, range: { low: 18, high: 120 } });
  expect(typesOf(transform)["rate"]).toBe("number");
});

test("datasets say their source, their claims and what is to be inferred", () => {
  const text = `${head}dataset bare { source = json("b.json") }\n`;
  const input = { files: [{ path: "p.mlops", text }], parameters: {} };
  const found: readonly Column[] = [{ name: "x", type: { kind: "int", nullable: true } }];
  const { program, analyses } = compileProject({ ...input, inferred: new Map([["bare", found]]) });
  expect(schemasToInfer(program)).toEqual([{ dataset: "bare", source: { format: "json", path: "b.json" } }]);
  const people = analyses.datasets.get(program.byKind.dataset.get("people")!)!;
  expect(people.source).toEqual({ format: "csv", path: "p.csv", delimiter: ";", header: false });
  expect(people.expectations.map(({ source }) => source)).toEqual([
    "unique(id)",
    "missing(id) == 0%",
    "`Âge (années)` in 0..120",
    "missing(email) == 0%",
    "missing(seg) == 0%",
    'seg in ["a", "b"]',
    "missing(at) == 0%",
    "missing(amount) == 0%",
    "missing(y) == 0%",
  ]);
  const bare = analyses.datasets.get(program.byKind.dataset.get("bare")!)!;
  expect(bare.columns).toEqual(found);
  expect(bare.expectations).toEqual([]);
});
