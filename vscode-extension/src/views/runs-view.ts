import {
  type Disposable,
  EventEmitter,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  TreeItem,
  TreeItemCollapsibleState,
  window,
  workspace,
} from "vscode";
import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { type Run, type RunNode, runsTree } from "./runs-tree.ts";

export interface RunsView extends Disposable {
  readonly refresh: () => Promise<void>;
  /** Something was done: what is shown is asked for anew. What is not seen is, whenever it comes into sight. */
  readonly outdate: () => void;
}

export function openRunsView(session: Session): RunsView {
  const changed = new EventEmitter<void>();
  let nodes: readonly RunNode[] = [];
  let project: Project | undefined;
  const view = window.createTreeView<RunNode>("mlops.runs", {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: (node) => [...(node?.children ?? nodes)],
      getTreeItem: (node) => treeItem(node, project),
    },
  });
  const refresh = async (): Promise<void> => {
    project = await session.project();
    const outcome =
      project === undefined || !workspace.isTrusted
        ? undefined
        : await session.run(project, ["runs", "--format", "json", "--project", project.folder]);
    nodes = outcome?.code === 0 ? runsTree(JSON.parse(outcome.out) as readonly Run[]) : [];
    changed.fire();
  };
  const seen = view.onDidChangeVisibility(({ visible }) => {
    if (visible) void refresh();
  });
  return {
    refresh,
    outdate: () => {
      if (view.visible) void refresh();
    },
    dispose: () => {
      for (const each of [view, changed, seen]) each.dispose();
    },
  };
}

const icons: Readonly<Record<RunNode["kind"], readonly [icon: string, colour?: string]>> = {
  model: ["symbol-class", "symbolIcon.classForeground"],
  final: ["pass", "testing.iconPassed"],
  trial: ["beaker"],
  baseline: ["dash", "disabledForeground"],
  failed: ["error", "testing.iconFailed"],
  older: ["history", "disabledForeground"],
};

function treeItem(node: RunNode, project: Project | undefined): TreeItem {
  const { None, Collapsed } = TreeItemCollapsibleState;
  const item = new TreeItem(node.label, node.children.length === 0 ? None : Collapsed);
  const [icon, colour] = icons[node.kind];
  item.id = node.id;
  item.description = node.description;
  item.iconPath = new ThemeIcon(icon, colour === undefined ? undefined : new ThemeColor(colour));
  item.contextValue = node.kind;
  if (node.tooltip !== "") item.tooltip = new MarkdownString(node.tooltip);
  if (project !== undefined && node.children.length === 0)
    item.command = { command: "mlops.reveal", title: "Go to the block", arguments: [project, node.address] };
  return item;
}
