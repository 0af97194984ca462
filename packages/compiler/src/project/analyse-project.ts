import type { Diagnostic } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import type { Pass } from "../incremental/memory.ts";
import { analyseModels } from "../models/analyse-models.ts";
import { analyseTables } from "../semantics/analyse-tables.ts";
import { bind } from "../semantics/bind.ts";
import { programChecks } from "../semantics/checks/program-checks.ts";
import type { Compilation, CompilationInput } from "./compilation.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";
import { syntaxDiagnostics } from "./syntax-diagnostics.ts";

export interface AnalysedProject extends Pick<Compilation, "files" | "program" | "analyses" | "resolutions"> {
  /** All that is said of the text as it stands, echoes of misspelt words too. */
  readonly found: readonly Diagnostic[];
}

/** Every check, once. */
export function analyseProject(
  files: readonly FileSyntax[],
  { parameters, inferred }: Pick<CompilationInput, "parameters" | "inferred">,
  pass: Pass,
): AnalysedProject {
  const program = bind(files, parameters, pass);
  const tables = analyseTables(program, inferred, pass);
  for (const check of programChecks) check(program, tables, pass.reporter);
  const analyses = analyseModels(program, tables, pass);
  const reported = pass.reports.map((report) => report.diagnostic());
  const found = sortDiagnostics([...files.flatMap(syntaxDiagnostics), ...reported]);
  return { files, program, analyses, resolutions: pass.resolutions, found };
}
