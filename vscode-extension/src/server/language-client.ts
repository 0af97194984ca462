import { type Disposable, Uri, window, workspace } from "vscode";
import { type Executable, LanguageClient, TransportKind } from "vscode-languageclient/node";
import { findProgram } from "../program/find-program.ts";
import type { Session } from "../session.ts";
import { clientOptions } from "./client-options.ts";
import { suggestsAgain } from "./suggests-again.ts";

export interface Server extends Disposable {
  readonly start: () => Promise<void>;
  readonly restart: () => Promise<void>;
}

/** The language server: the project's own where it may be run, else the one that comes with the extension. */
export function languageServer(session: Session): Server {
  let client: LanguageClient | undefined;
  const start = async (): Promise<void> => {
    const executable = await serverProgram(session);
    client = new LanguageClient("mlops", "mlopsc", executable, { ...clientOptions, outputChannel: session.log });
    client.registerFeature(suggestsAgain);
    await client.start();
  };
  const stop = async (): Promise<void> => {
    const running = client;
    client = undefined;
    await running?.dispose();
  };
  const restart = async (): Promise<void> => {
    await stop();
    await start();
    void window.setStatusBarMessage("$(check) The mlopsc server was restarted.", 3000);
  };
  return { start, restart, dispose: () => void stop() };
}

async function serverProgram(session: Session): Promise<Executable> {
  const project = await session.project();
  const found =
    project === undefined || !workspace.isTrusted
      ? undefined
      : findProgram({
          folder: project.folder,
          root: project.root,
          setting: workspace.getConfiguration("mlops", Uri.file(project.folder)).get("server.path", ""),
        });
  // One on the path may be of any version: the server that was tested with this extension is better.
  if (found !== undefined && found.origin !== "path") {
    session.log.info(`The server is ${found.before[0] ?? found.file}.`);
    const options = { env: { ...process.env, ...found.environment } };
    return { command: found.file, args: [...found.before, "lsp", "--stdio"], transport: TransportKind.stdio, options };
  }
  const bundled = session.context.asAbsolutePath("dist/server.mjs");
  session.log.info("The server is the one of the extension.");
  const options = { env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" } };
  return { command: process.execPath, args: [bundled, "--stdio"], transport: TransportKind.stdio, options };
}
