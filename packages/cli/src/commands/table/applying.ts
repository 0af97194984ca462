import type { Command } from "../command.ts";
import { allProblems, folder, json, parameter, project, today } from "./operands.ts";

/** A plan is made, carried out and reviewed. */
export const applying: readonly Command[] = [
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
      today,
      parameter,
    ],
    examples: ["mlopsc plan", "mlopsc plan --out plan.json", "mlopsc plan --target model.churn"],
    load: async () => (await import("../plan.ts")).plan,
  },
  {
    name: "apply",
    summary: "do what the plan says",
    operands: [["[project]", "the project's folder, or a plan saved by `mlopsc plan --out`"]],
    options: [
      ["-t, --target <address>", "only this block or step, and what it needs"],
      ["--concurrency <count>", "steps at a time; the number of processors when not given"],
      ["--break-lock", "take the place of an apply that is gone for good, on another machine"],
      ["--format <format>", "text; or json: a line for each event, as it happens"],
      allProblems,
      project,
      today,
      parameter,
    ],
    examples: [
      "mlopsc apply",
      "mlopsc apply plan.json",
      "mlopsc apply --param data=/mnt/lake",
      "mlopsc apply --format json",
    ],
    load: async () => (await import("../apply.ts")).apply,
  },
  {
    name: "diff",
    summary: "say what a change means for a review: risks first, then what it leads to",
    operands: [
      ["[base]", "a revision or a folder; `A..B` and `A...B` name both sides, as git has it; HEAD when not given"],
      ["[head]", "a revision or a folder; the project as it lies on disk when not given"],
    ],
    options: [
      ["--from <folder>", "compare this folder"],
      ["--to <folder>", "with this one; the project when not given"],
      ["--format <format>", "text, markdown or json"],
      ["--fail-on <what>", "exit 1 where there is a `risk`, or any `change`"],
      ["--detailed-exitcode", "exit 2 where the meaning differs"],
      project,
      parameter,
    ],
    examples: [
      "mlopsc diff",
      "mlopsc diff main",
      "mlopsc diff origin/main...HEAD --format markdown --fail-on risk",
      "mlopsc diff --from before --to after",
    ],
    load: async () => (await import("../diff.ts")).diff,
  },
];
