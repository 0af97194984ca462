import { commands, type ExtensionContext, window, workspace } from "vscode";
import { applyProject } from "./commands/apply-project.ts";
import { checkProject } from "./commands/check-project.ts";
import { diffProject } from "./commands/diff-project.ts";
import { examplePredictions } from "./commands/predict-example.ts";
import { showReport } from "./commands/show-report.ts";
import type { Project } from "./project/current-project.ts";
import { followRegistry } from "./project/follow-registry.ts";
import { revealBlock, revealPlace } from "./project/reveal-place.ts";
import { languageServer } from "./server/language-client.ts";
import { openSession, type Session } from "./session.ts";
import { openTestExplorer } from "./tests/test-explorer.ts";
import { graphPanel } from "./views/graph-panel.ts";
import type { Place } from "./views/plan-tree.ts";
import { openPlanView } from "./views/plan-view.ts";
import type { RunNode } from "./views/runs-tree.ts";
import { openRunsView } from "./views/runs-view.ts";
import { statusItem } from "./views/status-item.ts";
import { openTextPages } from "./views/text-pages.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel("mlopsc", { log: true });
  const session = openSession(context, log);
  const parts = openParts(session);
  context.subscriptions.push(log, ...Object.values(parts), ...registerCommands(session, parts));
  context.subscriptions.push(
    workspace.onDidGrantWorkspaceTrust(() => void parts.server.restart()),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("mlops.server.path")) void parts.server.restart();
    }),
  );
  await parts.server.start().catch((problem) => log.error(String(problem)));
  void parts.status.refresh();
}

type Parts = ReturnType<typeof openParts>;

function openParts(session: Session) {
  const pages = openTextPages();
  const plan = openPlanView(session);
  const runs = openRunsView(session);
  const status = statusItem(session);
  const afterTests = (): void => void Promise.all([plan.refresh(false), runs.refresh()]);
  const registry = followRegistry(session, () => {
    plan.outdate();
    runs.outdate();
    void status.refresh();
  });
  return {
    pages,
    plan,
    runs,
    registry,
    server: languageServer(session),
    graph: graphPanel(session),
    status,
    predictions: examplePredictions(session, pages),
    tests: openTestExplorer(session, afterTests),
  };
}

function registerCommands(session: Session, parts: Parts) {
  const { pages, server, plan, runs, graph, status, predictions } = parts;
  const table: Readonly<Record<string, (...given: never[]) => unknown>> = {
    "mlops.check": () => checkProject(session),
    "mlops.plan": async () => {
      await workspace.saveAll();
      await commands.executeCommand("mlops.plan.focus");
      await Promise.all([plan.refresh(true), runs.refresh()]);
    },
    "mlops.apply": async () => {
      await applyProject(session);
      await Promise.all([plan.refresh(false), runs.refresh(), status.refresh()]);
    },
    "mlops.diff": () => diffProject(session, pages),
    "mlops.report": () => showReport(session),
    "mlops.predict": (node?: RunNode) => predictions.open(node?.label),
    "mlops.graph": () => graph.open(),
    "mlops.restartServer": () => server.restart(),
    "mlops.refreshRuns": () => runs.refresh(),
    "mlops.reveal": (project: Project, place: Place | string) =>
      typeof place === "string" ? revealBlock(project, place) : revealPlace(project, place),
  };
  return Object.entries(table).map(([name, run]) => commands.registerCommand(name, run));
}
