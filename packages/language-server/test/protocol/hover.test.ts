import { afterEach, expect, test } from "vitest";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

test("Markdown, with the range that it is about; null beside everything", async () => {
  editor = await openEditor({ "main.mlops": "project shop {\n  se<|>ed = 42\n}\n<|>\n" });
  await editor.open("main.mlops");
  const ask = (mark: number): Promise<unknown> =>
    editor.request("textDocument/hover", {
      textDocument: { uri: `${folder}/main.mlops` },
      position: editor.cursor("main.mlops", mark),
    });
  expect(await ask(0)).toEqual({
    contents: {
      kind: "markdown",
      value: "```mlops\nseed = int\n```\n\nThe one seed of everything that draws at random.\n\ndefault `0`",
    },
    range: { start: { line: 1, character: 2 }, end: { line: 1, character: 6 } },
  });
  expect(await ask(1)).toBeNull();
});
