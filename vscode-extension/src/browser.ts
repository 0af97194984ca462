// In a browser nothing of the project can be run: the server is a web worker, and commands say what they would need.
import { commands, type ExtensionContext, Uri, window, workspace } from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import { clientOptions } from "./server/client-options.ts";
import { listFolder, listSpecs, readText } from "./server/editor-files.ts";
import { suggestsAgain } from "./server/suggests-again.ts";

export async function activate(context: ExtensionContext): Promise<void> {
  const explain = (): void =>
    void window.showInformationMessage(
      "This needs mlopsc itself, which a browser cannot run. Open the folder in VS Code.",
    );
  for (const name of needProgram) context.subscriptions.push(commands.registerCommand(`mlops.${name}`, explain));
  const worker = await startWorker(Uri.joinPath(context.extensionUri, "dist/worker.js"));
  const client = new LanguageClient("mlops", "mlopsc", worker, clientOptions);
  client.registerFeature(suggestsAgain);
  client.onRequest("mlops/listSpecs", listSpecs);
  client.onRequest("mlops/readText", readText);
  client.onRequest("mlops/listFolder", listFolder);
  context.subscriptions.push(client);
  await client.start();
}

/** From its text: VS Code starts no worker by the address of an extension that is installed on the machine behind the browser. */
async function startWorker(uri: Uri): Promise<Worker> {
  const program = new TextDecoder().decode(await workspace.fs.readFile(uri));
  return new Worker(URL.createObjectURL(new Blob([program], { type: "text/javascript" })));
}

const needProgram = [
  ...["check", "plan", "apply", "diff", "report", "predict"],
  ...["graph", "restartServer", "refreshRuns", "reveal"],
];
