import { Worker } from "node:worker_threads";
import { type BuildOptions, build } from "esbuild";
import { expect, test } from "vitest";
import { memoryFileSystem } from "../memory-file-system.ts";

const entry = new URL("../../src/browser/start-in-worker.ts", import.meta.url).pathname;
const knowledge = new URL("../../src/knowledge/knowledge.ts", import.meta.url).pathname;

/** As the extension bundles it. What only unused parts import (of Node) falls away with them. */
async function bundled(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({
    bundle: true,
    write: false,
    platform: "browser",
    format: "esm",
    conditions: ["source", "browser"],
    external: ["node:*"],
    logLevel: "silent",
    ...options,
  });
  return outputFiles?.[0]?.text ?? "";
}

test("a bundle for the browser holds nothing of Node", async () => {
  const text = await bundled({ entryPoints: [entry] });
  expect(text.length).toBeGreaterThan(100_000);
  expect(text.match(/["']node:[a-z_]+["']/g)).toBeNull();
});

test("over a worker's messages it reads the editor's files", async () => {
  const contents = `
    import { startInWorker } from ${JSON.stringify(entry)};
    import { noKnowledge } from ${JSON.stringify(knowledge)};
    startInWorker(globalThis.port, { version: "1", knowledgeOf: () => noKnowledge });`;
  const program = await bundled({ stdin: { contents, resolveDir: import.meta.dirname }, format: "iife" });
  const worker = new Worker(`globalThis.port = require("node:worker_threads").parentPort;\n${program}`, { eval: true });
  const files = memoryFileSystem(
    new Map([
      ["vscode-vfs://host/p/project.mlops", "project p {\n}\n"],
      ["vscode-vfs://host/p/a.mlops", "transform t {\n  from nothing\n}\n"],
    ]),
  );
  const ask = clientOf(worker, {
    "mlops/listSpecs": files.listSpecs,
    "mlops/readText": files.readText,
    "mlops/listFolder": files.listFolder,
  });
  const uri = "vscode-vfs://host/p";
  const capabilities = { textDocument: { diagnostic: {} } };
  await ask("initialize", { processId: null, rootUri: uri, workspaceFolders: [{ uri, name: "p" }], capabilities });
  worker.postMessage({ jsonrpc: "2.0", method: "initialized", params: {} });
  const codes = async (): Promise<unknown> => {
    const report = await ask("textDocument/diagnostic", { textDocument: { uri: `${uri}/a.mlops` } });
    return (report as { items: { code: string }[] }).items.map(({ code }) => code);
  };
  await expect.poll(codes).toContain("ML2010");
  await worker.terminate();
});

type Answers = Readonly<Record<string, (parameter: string) => Promise<unknown>>>;

/** The editor's side of the messages: sends requests, answers those of the server. */
function clientOf(worker: Worker, answers: Answers): (method: string, params: unknown) => Promise<unknown> {
  const waiting = new Map<number, (result: unknown) => void>();
  worker.on("message", async ({ id, method, params, result }) => {
    if (method === undefined) return waiting.get(id)?.(result);
    const answer = answers[method];
    if (id === undefined) return;
    const parameter = Array.isArray(params) ? params[0] : params;
    worker.postMessage({ jsonrpc: "2.0", id, result: answer === undefined ? null : await answer(parameter) });
  });
  let last = 0;
  return (method, params) =>
    new Promise((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      worker.postMessage({ jsonrpc: "2.0", id: last, method, params });
    });
}
