import { compileProject } from "@mlopsc/compiler";
import { expect, it } from "vitest";
import { memoryFileSystem } from "../memory-file-system.ts";
import { type Person, personAt } from "./person.ts";

const paths = ["data/customers.csv", "data/purchases.parquet", "readme.md"];
const disk = memoryFileSystem(new Map(paths.map((path) => [`file:///project/${path}`, ""])));

/** Each step is the label of an item that is chosen; `⌨` types what follows it, `⇥` goes to the next place. */
async function write(person: Person, ...steps: readonly string[]): Promise<void> {
  for (const step of steps) {
    if (step === "⇥") person.tab();
    else if (step.startsWith("⌨")) person.type(step.slice(1));
    else await person.choose(step);
  }
  person.end();
}

async function writeData(person: Person): Promise<void> {
  await write(person, "project …", "⌨shop", "⇥", "description", "⌨Who will leave?");
  await write(person, "param …", "⌨data", "⇥", "text", "⇥", '⌨"data"');
  await write(
    person,
    ...["dataset …", "⌨customers", "⇥", "csv", "{data}", "⌨/", "customers.csv", "⇥", "⇥"],
    ...["⌨\n  ", "key", "⌨customer\n  ", "schema", "⌨customer ", "id", "⌨\n    age ", "int", "⌨? ", "in", "0..100"],
    ...["⌨18", "⇥", "⌨120", "⇥", "⌨\n    segment ", "category", "⌨ ", "in", '["…"]', '⌨private", "business', "⇥"],
    ...["⌨\n    email ", "text", "⌨ ", "pii", "⌨\n    churned ", "bool"],
  );
  await write(
    person,
    ...["dataset …", "⌨purchases", "⇥", "parquet", "data/", "purchases.parquet", "⇥", "⇥"],
    ...["⌨\n  ", "schema", "⌨customer ", "id", "⌨\n    amount ", "number"],
  );
}

async function writeTables(person: Person): Promise<void> {
  await write(
    person,
    ...["transform …", "⌨spend", "⇥", "purchases", "⌨\n  ", "aggregate", "by", "customer", "⌨: spend = "],
    ...["sum", "amount", "⇥"],
  );
  await write(
    person,
    ...["transform …", "⌨features", "⇥", "customers", "⌨\n  ", "join", "spend", "⌨ ", "on", "customer"],
    ...["⌨\n  ", "filter", "segment", "⌨ == ", '"private"', "⌨\n  ", "drop", "email", "⌨, ", "segment"],
    ...["⌨\n  ", "split test", "20%", "⌨ ", "stratify", "churned"],
    ...["⌨\n  ", "impute", "age", "⌨, ", "spend", "⌨ ", "with", "median"],
    ...["⌨\n  ", "scale", "numeric", "⌨ ", "with", "standard"],
  );
}

async function writeModels(person: Person): Promise<void> {
  await write(
    person,
    ...["search …", "⌨looking", "⇥", "random", "⌨10", "⇥", "⇥", "auc", "⌨\n  ", "space"],
    ...["algorithm", "random_forest", "⇥", "⌨\n    ", "trees", "1..100000", "⌨50", "⇥", "⌨200", "⇥"],
  );
  await write(
    person,
    "model …",
    "⌨plain",
    "⇥",
    "features",
    "⇥",
    "churned",
    "⇥",
    "⌨algorithm",
    "⇥",
    "logistic_regression",
  );
  await write(
    person,
    ...["model …", "⌨forest", "⇥", "features", "⇥", "churned", "⇥", "⌨algorithm", "⇥", "random_forest"],
    ...["⌨(", "trees", "⌨50)\n  ", "metrics", "auc", "⌨, ", "f1", "⇥", "⌨\n  ", "gate"],
    ...["auc", "⌨ >= 60", "60%", "⌨\n    ", "gap", "auc", "⇥", "⌨ < 0.2"],
  );
  await write(
    person,
    ...["model …", "⌨churn", "⇥", "features", "⇥", "churned", "⇥", "⌨search", "⇥", "looking"],
    ...["⌨\n  ", "validate", "holdout", "⌨(", "20%", "⌨, ", "stratify", "churned", "⌨)"],
    ...["⌨\n  ", "features", "all", "⌨ ", "except", "customer"],
  );
  await write(person, "ensemble …", "⌨blend", "⇥", "plain", "⌨, ", "forest", "⇥", "⌨\n  ", "weights", "by", "auc", "⇥");
}

async function writeOperation(person: Person): Promise<void> {
  await write(person, "target …", "⌨staging", "⇥", "process", "⇥", "⌨8081");
  await write(person, "target …", "⌨production", "⇥", "docker", "⇥", "⌨8080", "⌨\n  ", "memory", "⌨512", "512MB");
  await write(
    person,
    ...["deploy …", "⌨api", "⇥", "churn", "⇥", "staging", "⌨, ", "production", "⇥"],
    ...["⌨\n  ", "rollout", "canary", "⌨\n  ", "checks", "smoke", "⌨\n    ", "load", "⌨20", "20/s", "⇥"],
    ...[":", "p95", "⌨ < 20", "20ms", "⌨ ", "and", "errors", "⌨ < 1", "1%"],
  );
  await write(person, "monitor …", "⌨live", "⇥", "api", "⌨\n  ", "window", "1h");
  await write(
    person,
    "channel …",
    "⌨team",
    "⇥",
    "⌨webhook",
    "⇥",
    "secret",
    "⌨TEAM_URL",
    "⇥",
    "⌨\n  ",
    "format",
    "⌨slack",
  );
  await write(
    person,
    ...["alert …", "⌨drifted", "⇥", "drift.auc", "⌨ > 0.75 ", "for", "⌨2", "2h"],
    ...[
      "⌨\n  ",
      "severity",
      "⌨critical",
      "⇥",
      "⌨\n  ",
      "notify",
      "team",
      "⇥",
      "⌨\n  ",
      "then",
      "retrain",
      "churn",
      "⇥",
    ],
  );
  await write(
    person,
    ...["drift …", "⌨sides", "⇥", "customers", "⌨ ", "where", "segment", "⌨ == ", '"private"', "⇥"],
    ...[
      "customers",
      "⌨ ",
      "where",
      "segment",
      "⌨ == ",
      '"business"',
      "⇥",
      "⌨\n  ",
      "features",
      "[…]",
      "age",
      "⌨, ",
      "churned",
      "⇥",
    ],
  );
}

it("takes a person from an empty file to a system that compiles, by choosing alone", async () => {
  const person = personAt(disk);
  await writeData(person);
  await writeTables(person);
  await writeModels(person);
  await writeOperation(person);
  const text = person.text();
  const { diagnostics, program, desired } = compileProject({
    files: [{ path: "main.mlops", text }],
    parameters: {},
    inferred: new Map(),
  });
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)).toEqual([]);
  expect(Object.values(program.byKind).map(({ size }) => size)).not.toContain(0);
  expect(desired?.steps.length).toBeGreaterThan(15);
});
