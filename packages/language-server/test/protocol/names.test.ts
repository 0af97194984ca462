import { afterEach, expect, test } from "vitest";
import {
  type CallHierarchyIncomingCall,
  type CallHierarchyItem,
  type CallHierarchyOutgoingCall,
  type DocumentHighlight,
  type DocumentLink,
  type LinkedEditingRanges,
  type Location,
  MessageType,
  type Range,
  type SymbolInformation,
  type WorkspaceEdit,
} from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { markedShop, shop } from "../shop.ts";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

type Path = "data.mlops" | "models.mlops";

/** Asks about the one mark. */
async function ask<Answer>(method: string, more: object = {}): Promise<Answer> {
  const path = editor.marked();
  const textDocument = { uri: `${folder}/${path}` };
  return editor.request(method, { textDocument, position: editor.cursor(path), ...more });
}

const line = (path: string, { start, end }: Range): string => {
  const document = TextDocument.create("", "", 0, shop[path as Path] ?? "");
  return `${path}:${start.line + 1} ${document.getText({ start, end })}`;
};
const drawn = ({ uri, range }: Location): string => line(uri.slice(folder.length + 1), range);

test("definition, type definition, references and highlights", async () => {
  editor = await openEditor(markedShop("churned\n", 1));
  expect((await ask<Location[]>("textDocument/definition")).map(drawn)).toEqual(["data.mlops:11 churned"]);
  expect((await ask<Location[]>("textDocument/typeDefinition")).map(drawn)).toEqual(["data.mlops:11 churned bool"]);
  const uses = ["data.mlops:33 churned", "models.mlops:3 churned"];
  const references = (includeDeclaration: boolean) =>
    ask<Location[]>("textDocument/references", { context: { includeDeclaration } });
  expect((await references(false)).map(drawn)).toEqual(uses);
  expect((await references(true)).map(drawn)).toEqual(["data.mlops:11 churned", ...uses]);
  const highlights = await ask<DocumentHighlight[]>("textDocument/documentHighlight");
  expect(highlights.map(({ range, kind }) => [line("models.mlops", range), kind])).toEqual([
    ["models.mlops:3 churned", 2],
  ]);
});

test("renaming says what is renamed, does it in all files, and names what is in the way", async () => {
  editor = await openEditor(markedShop("features\n"));
  expect(await ask("textDocument/prepareRename")).toMatchObject({ placeholder: "features" });
  const { changes } = await ask<WorkspaceEdit>("textDocument/rename", { newName: "rows" });
  expect(Object.entries(changes ?? {}).map(([uri, edits]) => [uri, edits.map(({ newText }) => newText)])).toEqual([
    [`${folder}/data.mlops`, ["rows"]],
    [`${folder}/models.mlops`, ["rows"]],
  ]);
  await expect(ask("textDocument/rename", { newName: "spend" })).rejects.toThrow(/taken.* \(data\.mlops:25\)/);
});

test("a column of a schema is renamed with a word on the data, which an editor that can shows first", async () => {
  const capabilities = { workspace: { workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } } };
  editor = await openEditor(markedShop("churned\n", 1), { capabilities });
  const { changeAnnotations } = await ask<WorkspaceEdit>("textDocument/rename", { newName: "left" });
  expect(Object.values(changeAnnotations ?? {})).toEqual([
    {
      label: "Rename the column of the data",
      description: "The data of `customers` must have the new name in its header too.",
      needsConfirmation: true,
    },
  ]);
});

test("an editor that cannot show it there is told, and need not answer", async () => {
  editor = await openEditor(markedShop("churned\n", 1), { capabilities: {} });
  const { changes } = await ask<WorkspaceEdit>("textDocument/rename", { newName: "left" });
  expect(Object.keys(changes ?? {})).toHaveLength(2);
  const message = "The data of `customers` must have the new name in its header too.";
  await expect.poll(() => editor.messages).toEqual([{ type: MessageType.Info, message }]);
});

