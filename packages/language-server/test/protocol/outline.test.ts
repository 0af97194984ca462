import { expect, onTestFinished, test } from "vitest";
import type { DocumentSymbol } from "vscode-languageserver";
import { type Editor, folder, openEditor } from "./editor.ts";

const spec = `dataset load {
  source = csv("load.csv")
  schema {
    at timestamp
  }
}

transform features {
  from load
  drop at
}
`;

async function opened(text: string): Promise<Editor> {
  const editor = await openEditor({ "main.mlops": text });
  onTestFinished(editor.close);
  await editor.open("main.mlops");
  return editor;
}

const outline = (editor: Editor): Promise<readonly DocumentSymbol[]> =>
  editor.request("textDocument/documentSymbol", { textDocument: { uri: `${folder}/main.mlops` } });

const drawn = (symbols: readonly DocumentSymbol[], depth = 0): readonly string[] =>
  symbols.flatMap(({ name, selectionRange: { start, end }, children = [] }) => [
    `${"  ".repeat(depth)}${name} ${start.line}:${start.character}–${end.character}`,
    ...drawn(children, depth + 1),
  ]);

test("each name with its place", async () => {
  expect(drawn(await outline(await opened(spec)))).toEqual([
    "load 0:8–12",
    "  source 1:2–8",
    "  schema 2:2–8",
    "    at 3:4–6",
    "features 7:10–18",
    "  from 8:2–6",
    "  drop 9:2–6",
  ]);
});

test.each([
  ["a line above", 0, 0, "\n"],
  ["a line inside of a block", spec.indexOf("  schema"), 0, "  key = at\n"],
  ["a block behind another on its line", spec.indexOf("\n\ntransform"), 2, " "],
  ["the same block once more, above", 0, 0, spec.slice(spec.indexOf("transform"))],
  ["a block away", 0, spec.indexOf("transform"), ""],
])("after an edit it is that of a text just opened: %s", async (_, start, length, text) => {
  const editor = await opened(spec);
  await outline(editor);
  await editor.change("main.mlops", text, { start, end: start + length });
  const after = await outline(editor);
  expect(after).not.toEqual([]);
  expect(after).toEqual(await outline(await opened(editor.text("main.mlops"))));
});
