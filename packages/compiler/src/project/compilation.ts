import type { Diagnostic } from "@mlopsc/diagnostics";
import type { FileSyntax } from "@mlopsc/grammar";
import type { DesiredState } from "@mlopsc/plan";
import type { Analyses } from "../models/analyses.ts";
import type { Program } from "../semantics/program.ts";
import type { Resolution } from "../semantics/resolution.ts";
import type { InferredColumns } from "../semantics/table-analysis.ts";
import type { ProjectFiles } from "./bind-project.ts";

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
  /**
   * What every name stands for that was looked up, right ones only. A list for each piece of work: it is the same object
   * in all compilations in which that work needed not be done again.
   */
  readonly resolutions: readonly (readonly Resolution[])[];
  /** Null where there are errors, or a dataset's columns are not known. Planned when it is first asked for. */
  readonly desired: DesiredState | null;
}
