import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** What the checks of models, searches and deployments may look at. */
export interface CheckContext {
  readonly program: Program;
  readonly tables: TableAnalyses;
  readonly reporter: Reporter;
}

/** For blocks that build on models. */
export interface ModelledContext extends CheckContext {
  readonly models: ReadonlyMap<Declaration, ModelAnalysis>;
}
