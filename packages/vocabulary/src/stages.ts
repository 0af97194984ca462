import type { Stage } from "./steps.ts";

/** When a step of that stage runs. */
export const stages: Readonly<Record<Stage, string>> = {
  relational: "runs in DuckDB; when serving, what it made is part of the request.",
  row: "applied to each row by itself, to each request too.",
  split: "runs once; the test part is read by the one test at the end.",
  fitted: "learned on training rows only, inside each fold too; applied with what was learned.",
};
