import { readFileSync } from "node:fs";
import type { Diagnostic } from "@mlopsc/diagnostics";
import type { Column, ColumnType } from "@mlopsc/vocabulary";
import { compileProject } from "../../src/index.ts";

/** The whole example of the language's description, with what it mentions and leaves out. */
export const languageSpec: string = readFileSync(new URL("./language-spec.mlops", import.meta.url), "utf8");

/** What is found in it, or in a changed one, that is more than a note. No data are opened: the tables' columns are given. */
export const checkSpec = (text: string): readonly Diagnostic[] =>
  compileProject({ files: [{ path: "churn.mlops", text }], parameters: {}, inferred }).diagnostics.filter(
    ({ severity }) => severity !== "information",
  );

const column = (name: string, kind: ColumnType["kind"]): Column => ({ name, type: { kind, nullable: false } });
const inferred = new Map([
  ["purchases", [column("customer_id", "id"), column("bought_at", "timestamp"), column("amount", "number")]],
  ["dataset_labels", [column("customer_id", "id"), column("churned", "bool")]],
  [
    "load",
    [
      column("at", "timestamp"),
      column("consumption_mw", "int"),
      column("day", "int"),
      column("hour", "int"),
      column("minute", "int"),
    ],
  ],
]);
