import {
  commands,
  type Disposable,
  EventEmitter,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
  workspace,
} from "vscode";
import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { type PlanNode, type PrintedPlan, planSummary, planTree } from "./plan-tree.ts";

export interface PlanView extends Disposable {
  /** Makes the plan and shows it. `asked` tells the user what stands in the way; else the view alone does. */
  readonly refresh: (asked: boolean) => Promise<void>;
  /** Something was done: what is shown is made anew, once it is looked at. */
  readonly outdate: () => void;
}

export function openPlanView(session: Session): PlanView {
  const changed = new EventEmitter<void>();
  let nodes: readonly PlanNode[] = [];
  let project: Project | undefined;
  let running: AbortController | undefined;
  let outdated = false;
  const view = window.createTreeView<PlanNode>("mlops.plan", {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node?.children ?? nodes)],
      getTreeItem: (node) => treeItem(node, project),
    },
  });
  const show = (state: PlanState, plan?: PrintedPlan): void => {
    nodes = plan === undefined ? [] : planTree(plan);
    describe(view, plan);
    void commands.executeCommand("setContext", "mlops.planState", state);
    changed.fire();
  };
  const refresh = async (asked: boolean): Promise<void> => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    outdated = false;
    project = await session.project();
    if (project === undefined) return show("none");
    const title = asked ? { title: "mlopsc: making the plan" } : {};
    const outcome = await session.run(project, ["plan", "--format", "json", project.folder], {
      ...title,
      signal: mine.signal,
    });
    if (mine.signal.aborted) return;
    if (outcome === undefined) return show(workspace.isTrusted ? "missing" : "none");
    if (outcome.code !== 0) return show("refused");
    show("shown", JSON.parse(outcome.out) as PrintedPlan);
  };
  const saved = workspace.onDidSaveTextDocument(({ languageId }) => {
    const wanted = workspace.getConfiguration("mlops").get("plan.onSave", true);
    if (languageId === "mlops" && wanted && view.visible) void refresh(false);
  });
  const seen = view.onDidChangeVisibility(({ visible }) => {
    if (visible && (nodes.length === 0 || outdated) && workspace.isTrusted) void refresh(false);
  });
  show("none");
  return {
    refresh,
    outdate: () => {
      outdated = true;
      if (view.visible) void refresh(false);
    },
    dispose: () => {
      running?.abort();
      for (const each of [view, changed, saved, seen]) each.dispose();
    },
  };
}

/** What the welcome text of the empty view says: see `viewsWelcome` of the manifest. */
type PlanState = "none" | "shown" | "refused" | "missing";

function describe(view: TreeView<PlanNode>, plan: PrintedPlan | undefined): void {
  if (plan === undefined) {
    view.message = undefined as unknown as string;
    view.description = "";
    view.badge = undefined;
    return;
  }
  const waiting = plan.steps.filter(({ action }) => action !== "reuse").length;
  view.message = planSummary(plan);
  view.description = plan.project.name;
  view.badge = waiting === 0 ? undefined : { value: waiting, tooltip: planSummary(plan) };
}

const icons: Readonly<Record<PlanNode["icon"], readonly [icon: string, colour?: string]>> = {
  create: ["diff-added", "gitDecoration.addedResourceForeground"],
  update: ["diff-modified", "gitDecoration.modifiedResourceForeground"],
  replace: ["diff-renamed", "gitDecoration.modifiedResourceForeground"],
  remove: ["diff-removed", "gitDecoration.deletedResourceForeground"],
  reuse: ["check", "disabledForeground"],
  "up-to-date": ["check-all", "testing.iconPassed"],
  reason: ["arrow-small-right", "disabledForeground"],
};

function treeItem(node: PlanNode, project: Project | undefined): TreeItem {
  const { None, Expanded, Collapsed } = TreeItemCollapsibleState;
  const state = node.children.length === 0 ? None : node.expanded ? Expanded : Collapsed;
  const item = new TreeItem(node.label, state);
  const [icon, colour] = icons[node.icon];
  item.id = node.id;
  item.description = node.description;
  item.iconPath = new ThemeIcon(icon, colour === undefined ? undefined : new ThemeColor(colour));
  if (node.tooltip !== undefined) item.tooltip = node.tooltip;
  if (node.place !== undefined && project !== undefined)
    item.command = { command: "mlops.reveal", title: "Go to the block", arguments: [project, node.place] };
  return item;
}
