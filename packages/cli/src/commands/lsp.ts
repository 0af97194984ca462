import { once } from "node:events";
import { type Knowledge, noKnowledge, startOverSocket, startOverStdio } from "@mlopsc/language-server";
import { lazyKnowledge } from "../editor/lazy-knowledge.ts";
import { exitCode, UsageError } from "../exit-code.ts";
import { version } from "../version.ts";
import { type CommandRun, textOption } from "./command.ts";

export const lsp: CommandRun = async (terminal, _operands, options) => {
  const say = (line: string): void => terminal.err(`${line}\n`);
  const trusted = options["untrusted"] !== true;
  const knowledgeOf = (folder: string): Knowledge =>
    trusted && folder.startsWith("file:") ? lazyKnowledge(folder, say) : noKnowledge;
  const parts = { version: version(), knowledgeOf };
  const socket = textOption(options, "socket");
  if (socket === undefined) {
    await Promise.race([startOverStdio(parts), once(terminal.signal, "abort")]);
    return exitCode.success;
  }
  const port = Number(socket);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(`--socket ${socket}: a port is a whole number from 0 to 65535.`);
  }
  const server = startOverSocket(port, parts);
  await once(server, "listening");
  const address = server.address();
  terminal.err(`mlopsc lsp listens on 127.0.0.1:${typeof address === "object" ? address?.port : port}\n`);
  terminal.signal.addEventListener("abort", () => server.close());
  await once(server, "close");
  return exitCode.success;
};
