import type { Command } from "../command.ts";
import { folder, json, parameter, project } from "./operands.ts";

/** What a project holds: its graph, data and runs. */
export const looking: readonly Command[] = [
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
    load: async () => (await import("../graph.ts")).graph,
  },
  {
    name: "show",
    summary: "print what a step left in the registry, as JSON",
    operands: [["<address>", "as `mlopsc plan` names it: model.churn/evaluate"]],
    options: [project],
    examples: ["mlopsc show model.churn/evaluate"],
    load: async () => (await import("../show.ts")).show,
  },
  {
    name: "data log",
    summary: "list the versions of the project's datasets",
    operands: [["[table]", "dataset.NAME; all when not given"]],
    options: [project, json],
    examples: ["mlopsc data log dataset.customers"],
    load: async () => (await import("../data-log.ts")).dataLog,
  },
  {
    name: "data show",
    summary: "show a version's columns, with their profiles",
    operands: [["<table>", "dataset.NAME, or dataset.NAME@VERSION"]],
    options: [project, json],
    examples: ["mlopsc data show dataset.customers@3"],
    load: async () => (await import("../data-show.ts")).dataShow,
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
    load: async () => (await import("../data-checkout.ts")).dataCheckout,
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
    load: async () => (await import("../data-diff.ts")).dataDiff,
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
    load: async () => (await import("../runs.ts")).runs,
  },
  {
    name: "runs show",
    summary: "show everything of one run",
    operands: [["<run>", "its id, or the beginning of it"]],
    options: [json, project],
    examples: ["mlopsc runs show 3f09c2aa-12"],
    load: async () => (await import("../runs-show.ts")).runsShow,
  },
  {
    name: "runs compare",
    summary: "show what differs between runs: parameters, data, metrics",
    operands: [["<runs...>", "two ids or more; metrics are compared with the first"]],
    options: [json, project],
    examples: ["mlopsc runs compare 3f09c2aa-12 3f09c2aa-3"],
    load: async () => (await import("../runs-compare.ts")).runsCompare,
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
    load: async () => (await import("../runs-export.ts")).runsExport,
  },
];
