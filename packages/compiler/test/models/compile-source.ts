import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DesiredState } from "@mlopsc/plan";
import { analyseModels } from "../../src/models/analyse-models.ts";
import type { Analyses } from "../../src/models/analyses.ts";
import { planDesiredState } from "../../src/planning/plan-desired-state.ts";
import { bindProject } from "../../src/project/bind-project.ts";
import { sortDiagnostics } from "../../src/project/sort-diagnostics.ts";
import { syntaxDiagnostics } from "../../src/project/syntax-diagnostics.ts";
import { analyseTables } from "../../src/semantics/analyse-tables.ts";
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
  const { files: parsed, program, reporter } = bindProject({ files: list, parameters: {} });
  const tables = analyseTables(program, new Map(), reporter);
  const analyses = analyseModels(program, tables, reporter);
  const diagnostics = sortDiagnostics([...parsed.flatMap(syntaxDiagnostics), ...reporter.diagnostics]);
  return { diagnostics, program, analyses, desired: planDesiredState(program, analyses) };
}
