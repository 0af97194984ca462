import {
  commands,
  type ExtensionContext,
  type LogOutputChannel,
  ProgressLocation,
  Uri,
  window,
  workspace,
} from "vscode";
import { findProgram, type Program } from "./program/find-program.ts";
import { type Outcome, type RunOptions, runProgram } from "./program/run-program.ts";
import type { Project } from "./project/current-project.ts";
import { currentProject } from "./project/current-project.ts";

/** What commands and views share: the project they are about, and the one way to run `mlopsc`. */
export interface Session {
  readonly context: ExtensionContext;
  readonly log: LogOutputChannel;
  /** The active file's project; the last one, or the first of the workspace where no file of one is open. */
  readonly project: () => Promise<Project | undefined>;
  /** Undefined, and the user was told why, where nothing may or can be run. */
  readonly program: (project: Project, how?: { readonly quiet: boolean }) => Promise<Program | undefined>;
  readonly run: (project: Project, words: readonly string[], options?: Running) => Promise<Outcome | undefined>;
}

export interface Running extends Omit<RunOptions, "folder"> {
  /** Shown in the status bar while it runs; a run that nobody asked for shows nothing and tells no missing program. */
  readonly title?: string;
}

export function openSession(context: ExtensionContext, log: LogOutputChannel): Session {
  let last: Project | undefined;
  const project = async (): Promise<Project | undefined> => {
    last = (await currentProject(last)) ?? last;
    return last;
  };
  const program: Session["program"] = async (of, { quiet } = { quiet: false }) => {
    if (!workspace.isTrusted) {
      if (!quiet) await explainTrust();
      return undefined;
    }
    const setting = workspace.getConfiguration("mlops", Uri.file(of.folder)).get("server.path", "");
    const found = findProgram({ folder: of.folder, root: of.root, setting });
    if (found === undefined && !quiet) await explainMissing(setting);
    return found;
  };
  const run: Session["run"] = async (of, words, { title, ...options } = {}) => {
    const found = await program(of, { quiet: title === undefined });
    if (found === undefined) return undefined;
    log.info(`mlopsc ${words.join(" ")}  (${found.origin}: ${[...found.before, found.file].at(0)})`);
    const work = (): Promise<Outcome> => runProgram(found, words, { ...options, folder: of.folder });
    const outcome =
      title === undefined
        ? await work()
        : await window.withProgress({ location: ProgressLocation.Window, title }, work);
    if (outcome.code !== 0) log.warn(`It ended with ${outcome.code}.\n${outcome.err}`);
    return outcome;
  };
  return { context, log, project, program, run };
}

async function explainTrust(): Promise<void> {
  const manage = "Manage Workspace Trust";
  const chosen = await window.showWarningMessage(
    "mlopsc runs programs of the project: it waits until you trust this folder.",
    manage,
  );
  if (chosen === manage) await commands.executeCommand("workbench.trust.manage");
}

async function explainMissing(setting: string): Promise<void> {
  const open = "Open the Setting";
  const chosen = await window.showErrorMessage(
    setting === ""
      ? "mlopsc is not installed here. In the project's folder: npm install --save-dev mlopsc"
      : `The setting mlops.server.path names no file: ${setting}`,
    open,
  );
  if (chosen === open) await commands.executeCommand("workbench.action.openSettings", "mlops.server.path");
}
