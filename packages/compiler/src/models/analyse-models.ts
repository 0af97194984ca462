import type { BlockKind, CheckDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { analyseChecks } from "./analyse-checks.ts";
import { analyseDrift } from "./analyse-drift.ts";
import { analyseEnsemble } from "./analyse-ensemble.ts";
import { analyseModel } from "./analyse-model.ts";
import { analyseSearch } from "./analyse-search.ts";
import type { Analyses, DriftAnalysis } from "./analyses.ts";
import { checkAlert } from "./check-alert.ts";
import { checkChannel } from "./check-channel.ts";
import type { ModelledContext } from "./check-context.ts";
import { checkDeploy, checkPorts } from "./check-deploy.ts";
import { checkMonitor } from "./check-monitor.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkTarget } from "./check-target.ts";
import type { EnsembleAnalysis } from "./ensemble-analysis.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** The checks of blocks from which no step is made yet, by kind of block. */
const checks: Readonly<Partial<Record<BlockKind, (block: Declaration, context: ModelledContext) => void>>> = {
  target: checkTarget,
  deploy: checkDeploy,
  monitor: checkMonitor,
  alert: checkAlert,
  channel: checkChannel,
};

/** Checks everything that builds on tables, and gives what planning needs of it beside them. */
export function analyseModels(program: Program, tables: TableAnalyses, reporter: Reporter): Analyses {
  const context = { program, tables, reporter };
  const searches = new Map<Declaration, SearchDefinition | null>();
  for (const search of program.byKind.search.values()) searches.set(search, analyseSearch(search, context));
  const models = new Map<Declaration, ModelAnalysis>();
  for (const model of program.byKind.model.values()) models.set(model, analyseModel(model, searches, context));
  const ensembles = new Map<Declaration, EnsembleAnalysis>();
  for (const ensemble of program.byKind.ensemble.values()) {
    const analysis = analyseEnsemble(ensemble, { ...context, models });
    if (analysis !== null) ensembles.set(ensemble, analysis);
  }
  const drifts = new Map<Declaration, DriftAnalysis>();
  for (const drift of program.byKind.drift.values()) {
    const analysis = analyseDrift(drift, context);
    if (analysis !== null) drifts.set(drift, analysis);
  }
  const deployChecks = new Map<Declaration, readonly CheckDefinition[]>();
  for (const deploy of program.byKind.deploy.values()) deployChecks.set(deploy, analyseChecks(deploy, context));
  for (const block of program.declarations) checks[block.kind]?.(block, { ...context, models });
  checkPorts([...program.byKind.deploy.values()], context);
  checkSecrets(program, reporter);
  return { ...tables, models, ensembles, drifts, checks: deployChecks };
}
