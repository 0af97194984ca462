import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";

const program = fileURLToPath(new URL("../../packages/cli/bin/mlopsc.js", import.meta.url));

/** The server in a process of its own, on a folder, as an editor starts it. */
export async function startEditor(folder, { capabilities = abilities } = {}) {
  const child = spawn(process.execPath, [program, "lsp", "--stdio"], {
    cwd: folder,
    stdio: ["pipe", "pipe", "inherit"],
  });
  const client = createProtocolConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
  let exited = false;
  child.once("exit", () => {
    exited = true;
  });
  for (const method of ["client/registerCapability", "workspace/diagnostic/refresh", "workspace/codeLens/refresh"])
    client.onRequest(method, () => null);
  for (const method of [
    "workspace/inlayHint/refresh",
    "workspace/semanticTokens/refresh",
    "window/workDoneProgress/create",
  ])
    client.onRequest(method, () => null);
  client.onRequest("workspace/configuration", ({ items }) => items.map(() => null));
  client.listen();
  const rootUri = pathToFileURL(folder).href;
  await client.sendRequest("initialize", {
    processId: process.pid,
    rootUri,
    workspaceFolders: [{ uri: rootUri, name: "bench" }],
    capabilities,
  });
  await client.sendNotification("initialized", {});
  return {
    client,
    rootUri,
    exited: () => exited,
    memory: () => memoryOf(child.pid),
    processor: () => processorOf(child.pid),
    stop: () => stop(client, child),
  };
}

/** A document that is open in the editor: edits are sent as an editor sends them. */
export async function openDocument({ client }, uri, text) {
  const document = TextDocument.create(uri, "mlops", 1, text);
  await client.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "mlops", version: 1, text },
  });
  const edit = (start, end, newText) => {
    const range = { start: document.positionAt(start), end: document.positionAt(end) };
    TextDocument.update(document, [{ range, text: newText }], document.version + 1);
    return client.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: document.version },
      contentChanges: [{ range, text: newText }],
    });
  };
  return { uri, document, edit, at: (offset) => ({ textDocument: { uri }, position: document.positionAt(offset) }) };
}

/** Resident memory, MiB (Linux). */
function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
}

/** Processor time since the start, ms (Linux): other work on the machine is not in it. */
function processorOf(pid) {
  const parts = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  const ticksPerSecond = 100;
  return ((Number(parts[11]) + Number(parts[12])) / ticksPerSecond) * 1000;
}

async function stop(client, child) {
  await client.sendRequest("shutdown");
  await client.sendNotification("exit");
  child.kill();
}

const abilities = {
  textDocument: {
    diagnostic: { relatedDocumentSupport: true },
    completion: {
      completionItem: { snippetSupport: true, resolveSupport: { properties: ["documentation"] } },
      completionList: { itemDefaults: ["commitCharacters", "editRange", "insertTextFormat", "insertTextMode", "data"] },
    },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
  },
  workspace: { diagnostics: { refreshSupport: true } },
};
