import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createColors } from "picocolors";
import { expect, onTestFinished, test } from "vitest";
import {
  type CodeLens,
  createProtocolConnection,
  type Hover,
  type InlayHint,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver/node";
import { runCli } from "../../src/run-cli.ts";
import { appliedProject, apply, customersSpec } from "../small-project.ts";

/** `mlopsc lsp --socket 0 …` in this process, and an editor on it. */
async function openedEditor(folder: string, ...words: readonly string[]): Promise<ProtocolConnection> {
  const ending = new AbortController();
  const port = await new Promise<number>((resolve) => {
    const err = (text: string): void => {
      const [, found] = /127\.0\.0\.1:(\d+)/.exec(text) ?? [];
      if (found !== undefined) resolve(Number(found));
    };
    const { signal } = ending;
    const terminal = { out: () => {}, err, colours: createColors(false), width: 80, interactive: false };
    const done = runCli(["lsp", "--socket", "0", ...words], { ...terminal, folder, environment: {}, signal }, "0");
    onTestFinished(async () => {
      ending.abort();
      await done;
    });
  });
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const editor = createProtocolConnection(new StreamMessageReader(socket), new StreamMessageWriter(socket));
  editor.onRequest("client/registerCapability", () => null);
  editor.listen();
  onTestFinished(async () => {
    await editor.sendRequest("shutdown");
    socket.destroy();
  });
  const uri = pathToFileURL(folder).toString();
  await editor.sendRequest("initialize", {
    ...{ processId: null, rootUri: uri, capabilities: {} },
    workspaceFolders: [{ uri, name: "small" }],
  });
  await editor.sendNotification("initialized", {});
  const textDocument = { uri: specOf(folder), languageId: "mlops", version: 1, text: customersSpec };
  await editor.sendNotification("textDocument/didOpen", { textDocument });
  return editor;
}

const specOf = (folder: string): string => pathToFileURL(join(folder, "main.mlops")).toString();

async function lensTitles(editor: ProtocolConnection, folder: string): Promise<readonly string[]> {
  const textDocument = { uri: specOf(folder) };
  const lenses = await editor.sendRequest<CodeLens[]>("textDocument/codeLens", { textDocument });
  const resolved = await Promise.all(lenses.map((lens) => editor.sendRequest<CodeLens>("codeLens/resolve", lens)));
  return resolved.map(({ command }) => command?.title ?? "");
}

async function hovered(editor: ProtocolConnection, folder: string, mark: string): Promise<string> {
  const [before = "", after = ""] = mark.split("|");
  const lines = customersSpec.slice(0, customersSpec.indexOf(before + after) + before.length).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const asked = { textDocument: { uri: specOf(folder) }, position };
  const hover = await editor.sendRequest<Hover | null>("textDocument/hover", asked);
  return hover === null ? "" : (hover.contents as { value: string }).value;
}

test("what an apply left is seen in the editor, and what the next would do", async () => {
  const folder = await appliedProject();
  const editor = await openedEditor(folder);
  const titles = (): Promise<readonly string[]> => lensTitles(editor, folder);
  await expect.poll(titles).toContain("400 rows, version 1");
  expect((await titles()).some((title) => /^last auc 0\.\d+$/.test(title))).toBe(true);
  expect((await titles()).filter((title) => title.startsWith("plan"))).toEqual([]);
  expect(await hovered(editor, folder, "impute |age with")).toContain("400 rows · 5.0 % missing · 60 distinct");
  expect(await hovered(editor, folder, "model |leaves")).toMatch(/\*\*v1\*\* · auc \*\*0\.\d+\*\*/);
  const range = { start: { line: 0, character: 0 }, end: { line: 100, character: 0 } };
  const hints = await editor.sendRequest<InlayHint[]>("textDocument/inlayHint", {
    textDocument: { uri: specOf(folder) },
    range,
  });
  expect(hints.map(({ label }) => label)).toContain("learned on train");
  expect(hints.some(({ label }) => /^\d+ rows × 8 columns$/.test(String(label)))).toBe(true);

  const text = customersSpec.replace("trees: 20", "trees: 30");
  const textDocument = { uri: specOf(folder), version: 2 };
  await editor.sendNotification("textDocument/didChange", { textDocument, contentChanges: [{ text }] });
  const planned = async (): Promise<readonly string[]> => (await titles()).filter((title) => title.startsWith("plan"));
  await expect
    .poll(planned)
    .toEqual([
      expect.stringMatching(/^plan: \d steps, /),
      expect.stringMatching(/^plan: retrain, (under 1 s|about \d+ s)$/),
    ]);
  writeFileSync(join(folder, "main.mlops"), text);
  await apply(folder);
  await expect.poll(planned).toEqual([]);
});

test("an untrusted folder's registry and data are not looked at", async () => {
  const folder = await appliedProject();
  const editor = await openedEditor(folder, "--untrusted");
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(await lensTitles(editor, folder)).toEqual([]);
  expect(await hovered(editor, folder, "model |leaves")).toContain("predicts `left`");
});
