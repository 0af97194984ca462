import { once } from "node:events";
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { type ServerParts, startServer } from "../protocol/start-server.ts";
import { diskFileSystem } from "./disk-file-system.ts";
import { saveMemory } from "./save-memory.ts";

export type NodeServerParts = Omit<ServerParts, "files">;

/** Speaks over the process's standard input and output. Resolves when the editor has closed them. */
export async function startOverStdio(parts: NodeServerParts): Promise<void> {
  saveMemory();
  const ended = once(process.stdin, "end");
  const reader = new StreamMessageReader(process.stdin);
  const writer = new StreamMessageWriter(process.stdout);
  startServer(createConnection(ProposedFeatures.all, reader, writer), { ...parts, files: diskFileSystem });
  await ended;
}
