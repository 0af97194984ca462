import {
  type Disposable,
  languages,
  MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  type Uri,
  window,
  workspace,
} from "vscode";
import { projectOf } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { firingAlerts, type HistoryEntry, statusText, type TargetStatus } from "./status-text.ts";

export interface StatusItem extends Disposable {
  /** Asks what runs, and whether alerts fire. */
  readonly refresh: () => Promise<void>;
}

/** Problems in the files at once; deployments and alerts every now and then. */
export function statusItem(session: Session): StatusItem {
  const item = window.createStatusBarItem("mlops.status", StatusBarAlignment.Left, 50);
  item.name = "mlopsc";
  item.command = "workbench.actions.view.problems";
  let targets: readonly TargetStatus[] = [];
  let firing: readonly HistoryEntry[] = [];
  let folder: string | undefined;

  const show = (): void => {
    const document = window.activeTextEditor?.document;
    const here = document?.languageId === "mlops" ? projectOf(document.uri)?.folder : folder;
    const problems = languages.getDiagnostics().flatMap(([uri, found]) => (isIn(uri, here) ? found : []));
    const count = (severity: number): number => problems.filter((each) => each.severity === severity).length;
    render(item, statusText({ errors: count(0), warnings: count(1), targets, firing }));
    if (here === undefined) item.hide();
    else item.show();
  };

  const refresh = async (): Promise<void> => {
    const project = await session.project();
    folder = project?.folder;
    if (project !== undefined && workspace.isTrusted) {
      const ask = async <Answer>(command: string): Promise<readonly Answer[]> => {
        const outcome = await session.run(project, [command, "--format", "json", "--project", project.folder]);
        // `status` ends with 1 where something does not run: that is what was asked for.
        return outcome?.out.startsWith("[") === true ? (JSON.parse(outcome.out) as readonly Answer[]) : [];
      };
      targets = await ask<TargetStatus>("status");
      firing = targets.length === 0 ? [] : firingAlerts(await ask<HistoryEntry>("history"));
    }
    show();
  };

  const seconds = workspace.getConfiguration("mlops").get("status.everySeconds", 60);
  const timer = seconds > 0 ? setInterval(() => void refresh(), seconds * 1000) : undefined;
  const watching = [languages.onDidChangeDiagnostics(show), window.onDidChangeActiveTextEditor(show)];
  return {
    refresh,
    dispose: () => {
      clearInterval(timer);
      for (const each of [item, ...watching]) each.dispose();
    },
  };
}

const isIn = (uri: Uri, folder: string | undefined): boolean =>
  folder !== undefined && uri.path.endsWith(".mlops") && uri.fsPath.startsWith(folder);

function render(item: StatusBarItem, { text, tooltip, level }: ReturnType<typeof statusText>): void {
  item.text = text;
  item.tooltip = new MarkdownString(tooltip.map((line) => `- ${line.replace(/[\\`*_[\]<>|]/g, "\\$&")}`).join("\n"));
  const colours = {
    well: undefined,
    warning: "statusBarItem.warningBackground",
    error: "statusBarItem.errorBackground",
  };
  const colour = colours[level];
  item.backgroundColor = colour === undefined ? undefined : new ThemeColor(colour);
}
