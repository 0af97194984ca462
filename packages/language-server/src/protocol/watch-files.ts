import { DidChangeWatchedFilesNotification, FileChangeType } from "vscode-languageserver";
import type { Session } from "./feature.ts";
import { sendUnawaited } from "./send-unawaited.ts";

/** Keeps up with what happens to specs outside the editor: files that come, change and go, folders that are added. */
export function watchFiles({ connection, workspace, client }: Session, tell: () => void): void {
  if (client().watchesFiles) {
    const watchers = [{ globPattern: "**/*.mlops" }];
    sendUnawaited(() => connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }));
  }
  connection.onDidChangeWatchedFiles(async ({ changes }) => {
    const specs = changes.filter(({ uri, type }) => uri.endsWith(".mlops") || type === FileChangeType.Deleted);
    await Promise.all(specs.map(({ uri }) => workspace.reread(uri)));
    tell();
  });
  connection.onNotification("workspace/didChangeWorkspaceFolders", async (change: FolderChange) => {
    workspace.leave(change.event.removed.map(({ uri }) => uri));
    await workspace.open(change.event.added.map(({ uri }) => uri));
    tell();
  });
}

interface FolderChange {
  readonly event: Readonly<Record<"added" | "removed", readonly { readonly uri: string }[]>>;
}
