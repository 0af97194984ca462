import { createServer, type Server } from "node:net";
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { startServer } from "../protocol/start-server.ts";
import { diskFileSystem } from "./disk-file-system.ts";
import { saveMemory } from "./save-memory.ts";
import type { NodeServerParts } from "./start-over-stdio.ts";

/** Listens on this machine only, and serves every editor that connects, each on its own. */
export function startOverSocket(port: number, parts: NodeServerParts): Server {
  saveMemory();
  const server = createServer((socket) => {
    const reader = new StreamMessageReader(socket);
    const writer = new StreamMessageWriter(socket);
    const connection = createConnection(ProposedFeatures.all, reader, writer);
    const stop = startServer(connection, { ...parts, files: diskFileSystem });
    // Not every editor takes its leave.
    socket.on("close", stop);
    socket.on("error", stop);
  });
  return server.listen(port, "127.0.0.1");
}
