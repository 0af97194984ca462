import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from "vscode-languageserver/browser";
import { startServer } from "../protocol/start-server.ts";
import type { WorkspaceParts } from "../workspace/workspace.ts";
import { clientFileSystem } from "./client-file-system.ts";

export { noKnowledge } from "../knowledge/knowledge.ts";

type Worker = ConstructorParameters<typeof BrowserMessageReader>[0];

/** Speaks over the messages of a web worker, in an editor that runs in a browser. */
export function startInWorker(
  worker: Worker,
  parts: { readonly version: string; readonly knowledgeOf: WorkspaceParts["knowledgeOf"] },
): void {
  const connection = createConnection(
    ProposedFeatures.all,
    new BrowserMessageReader(worker),
    new BrowserMessageWriter(worker),
  );
  startServer(connection, { ...parts, files: clientFileSystem(connection) });
}
