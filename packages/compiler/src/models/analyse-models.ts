import type { BlockKind } from "@mlopsc/vocabulary";
import type { Pass } from "../incremental/memory.ts";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration, Program } from "../semantics/program.ts";
import { analyseAlert } from "./analyse-alert.ts";
import { analyseChannel } from "./analyse-channel.ts";
import { analyseChecks } from "./analyse-checks.ts";
import { analyseDrift } from "./analyse-drift.ts";
import { analyseEnsemble } from "./analyse-ensemble.ts";
import { analyseModel } from "./analyse-model.ts";
import { analyseSearch } from "./analyse-search.ts";
import type { Analyses } from "./analyses.ts";
import type { CheckContext, ModelledContext } from "./check-context.ts";
import { checkDeploy, checkPorts } from "./check-deploy.ts";
import { checkMonitor } from "./check-monitor.ts";
import { checkSecrets } from "./check-secrets.ts";
import { checkTarget } from "./check-target.ts";

/** The checks of blocks from which no step is made yet, by kind of block. */
const checks: Readonly<Partial<Record<BlockKind, (block: Declaration, context: ModelledContext) => void>>> = {
  target: checkTarget,
  deploy: checkDeploy,
  monitor: checkMonitor,
};

/** Checks everything that builds on tables, and gives what planning needs of it beside them. */
export function analyseModels(program: Program, tables: TableAnalyses, pass: Pass): Analyses {
  const { alert, channel, deploy, drift, ensemble, model, search } = program.byKind;
  const of = <Analysis>(
    work: string,
    blocks: Blocks,
    analyse: Analyse<CheckContext, Analysis>,
  ): Map<Declaration, Analysis> => {
    const found = pass.map<Declaration, Analysis>(work);
    for (const block of blocks.values()) {
      found.set(
        block,
        pass.unit(work, block, (reporter) => analyse(block, { program, tables, reporter })),
      );
    }
    return found;
  };
  const searches = of("searches", search, analyseSearch);
  const models = of("models", model, (each, context) => analyseModel(each, searches, context));
  const modelled =
    <Analysis>(analyse: Analyse<ModelledContext, Analysis>): Analyse<CheckContext, Analysis> =>
    (block, context) =>
      analyse(block, { ...context, models });
  const ensembles = right(of("ensembles", ensemble, modelled(analyseEnsemble)));
  const drifts = right(of("drifts", drift, analyseDrift));
  const deployChecks = of("checks", deploy, analyseChecks);
  const alerts = right(of("alerts", alert, modelled(analyseAlert)));
  const channels = right(of("channels", channel, analyseChannel));
  for (const block of program.declarations) {
    const check = checks[block.kind];
    if (check !== undefined) {
      pass.unit("check", block, (reporter) => check(block, { program, tables, models, reporter }));
    }
  }
  checkPorts([...deploy.values()], { program, tables, reporter: pass.reporter });
  for (const block of program.declarations) pass.unit("secrets", block, (reporter) => checkSecrets(block, reporter));
  return { ...tables, models, ensembles, drifts, searches, checks: deployChecks, alerts, channels };
}

type Blocks = ReadonlyMap<string, Declaration>;
type Analyse<Context, Analysis> = (block: Declaration, context: Context) => Analysis;

/** What could be made of each block; those with mistakes are left out. */
function right<Analysis>(found: ReadonlyMap<Declaration, Analysis | null>): ReadonlyMap<Declaration, Analysis> {
  const made = new Map<Declaration, Analysis>();
  for (const [block, analysis] of found) if (analysis !== null) made.set(block, analysis);
  return made;
}
