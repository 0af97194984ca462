import type { Diagnostic } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import type { DesiredState } from "@mlopsc/plan";
import { analyseModels } from "../models/analyse-models.ts";
import type { Analyses } from "../models/analyses.ts";
import { planDesiredState } from "../planning/plan-desired-state.ts";
import { analyseTables } from "../semantics/analyse-tables.ts";
import { programChecks } from "../semantics/checks/program-checks.ts";
import type { Program } from "../semantics/program.ts";
import type { InferredColumns } from "../semantics/table-analysis.ts";
import { bindProject, type ProjectFiles } from "./bind-project.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";
import { syntaxDiagnostics } from "./syntax-diagnostics.ts";
import { withHidden } from "./with-hidden.ts";
import { withoutEchoes } from "./without-echoes.ts";

export interface CompilationInput extends ProjectFiles {
  /** The columns of datasets without a schema, by name; see `schemasToInfer`. */
  readonly inferred: InferredColumns;
}

export interface Compilation {
  /** By file and place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly files: readonly FileSyntax[];
  readonly program: Program;
  readonly analyses: Analyses;
  /** Null where there are errors, or a dataset's columns are not known. */
  readonly desired: DesiredState | null;
}

/** Checks a project and says what it asks for. Pure; never throws, however broken the text. */
export function compileProject(input: CompilationInput): Compilation {
  const { found, files, program, analyses } = analyse(input);
  const right = found.every(({ severity }) => severity !== "error") && isComplete(analyses);
  if (right) return { diagnostics: found, files, program, analyses, desired: planDesiredState(program, analyses) };
  const check = (changed: CompilationInput["files"]): readonly Diagnostic[] =>
    analyse({ ...input, files: changed }).found;
  const checkAll: typeof check = (changed) => withHidden(check(changed), changed, check);
  const diagnostics = withoutEchoes(withHidden(found, input.files, check), input.files, checkAll);
  return { diagnostics, files, program, analyses, desired: null };
}

function analyse(
  input: CompilationInput,
): Pick<Compilation, "files" | "program" | "analyses"> & { readonly found: readonly Diagnostic[] } {
  const { files, program, reporter } = bindProject(input);
  const tables = analyseTables(program, input.inferred, reporter);
  for (const check of programChecks) check(program, tables, reporter);
  const analyses = analyseModels(program, tables, reporter);
  const found = sortDiagnostics([...files.flatMap(syntaxDiagnostics), ...reporter.diagnostics]);
  return { found, files, program, analyses };
}

/** Whether all columns are known: without them there are steps that cannot be written down. */
const isComplete = ({ datasets, transforms }: Analyses): boolean =>
  [...datasets.values()].every(({ schema, source }) => schema.known && source !== null) &&
  [...transforms.values()].every(({ complete }) => complete);
