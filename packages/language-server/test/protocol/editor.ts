import { PassThrough } from "node:stream";
import type { ClientCapabilities, Diagnostic, InitializeResult, Position } from "vscode-languageserver";
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Knowledge, noKnowledge } from "../../src/knowledge/knowledge.ts";
import { startServer } from "../../src/protocol/start-server.ts";
import { markedText } from "../marked-text.ts";
import { memoryFileSystem } from "../memory-file-system.ts";

/** The folder that tests' projects lie in. */
export const folder = "file:///project";

export interface Editor {
  readonly initialized: InitializeResult;
  readonly request: <Answer>(method: string, parameters: unknown) => Promise<Answer>;
  readonly notify: (method: string, parameters: unknown) => Promise<void>;
  readonly open: (path: string) => Promise<void>;
  /** Exchanges the whole text, or what stands at a place of it. */
  readonly change: (path: string, text: string, at?: { readonly start: number; readonly end: number }) => Promise<void>;
  readonly text: (path: string) => string;
  /** Of the n-th mark in a file, as it was at first. */
  readonly cursor: (path: string, at?: number) => Position;
  /** The path of the first file with a mark. */
  readonly marked: () => string;
  /** Asks for them. */
  readonly diagnostics: (path: string) => Promise<readonly Diagnostic[]>;
  /** What was pushed, newest last. */
  readonly pushed: readonly { readonly uri: string; readonly diagnostics: readonly Diagnostic[] }[];
  /** What the server asked to be asked for again, newest last: methods. */
  readonly refreshed: readonly string[];
  /** What the user was told, newest last. */
  readonly messages: readonly unknown[];
  /** What was told of work in progress, newest last. */
  readonly progress: readonly { readonly value: { readonly kind: string } }[];
  /** By section; what is said when the server asks for the configuration. */
  readonly settings: Record<string, unknown>;
  readonly disk: Map<string, string>;
  readonly close: () => Promise<void>;
}

/** An editor on the server over real streams; files are marked texts by path, as they are on the disk. */
export async function openEditor(
  files: Readonly<Record<string, string>>,
  {
    capabilities = everything,
    knowledge = noKnowledge,
    settings = {},
    reading = Promise.resolve(),
  }: {
    capabilities?: ClientCapabilities;
    knowledge?: Knowledge;
    settings?: Record<string, unknown>;
    /** Files are read once it resolves. */
    reading?: Promise<void>;
  } = {},
): Promise<Editor> {
  const marked = new Map(Object.entries(files).map(([path, text]) => [path, markedText(text)]));
  const disk = new Map([...marked].map(([path, { text }]) => [`${folder}/${path}`, text]));
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const onDisk = memoryFileSystem(disk);
  startServer(
    createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    {
      files: { ...onDisk, readText: (uri) => reading.then(() => onDisk.readText(uri)) },
      knowledgeOf: () => knowledge,
      version: "0.0.0",
    },
  );
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const pushed: { uri: string; diagnostics: Diagnostic[] }[] = [];
  client.onNotification("textDocument/publishDiagnostics", (told: (typeof pushed)[number]) => void pushed.push(told));
  for (const method of ["client/registerCapability", "window/workDoneProgress/create"]) {
    client.onRequest(method, () => null);
  }
  const messages: unknown[] = [];
  client.onNotification("window/showMessage", (told: unknown) => void messages.push(told));
  const progress: { value: { kind: string } }[] = [];
  client.onNotification("$/progress", (told: (typeof progress)[number]) => void progress.push(told));
  const refreshed: string[] = [];
  for (const what of ["diagnostic", "codeLens", "inlayHint"]) {
    client.onRequest(`workspace/${what}/refresh`, () => {
      refreshed.push(`workspace/${what}/refresh`);
      return null;
    });
  }
  client.onRequest("workspace/configuration", ({ items }: { items: readonly { section: string }[] }) =>
    items.map(({ section }) => settings[section] ?? null),
  );
  client.listen();
  const initialized = await client.sendRequest<InitializeResult>("initialize", {
    processId: null,
    rootUri: folder,
    workspaceFolders: [{ uri: folder, name: "project" }],
    capabilities,
  });
  await client.sendNotification("initialized", {});
  const opened = new Map<string, TextDocument>();
  const documentOf = (path: string): TextDocument =>
    opened.get(path) ?? TextDocument.create(`${folder}/${path}`, "mlops", 1, disk.get(`${folder}/${path}`) ?? "");
  return {
    initialized,
    pushed,
    refreshed,
    messages,
    progress,
    settings,
    disk,
    request: (method, parameters) => client.sendRequest(method, parameters),
    notify: (method, parameters) => client.sendNotification(method, parameters as object),
    open: async (path) => {
      const document = documentOf(path);
      opened.set(path, document);
      const { uri, languageId, version } = document;
      await client.sendNotification("textDocument/didOpen", {
        textDocument: { uri, languageId, version, text: document.getText() },
      });
    },
    change: async (path, text, at) => {
      const document = documentOf(path);
      const range = at && { start: document.positionAt(at.start), end: document.positionAt(at.end) };
      const contentChanges = [range === undefined ? { text } : { range, text }];
      TextDocument.update(document, contentChanges, document.version + 1);
      await client.sendNotification("textDocument/didChange", {
        textDocument: { uri: document.uri, version: document.version },
        contentChanges,
      });
    },
    text: (path) => documentOf(path).getText(),
    marked: () => [...marked].find(([, { cursors }]) => cursors.length > 0)?.[0] ?? "",
    cursor: (path, at = 0) => {
      const { text, cursors } = marked.get(path) ?? { text: "", cursors: [] };
      return TextDocument.create("", "mlops", 0, text).positionAt(cursors[at] ?? 0);
    },
    diagnostics: async (path) => {
      const textDocument = { uri: `${folder}/${path}` };
      const report = await client.sendRequest<{ items: Diagnostic[] }>("textDocument/diagnostic", { textDocument });
      return report.items;
    },
    close: async () => {
      await client.sendRequest("shutdown");
      client.dispose();
    },
  };
}

/** As an editor that can do all that the protocol has. */
const everything: ClientCapabilities = {
  textDocument: {
    diagnostic: {},
    completion: { completionItem: { snippetSupport: true, resolveSupport: { properties: ["documentation"] } } },
    codeAction: {
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
      resolveSupport: { properties: ["edit"] },
    },
    rename: { prepareSupport: true },
  },
  workspace: {
    diagnostics: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    configuration: true,
    workspaceEdit: { documentChanges: true, resourceOperations: ["create", "rename", "delete"] },
    didChangeWatchedFiles: { dynamicRegistration: true },
  },
  window: { workDoneProgress: true },
};
