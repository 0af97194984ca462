import type { Command } from "../command.ts";
import { folder, parameter, project } from "./operands.ts";

/** Models are asked, exported and told of; editors are served. */
export const using: readonly Command[] = [
  {
    name: "predict",
    summary: "predict rows of a file with a registered model",
    operands: [["<model>", "NAME, or NAME@VERSION"]],
    options: [
      ["-i, --input <file>", "a CSV, Parquet or JSON file; JSON lines on the standard input when not given"],
      ["-o, --out <file>", "a .csv, .parquet or .json file; the screen when not given"],
      ["--explain", "add why: three reasons a row, or all of them as JSON in a .json or .parquet file"],
      ["--example", "print a made-up record that the model answers, and end"],
      project,
    ],
    examples: [
      "mlopsc predict churn --input new.csv --out predictions.csv",
      "mlopsc predict churn --example | mlopsc predict churn --explain",
    ],
    load: async () => (await import("../predict.ts")).predict,
  },
  {
    name: "serve",
    summary: "answer prediction requests over HTTP",
    operands: [["<model>", "NAME, or NAME@VERSION"]],
    options: [
      ["--port <port>", "0 for any; 8080 when not given"],
      ["--host <address>", "127.0.0.1 when not given"],
      ["--api-key-file <file>", "requests need one of the keys in it, one a line"],
      ["--log-folder <folder>", "keep requests and answers in files there, without personal columns"],
      ["--log-key <field...>", "fields that requests may have besides, kept there to join labels on"],
      project,
    ],
    examples: ["mlopsc serve churn --port 8080"],
    load: async () => (await import("../serve.ts")).serve,
  },
  {
    name: "export",
    summary: "write a registered model to a file: ONNX, or mlopsc's own format",
    operands: [["<model>", "NAME, or NAME@VERSION"]],
    options: [
      ["--format <format>", "onnx or mlopsc; when not given, as the file's name ends (.onnx, .json), or onnx"],
      ["-o, --out <file>", "the file; NAME.onnx or NAME.json when not given"],
      ["--learner-only", "without the pipeline: the inputs are then the features that it makes"],
      ["--force", "write over a file that exists"],
      project,
    ],
    examples: ["mlopsc export churn", "mlopsc export churn@2 --format mlopsc --out churn.json"],
    load: async () => (await import("../export.ts")).exportModel,
  },
  {
    name: "report",
    summary: "write one page that shows data, models and drift",
    operands: [folder],
    options: [["-o, --out <file>", "the page; report.html in .mlopsc when not given"], parameter],
    examples: ["mlopsc report --out report.html"],
    load: async () => (await import("../report.ts")).report,
  },
  {
    name: "lsp",
    summary: "answer an editor, over the Language Server Protocol",
    operands: [],
    options: [
      ["--stdio", "over standard input and output; what is done when nothing else is said"],
      ["--socket <port>", "listen on a port of this machine instead"],
      ["--untrusted", "look at texts alone: at no data and no registry of the folder"],
      ["--client-process-id <number>", "the editor's process, as some editors give it; `initialize` says it too"],
    ],
    examples: ["mlopsc lsp --stdio"],
    load: async () => (await import("../lsp.ts")).lsp,
  },
];
