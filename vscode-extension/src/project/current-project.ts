import { basename, dirname } from "node:path";
import { Uri, window, workspace } from "vscode";
import { projectFolder } from "./project-folder.ts";

export interface Project {
  readonly folder: string;
  /** The workspace folder that it lies in. */
  readonly root: string;
  readonly name: string;
}

/** The active file's project; else the one given while it is still open; else the workspace's first. */
export async function currentProject(last: Project | undefined): Promise<Project | undefined> {
  const document = window.activeTextEditor?.document;
  if (document?.languageId === "mlops") {
    const found = projectOf(document.uri);
    if (found !== undefined) return found;
  }
  if (last !== undefined && workspace.getWorkspaceFolder(Uri.file(last.folder)) !== undefined) return last;
  const [first] = (await specFiles()).toSorted(({ path: a }, { path: b }) => a.length - b.length || (a < b ? -1 : 1));
  return first === undefined ? undefined : projectOf(first);
}

/** Undefined for a file that lies on no disk, or outside of the workspace. */
export function projectOf(uri: Uri): Project | undefined {
  const root = workspace.getWorkspaceFolder(uri)?.uri;
  if (uri.scheme !== "file" || root === undefined) return undefined;
  const folder = projectFolder(uri.fsPath, root.fsPath);
  return { folder, root: root.fsPath, name: basename(folder) };
}

/** The `.mlops` files of the workspace; those of `mlopsc` itself and of packages left out. */
export const specFiles = (): Thenable<readonly Uri[]> =>
  workspace.findFiles("**/*.mlops", "**/{node_modules,.mlopsc}/**", 10_000);

/** Those of one project. */
export const specFilesOf = async (project: Project): Promise<readonly Uri[]> =>
  (await specFiles()).filter((uri) => dirname(uri.fsPath).startsWith(project.folder));
