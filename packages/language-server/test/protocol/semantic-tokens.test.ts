import { afterEach, expect, test } from "vitest";
import { drawnTokens } from "../tokens/drawn-tokens.ts";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

interface Told {
  readonly resultId: string;
  readonly data: number[];
}

const textDocument = { uri: `${folder}/main.mlops` };
const text = "project shop {\n  seed = 1\n}\n\nparam limit : int = 3\n";

test("tokens are told whole, and then what changed of them", async () => {
  editor = await openEditor({ "main.mlops": text });
  await editor.open("main.mlops");
  const first = await editor.request<Told>("textDocument/semanticTokens/full", { textDocument });
  const at = text.indexOf("limit");
  await editor.change("main.mlops", "s", { start: at + 5, end: at + 5 });
  const delta = await editor.request<{ resultId: string; edits: object[] }>("textDocument/semanticTokens/full/delta", {
    textDocument,
    previousResultId: first.resultId,
  });
  // The name is one longer, and what follows on its line stands one further right.
  expect(delta.edits).toEqual([{ start: 32, deleteCount: 5, data: [6, 6, 16389, 0, 9] }]);
  const again = await editor.request("textDocument/semanticTokens/full/delta", {
    textDocument,
    previousResultId: delta.resultId,
  });
  expect(again).toEqual({ resultId: delta.resultId, edits: [] });
});

test("what was told to another is told whole", async () => {
  editor = await openEditor({ "main.mlops": text });
  await editor.open("main.mlops");
  const answer = await editor.request<Told>("textDocument/semanticTokens/full/delta", {
    textDocument,
    previousResultId: "no such",
  });
  expect(answer.data.length).toBeGreaterThan(0);
  const whole = await editor.request<Told>("textDocument/semanticTokens/full", { textDocument });
  expect(whole.data).toEqual(answer.data);
});

test("a part", async () => {
  editor = await openEditor({ "main.mlops": text });
  const { data } = await editor.request<Told>("textDocument/semanticTokens/range", {
    textDocument,
    range: { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } },
  });
  expect(drawnTokens(text, data)).toBe(`project shop {
  seed = 1
}

param limit : int = 3
    param:block limit:!param int:type =:operator 3:number
`);
});
