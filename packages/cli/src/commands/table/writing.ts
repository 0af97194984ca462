import type { Command } from "../command.ts";
import { allProblems, folder, parameter } from "./operands.ts";

/** Specs are written, checked and laid out. */
export const writing: readonly Command[] = [
  {
    name: "init",
    summary: "start a project, from a data file if you have one",
    operands: [["[folder]", "where; this folder when not given"]],
    options: [
      ["--from <file>", "a CSV, Parquet or JSON file: writes a dataset with its schema"],
      ["--name <name>", "the project's name; the folder's when not given"],
    ],
    examples: ["mlopsc init churn --from customers.csv"],
    load: async () => (await import("../init.ts")).init,
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
    load: async () => (await import("../check.ts")).check,
  },
  {
    name: "explain",
    summary: "say what a code means, with an example",
    operands: [["<code>", "ML3101, or 3101"]],
    options: [],
    examples: ["mlopsc explain ML2001"],
    load: async () => (await import("../explain.ts")).explain,
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
    load: async () => (await import("../fmt.ts")).fmt,
  },
];
