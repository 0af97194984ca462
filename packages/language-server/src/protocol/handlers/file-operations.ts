import type { FileOperationRegistrationOptions, TextEdit, WorkspaceEdit } from "vscode-languageserver";
import { pathEdits } from "../../links/path-edits.ts";
import type { Feature } from "../feature.ts";
import { workspaceEdit } from "../workspace-edit.ts";

const everything: FileOperationRegistrationOptions = { filters: [{ scheme: "file", pattern: { glob: "**" } }] };

/** Specs follow the files that they name, and the workspace follows specs, whoever renames them in the editor. */
export const fileOperations: Feature = {
  capabilities: {
    workspace: {
      fileOperations: {
        willRename: everything,
        didRename: everything,
        didCreate: everything,
        didDelete: everything,
      },
    },
  },
  register: ({ connection, workspace, changed }) => {
    connection.workspace.onWillRenameFiles(({ files }): WorkspaceEdit => {
      const moves = files.map(({ oldUri, newUri }) => ({ from: oldUri, to: newUri }));
      const changes: Record<string, TextEdit[]> = {};
      for (const project of workspace.projects()) {
        Object.assign(changes, workspaceEdit(project, pathEdits(project, moves)).changes);
      }
      return { changes };
    });
    const follow = async (uris: readonly string[]): Promise<void> => {
      await Promise.all(uris.map((uri) => workspace.reread(uri)));
      // A folder brings its specs with it.
      await workspace.open(uris.filter((uri) => !uri.endsWith(".mlops")));
      changed();
    };
    connection.workspace.onDidRenameFiles(({ files }) =>
      follow(files.flatMap(({ oldUri, newUri }) => [oldUri, newUri])),
    );
    connection.workspace.onDidCreateFiles(({ files }) => follow(files.map(({ uri }) => uri)));
    connection.workspace.onDidDeleteFiles(({ files }) => follow(files.map(({ uri }) => uri)));
  },
};
