import { afterEach, expect, test } from "vitest";
import type { TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

const textDocument = { uri: `${folder}/main.mlops` };
const options = { tabSize: 4, insertSpaces: false };
const after = (edits: TextEdit[]): string =>
  TextDocument.applyEdits(TextDocument.create("", "mlops", 1, editor.text("main.mlops")), edits);

test("formatting the whole, a range, and while typing", async () => {
  editor = await openEditor({ "main.mlops": "project p {\n    seed=1\n}<|>\nparam a:int=1\n" });
  await editor.open("main.mlops");
  const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 2 } };
  const position = editor.cursor("main.mlops");
  const whole = await editor.request<TextEdit[]>("textDocument/formatting", { textDocument, options });
  const part = await editor.request<TextEdit[]>("textDocument/rangeFormatting", { textDocument, options, range });
  const typed = await editor.request<TextEdit[]>("textDocument/onTypeFormatting", {
    textDocument,
    options,
    position,
    ch: "}",
  });
  expect(after(whole)).toBe("project p {\n  seed = 1\n}\n\nparam a : int = 1\n");
  expect(after(part)).toBe("project p {\n    seed=1\n}\n\nparam a : int = 1\n");
  expect(after(typed)).toBe("project p {\n  seed = 1\n}\nparam a:int=1\n");
});

test("folds and selections", async () => {
  editor = await openEditor({ "main.mlops": "# a\n# b\n\nproject p {\n  seed = 1<|>2\n}\n" });
  const folds = await editor.request("textDocument/foldingRange", { textDocument });
  expect(folds).toEqual([
    { startLine: 0, endLine: 1, kind: "comment" },
    { startLine: 3, endLine: 4 },
  ]);
  const positions = [editor.cursor("main.mlops")];
  const [selected] = await editor.request<{ range: object; parent: { range: object } }[]>(
    "textDocument/selectionRange",
    { textDocument, positions },
  );
  expect(selected?.range).toEqual({ start: { line: 4, character: 9 }, end: { line: 4, character: 11 } });
  expect(selected?.parent.range).toEqual({ start: { line: 4, character: 2 }, end: { line: 4, character: 11 } });
});
