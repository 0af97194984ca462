import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DesiredState } from "@mlopsc/plan";
import { analyseModels } from "../models/analyse-models.ts";
import type { Analyses } from "../models/analyses.ts";
import { planDesiredState } from "../planning/plan-desired-state.ts";
import { analyseTables } from "../semantics/analyse-tables.ts";
import { programChecks } from "../semantics/checks/program-checks.ts";
import { bindProject } from "./bind-project.ts";
import type { Compilation, CompilationInput } from "./compilation.ts";
import { sortDiagnostics } from "./sort-diagnostics.ts";
import { syntaxDiagnostics } from "./syntax-diagnostics.ts";
import { withHidden } from "./with-hidden.ts";
import { withoutEchoes } from "./without-echoes.ts";

/** For programs that are compiled again and again, as in an editor. */
export interface Compiler {
  /** The same as `compileProject`. Never throws. */
  compile(input: CompilationInput): Compilation;
}

/** A compiler for one project, which may change between its compilations. */
export function createCompiler(): Compiler {
  return { compile };
}

function compile(input: CompilationInput): Compilation {
  const { found, ...checked } = analyse(input);
  const right = found.every(({ severity }) => severity !== "error") && isComplete(checked.analyses);
  if (right) return planned({ ...checked, diagnostics: found });
  const check = (changed: CompilationInput["files"]): readonly Diagnostic[] =>
    analyse({ ...input, files: changed }).found;
  const checkAll: typeof check = (changed) => withHidden(check(changed), changed, check);
  const diagnostics = withoutEchoes(withHidden(found, input.files, check), input.files, checkAll);
  return { ...checked, diagnostics, desired: null };
}

type Checked = Pick<Compilation, "files" | "program" | "analyses">;

function analyse(input: CompilationInput): Checked & { readonly found: readonly Diagnostic[] } {
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

/** Most compilations of an editor are never planned. */
function planned(checked: Omit<Compilation, "desired">): Compilation {
  let desired: DesiredState | undefined;
  return {
    ...checked,
    get desired() {
      desired ??= planDesiredState(checked.program, checked.analyses);
      return desired;
    },
  };
}
