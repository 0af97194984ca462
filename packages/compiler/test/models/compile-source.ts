import type { Diagnostic } from "@mlopsc/diagnostics";
import { parseFile } from "@mlopsc/grammar";
import type { DesiredState } from "@mlopsc/plan";
import { Memory } from "../../src/incremental/memory.ts";
import { analyseModels } from "../../src/models/analyse-models.ts";
import type { Analyses } from "../../src/models/analyses.ts";
import { planDesiredState } from "../../src/planning/plan-desired-state.ts";
import { sortDiagnostics } from "../../src/project/sort-diagnostics.ts";
import { syntaxDiagnostics } from "../../src/project/syntax-diagnostics.ts";
import { analyseTables } from "../../src/semantics/analyse-tables.ts";
import { bind } from "../../src/semantics/bind.ts";
import type { Program } from "../../src/semantics/program.ts";

export interface Compiled {
  readonly diagnostics: readonly Diagnostic[];
  readonly program: Program;
  readonly analyses: Analyses;
  readonly desired: DesiredState;
}

/** Every stage from text to desired steps, over files given as path → text. */
export function compile(files: Readonly<Record<string, string>>): Compiled {
  const list = Object.entries(files).map(([path, text]) => ({ path, text }));
  const parsed = list.map(({ path, text }) => parseFile(path, text));
  const pass = new Memory().begin();
  const program = bind(parsed, {}, pass);
  const tables = analyseTables(program, new Map(), pass);
  const analyses = analyseModels(program, tables, pass);
  const reported = pass.reports.map((report) => report.diagnostic());
  const diagnostics = sortDiagnostics([...parsed.flatMap(syntaxDiagnostics), ...reported]);
  return { diagnostics, program, analyses, desired: planDesiredState(program, analyses) };
}
