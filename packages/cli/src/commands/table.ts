import type { Command } from "./command.ts";

const folder = ["[project]", "the project's folder; the nearest one with .mlops files when not given"] as const;
const project = [
  "-C, --project <folder>",
  "the project's folder; the nearest one with .mlops files when not given",
] as const;
const parameter = ["-p, --param <name=value...>", "give a `param` of the project a value"] as const;
const allProblems = ["--all-problems", "print every problem, not only the first 50"] as const;
const json = ["--format <format>", "text or json"] as const;

/** Every command, in the order of a project's life. */
export const commands: readonly Command[] = [
  {
    name: "init",
    summary: "start a project, from a data file if you have one",
    operands: [["[folder]", "where; this folder when not given"]],
    options: [
      ["--from <file>", "a CSV, Parquet or JSON file: writes a dataset with its schema"],
      ["--name <name>", "the project's name; the folder's when not given"],
    ],
    examples: ["mlopsc init churn --from customers.csv"],
    load: async () => (await import("./init.ts")).init,
  },
  {
    name: "check",
    summary: "find what is wrong, before anything runs",
    operands: [folder],
    options: [
      ["--format <format>", "text, json or sarif"],
      ["--fix", "apply every fix that leaves no choice"],
      allProblems,
      parameter,
    ],
    examples: ["mlopsc check", "mlopsc check examples/telco --format sarif > check.sarif"],
    load: async () => (await import("./check.ts")).check,
  },
  {
    name: "explain",
    summary: "say what a code means, with an example",
    operands: [["<code>", "ML3101, or 3101"]],
    options: [],
    examples: ["mlopsc explain ML2001"],
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "fmt",
    summary: "write the files in their one layout",
    operands: [folder],
    options: [
      ["--check", "change nothing; exit 1 where a file would change"],
      ["--infer", "write the schema of each dataset that has none"],
      allProblems,
      parameter,
    ],
    examples: ["mlopsc fmt", "mlopsc fmt --check"],
    load: async () => (await import("./fmt.ts")).fmt,
  },
  {
    name: "plan",
    summary: "say what apply would do, and why",
    operands: [folder],
    options: [
      ["-o, --out <file>", "save the plan, for `mlopsc apply FILE`"],
      json,
      ["-t, --target <address>", "only this block or step, and what it needs"],
      ["--detailed-exitcode", "exit 2 where there is something to do"],
      ["--all", "show the steps that stay as they are, too"],
      allProblems,
      parameter,
    ],
    examples: ["mlopsc plan", "mlopsc plan --out plan.json", "mlopsc plan --target model.churn"],
    load: async () => (await import("./plan.ts")).plan,
  },
  {
    name: "apply",
    summary: "do what the plan says",
    operands: [["[project]", "the project's folder, or a plan saved by `mlopsc plan --out`"]],
    options: [
      ["-t, --target <address>", "only this block or step, and what it needs"],
      ["--concurrency <count>", "steps at a time; the number of processors when not given"],
      ["--break-lock", "take the place of an apply that is gone for good, on another machine"],
      allProblems,
      project,
      parameter,
    ],
    examples: ["mlopsc apply", "mlopsc apply plan.json", "mlopsc apply --param data=/mnt/lake"],
    load: async () => (await import("./apply.ts")).apply,
  },
  {
    name: "graph",
    summary: "draw the steps and what they need",
    operands: [folder],
    options: [
      ["--format <format>", "text, mermaid, dot or svg; when not given, as the file's name ends, or text"],
      ["-o, --out <file>", "write to a file"],
      parameter,
    ],
    examples: ["mlopsc graph", "mlopsc graph --out graph.svg"],
    load: async () => (await import("./graph.ts")).graph,
  },
  {
    name: "show",
    summary: "print what a step left in the registry, as JSON",
    operands: [["<address>", "as `mlopsc plan` names it: model.churn/evaluate"]],
    options: [project],
    examples: ["mlopsc show model.churn/evaluate"],
    load: async () => (await import("./show.ts")).show,
  },
  {
    name: "data log",
    summary: "list the versions of the project's datasets",
    operands: [["[table]", "dataset.NAME; all when not given"]],
    options: [project, json],
    examples: ["mlopsc data log dataset.customers"],
    load: async () => (await import("./data-log.ts")).dataLog,
  },
  {
    name: "data show",
    summary: "show a version's columns, with their profiles",
    operands: [["<table>", "dataset.NAME, or dataset.NAME@VERSION"]],
    options: [project, json],
    examples: ["mlopsc data show dataset.customers@3"],
    load: async () => (await import("./data-show.ts")).dataShow,
  },
  {
    name: "data checkout",
    summary: "write a version's rows to a file",
    operands: [
      ["<table>", "dataset.NAME, dataset.NAME@VERSION or transform.NAME"],
      ["<file>", "ends in .parquet, .csv or .json"],
    ],
    options: [["--force", "write over a file that exists"], project],
    examples: ["mlopsc data checkout dataset.customers@2 customers.parquet"],
    load: async () => (await import("./data-checkout.ts")).dataCheckout,
  },
  {
    name: "data diff",
    summary: "compare two versions: schema, rows, distributions",
    operands: [
      ["<before>", "dataset.NAME@VERSION; without a version the last but one"],
      ["[after]", "dataset.NAME@VERSION; the latest when not given"],
    ],
    options: [project, json],
    examples: ["mlopsc data diff dataset.customers@1"],
    load: async () => (await import("./data-diff.ts")).dataDiff,
  },
  {
    name: "runs",
    summary: "list what was tried and trained, with its metrics",
    operands: [["[model]", "NAME; all models when not given"]],
    options: [
      [
        "--sort <metric>",
        "best first: `auc` as mean over the folds, `test.auc` on the test part; newest first when not given",
      ],
      ["--limit <count>", "at most so many; 30 in text and all else when not given"],
      ["--format <format>", "text, json or csv"],
      project,
    ],
    examples: ["mlopsc runs churn --sort auc --limit 10", "mlopsc runs --format csv > runs.csv"],
    load: async () => (await import("./runs.ts")).runs,
  },
  {
    name: "runs show",
    summary: "show everything of one run",
    operands: [["<run>", "its id, or the beginning of it"]],
    options: [json, project],
    examples: ["mlopsc runs show 3f09c2aa-12"],
    load: async () => (await import("./runs-show.ts")).runsShow,
  },
  {
    name: "runs compare",
    summary: "show what differs between runs: parameters, data, metrics",
    operands: [["<runs...>", "two ids or more; metrics are compared with the first"]],
    options: [json, project],
    examples: ["mlopsc runs compare 3f09c2aa-12 3f09c2aa-3"],
    load: async () => (await import("./runs-compare.ts")).runsCompare,
  },
  {
    name: "runs export",
    summary: "send runs to an MLflow server; what is there is not sent again",
    operands: [["[model]", "NAME; all models when not given"]],
    options: [
      [
        "--mlflow <url>",
        "the server's address; credentials come from MLFLOW_TRACKING_TOKEN or _USERNAME and _PASSWORD",
      ],
      ["--experiment <name>", "made where it is not there; the project's name when not given"],
      project,
      parameter,
    ],
    examples: ["mlopsc runs export --mlflow http://localhost:5000"],
    load: async () => (await import("./runs-export.ts")).runsExport,
  },
  {
    name: "predict",
    summary: "predict rows of a file with a registered model",
    operands: [["<model>", "NAME, or NAME@VERSION"]],
    options: [
      ["-i, --input <file>", "a CSV, Parquet or JSON file; JSON lines on the standard input when not given"],
      ["-o, --out <file>", "a .csv, .parquet or .json file; the screen when not given"],
      ["--explain", "add why: three reasons a row, or all of them as JSON in a .json or .parquet file"],
      project,
    ],
    examples: ["mlopsc predict churn --input new.csv --out predictions.csv"],
    load: async () => (await import("./predict.ts")).predict,
  },
  {
    name: "serve",
    summary: "answer prediction requests over HTTP",
    operands: [["<model>", "NAME, or NAME@VERSION"]],
    options: [
      ["--port <port>", "0 for any; 8080 when not given"],
      ["--host <address>", "127.0.0.1 when not given"],
      project,
    ],
    examples: ["mlopsc serve churn --port 8080"],
    load: async () => (await import("./serve.ts")).serve,
  },
  {
    name: "report",
    summary: "write one page that shows data, models and drift",
    operands: [folder],
    options: [["-o, --out <file>", "the page; report.html in .mlopsc when not given"], parameter],
    examples: ["mlopsc report --out report.html"],
    load: async () => (await import("./report.ts")).report,
  },
];