test("linked editing of what has one spelling in one file", async () => {
  editor = await openEditor(markedShop("spent ="));
  const { ranges } = await ask<LinkedEditingRanges>("textDocument/linkedEditingRange");
  expect(ranges.map((range) => line("data.mlops", range))).toEqual(["data.mlops:27 spent", "data.mlops:34 spent"]);
  await editor.close();
  editor = await openEditor(markedShop("features\n"));
  expect(await ask("textDocument/linkedEditingRange")).toBeNull();
});

test("the way from data to alerts as a call hierarchy", async () => {
  editor = await openEditor(markedShop("churn {"));
  const [item] = await ask<CallHierarchyItem[]>("textDocument/prepareCallHierarchy");
  const incoming = await editor.request<CallHierarchyIncomingCall[]>("callHierarchy/incomingCalls", { item });
  expect(incoming.map(({ from, fromRanges }) => [from.detail, from.name, fromRanges.length])).toEqual([
    ["deploy", "api", 1],
    ["alert", "odd", 1],
  ]);
  const outgoing = await editor.request<CallHierarchyOutgoingCall[]>("callHierarchy/outgoingCalls", { item });
  expect(outgoing.map(({ to }) => [to.detail, to.name])).toEqual([["transform", "features"]]);
});

test("symbols of the workspace", async () => {
  editor = await openEditor(shop);
  await editor.diagnostics("data.mlops");
  const found = await editor.request<SymbolInformation[]>("workspace/symbol", { query: "ch" });
  expect(found.map(({ name, containerName, location }) => `${containerName ?? ""}.${name} ${drawn(location)}`)).toEqual(
    [".churn models.mlops:1 churn", "customers.churned data.mlops:11 churned", ".purchases data.mlops:17 purchases"],
  );
});

test("links to the files that are there", async () => {
  editor = await openEditor(markedShop("data :"));
  editor.disk.set(`${folder}/lake/customers.csv`, "");
  const links = await ask<DocumentLink[]>("textDocument/documentLink");
  expect(links.map(({ range, target }) => [line("data.mlops", range), target])).toEqual([
    ["data.mlops:5 {data}/customers.csv", `${folder}/lake/customers.csv`],
  ]);
});

test("specs follow files and folders that get another name", async () => {
  editor = await openEditor(shop);
  await editor.diagnostics("data.mlops");
  const moved = async (from: string, to: string): Promise<unknown> => {
    const files = [{ oldUri: `${folder}/${from}`, newUri: `${folder}/${to}` }];
    const edit = await editor.request<WorkspaceEdit>("workspace/willRenameFiles", { files });
    return edit.changes?.[`${folder}/data.mlops`]?.map(
      ({ range, newText }) => `${line("data.mlops", range)} → ${newText}`,
    );
  };
  expect(await moved("lake/customers.csv", "lake/2024/clients.csv")).toEqual([
    "data.mlops:5 {data}/customers.csv → {data}/2024/clients.csv",
  ]);
  expect(await moved("lake", "sea")).toEqual([
    "data.mlops:5 {data}/customers.csv → sea/customers.csv",
    "data.mlops:18 {data}/purchases.csv → sea/purchases.csv",
  ]);
});

test("the workspace follows specs that come, go and get another name", async () => {
  editor = await openEditor(shop);
  await editor.diagnostics("data.mlops");
  const names = async (): Promise<readonly string[]> => {
    const found = await editor.request<SymbolInformation[]>("workspace/symbol", { query: "churn" });
    return found.map(({ location }) => drawn(location));
  };
  editor.disk.set(`${folder}/more/m.mlops`, editor.disk.get(`${folder}/models.mlops`)!);
  editor.disk.delete(`${folder}/models.mlops`);
  const files = [{ oldUri: `${folder}/models.mlops`, newUri: `${folder}/more/m.mlops` }];
  await editor.notify("workspace/didRenameFiles", { files });
  await expect.poll(names).toEqual(["more/m.mlops:1 ", "data.mlops:11 churned"]);
  editor.disk.delete(`${folder}/more/m.mlops`);
  await editor.notify("workspace/didDeleteFiles", { files: [{ uri: `${folder}/more` }] });
  await expect.poll(names).toEqual(["data.mlops:11 churned"]);
});
