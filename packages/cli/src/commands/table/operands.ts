/** Operands and options that several commands take. */

export const folder = ["[project]", "the project's folder; the nearest one with .mlops files when not given"] as const;
export const project = [
  "-C, --project <folder>",
  "the project's folder; the nearest one with .mlops files when not given",
] as const;
export const parameter = ["-p, --param <name=value...>", "give a `param` of the project a value"] as const;
export const today = [
  "--today <date>",
  "take the data in anew as of this day, which `today()` then means; as they were taken in when not given",
] as const;
export const allProblems = ["--all-problems", "print every problem, not only the first 50"] as const;
export const json = ["--format <format>", "text or json"] as const;
