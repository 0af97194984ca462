import { type Connection, type InitializeResult, TextDocumentSyncKind, TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { FileSystem } from "../workspace/file-system.ts";
import { createWorkspace, type WorkspaceParts } from "../workspace/workspace.ts";
import { type ClientAbilities, clientAbilities } from "./client-abilities.ts";
import { editorSettings } from "./editor-settings.ts";
import type { Session, Where } from "./feature.ts";
import { features } from "./features.ts";
import { keepKnowledge } from "./keep-knowledge.ts";
import { watchFiles } from "./watch-files.ts";

export interface ServerParts extends WorkspaceParts {
  readonly files: FileSystem;
  /** Told to the editor. */
  readonly version: string;
}

/** Answers on a connection until it ends; what it gives ends what goes on by itself. */
export function startServer(connection: Connection, parts: ServerParts): () => void {
  const workspace = createWorkspace(parts);
  const listeners: ((where: Where) => void)[] = [];
  let client: ClientAbilities = clientAbilities({});
  let folders: readonly string[] = [];
  let opened = (): void => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  const session: Session = {
    connection,
    workspace,
    files: parts.files,
    ready,
    client: () => client,
    settings: editorSettings(
      connection,
      () => client,
      () => told("outside"),
    ),
    changed: () => tell("outside"),
    onChange: (listener) => void listeners.push(listener),
  };
  const told = (where: Where): void => {
    for (const listener of listeners) listener(where);
  };
  const keeper = keepKnowledge(session, () => told("outside"));
  const tell = (where: Where): void => {
    told(where);
    keeper.look(where);
  };
  connection.onInitialize(({ capabilities, workspaceFolders, rootUri }): InitializeResult => {
    client = clientAbilities(capabilities);
    folders = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    return {
      capabilities: capabilitiesOf(),
      serverInfo: { name: "mlopsc", version: parts.version },
    };
  });
  connection.onInitialized(async () => {
    watchFiles(session, () => tell("outside"));
    await workspace.open(folders).finally(opened);
    tell("outside");
  });
  const documents = new TextDocuments(TextDocument);
  documents.onDidChangeContent(({ document }) => {
    workspace.take(document);
    tell("editor");
  });
  documents.onDidSave(() => keeper.look("outside"));
  documents.onDidClose(({ document }) => void workspace.close(document.uri).then(() => tell("outside")));
  for (const feature of features) feature.register(session);
  documents.listen(connection);
  connection.listen();
  return keeper.stop;
}

function capabilitiesOf(): InitializeResult["capabilities"] {
  const all = [base, ...features.map((feature) => feature.capabilities)];
  return Object.assign({}, ...all, { workspace: Object.assign({}, ...all.map(({ workspace }) => workspace)) });
}

const base: InitializeResult["capabilities"] = {
  positionEncoding: "utf-16",
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
