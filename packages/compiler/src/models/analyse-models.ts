import type { BlockKind, CheckDefinition, SearchDefinition } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { analyseAlert } from "./analyse-alert.ts";
import { analyseChannel } from "./analyse-channel.ts";
import { analyseChecks } from "./analyse-checks.ts";
import { analyseDrift } from "./analyse-drift.ts";
import { analyseEnsemble } from "./analyse-ensemble.ts";
import { analyseModel } from "./analyse-model.ts";
import { analyseSearch } from "./analyse-search.ts";
import type { Analyses } from "./analyses.ts";
import type { ModelledContext } from "./check-context.ts";
import { checkDeploy, checkPorts } from "./check-deploy.ts";
import { checkMonitor } from "./check-monitor.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkTarget } from "./check-target.ts";
import type { ModelAnalysis } from "./model-analysis.ts";

/** The checks of blocks from which no step is made yet, by kind of block. */
const checks: Readonly<Partial<Record<BlockKind, (block: Declaration, context: ModelledContext) => void>>> = {
  target: checkTarget,
  deploy: checkDeploy,
  monitor: checkMonitor,
};

/** Checks everything that builds on tables, and gives what planning needs of it beside them. */
export function analyseModels(program: Program, tables: TableAnalyses, reporter: Reporter): Analyses {
  const context = { program, tables, reporter };
  const searches = new Map<Declaration, SearchDefinition | null>();
  for (const search of program.byKind.search.values()) searches.set(search, analyseSearch(search, context));
  const models = new Map<Declaration, ModelAnalysis>();
  for (const model of program.byKind.model.values()) models.set(model, analyseModel(model, searches, context));
  const modelled = { ...context, models };
  const { alert, channel, drift, ensemble } = program.byKind;
  const ensembles = analysed(ensemble, (each) => analyseEnsemble(each, modelled));
  const drifts = analysed(drift, (each) => analyseDrift(each, context));
  const deployChecks = new Map<Declaration, readonly CheckDefinition[]>();
  for (const deploy of program.byKind.deploy.values()) deployChecks.set(deploy, analyseChecks(deploy, context));
  const alerts = analysed(alert, (each) => analyseAlert(each, modelled));
  const channels = analysed(channel, (each) => analyseChannel(each, context));
  for (const block of program.declarations) checks[block.kind]?.(block, modelled);
  checkPorts([...program.byKind.deploy.values()], context);
  checkSecrets(program, reporter);
  return { ...tables, models, ensembles, drifts, searches, checks: deployChecks, alerts, channels };
}

/** What could be made of each block; those with mistakes are left out. */
function analysed<Analysis>(
  blocks: ReadonlyMap<string, Declaration>,
  analyse: (block: Declaration) => Analysis | null,
): ReadonlyMap<Declaration, Analysis> {
  const found = new Map<Declaration, Analysis>();
  for (const block of blocks.values()) {
    const analysis = analyse(block);
    if (analysis !== null) found.set(block, analysis);
  }
  return found;
}
