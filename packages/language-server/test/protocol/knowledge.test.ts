import { afterEach, expect, test } from "vitest";
import type { CodeLens, InlayHint } from "vscode-languageserver";
import { type Known, memoryKnowledge } from "../known.ts";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

const uri = `${folder}/main.mlops`;
const spec = `project shop {
}
dataset d {
  source = csv("d.csv")
  schema {
    key id
    age int
  }
}
transform t {
  from d
  derive old = age > 60
}
`;
const rows = (count: number): Known => ({ tables: { "dataset.d": { rows: count, columns: 2 } } });

async function lensTitles(): Promise<readonly string[]> {
  const lenses = await editor.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  const resolved = await Promise.all(lenses.map((lens) => editor.request<CodeLens>("codeLens/resolve", lens)));
  return resolved.map(({ command }) => command?.title ?? "");
}

test("what is known comes as lenses once it was looked at; their words when they are asked for", async () => {
  editor = await openEditor({ "main.mlops": spec }, { knowledge: memoryKnowledge(rows(5)) });
  await editor.open("main.mlops");
  await expect.poll(lensTitles).toEqual(["5 rows"]);
  const [lens] = await editor.request<CodeLens[]>("textDocument/codeLens", { textDocument: { uri } });
  expect(lens?.command).toBeUndefined();
  expect(lens?.range.start).toEqual({ line: 2, character: 8 });
});

test("when another process did something, the editor is asked to look again", async () => {
  const knowledge = memoryKnowledge(rows(5));
  editor = await openEditor({ "main.mlops": spec }, { knowledge });
  await editor.open("main.mlops");
  await expect.poll(lensTitles).toEqual(["5 rows"]);
  const before = editor.refreshed.length;
  knowledge.learn(rows(6));
  await expect.poll(() => editor.refreshed.slice(before)).toContain("workspace/codeLens/refresh");
  expect(editor.refreshed.slice(before)).toContain("workspace/inlayHint/refresh");
  expect(await lensTitles()).toEqual(["6 rows"]);
});

test("a look that takes long is shown as progress, and then no more", async () => {
  const knowledge = memoryKnowledge(rows(5));
  let go = (): void => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  const slow = { ...knowledge, refresh: () => held.then(() => knowledge.refresh(undefined as never)) };
  editor = await openEditor({ "main.mlops": spec }, { knowledge: slow });
  await editor.open("main.mlops");
  const kinds = (): readonly string[] => editor.progress.map(({ value }) => value.kind);
  await expect.poll(kinds).toEqual(["begin"]);
  expect(await lensTitles()).toEqual([]);
  go();
  await expect.poll(kinds).toEqual(["begin", "end"]);
  expect(await lensTitles()).toEqual(["5 rows"]);
});

test("no lenses where the settings want none", async () => {
  const settings: Record<string, unknown> = { "mlops.codeLens": { enable: false } };
  editor = await openEditor({ "main.mlops": spec }, { knowledge: memoryKnowledge(rows(5)), settings });
  await editor.open("main.mlops");
  await expect.poll(() => editor.refreshed).toContain("workspace/codeLens/refresh");
  expect(await lensTitles()).toEqual([]);
  editor.settings["mlops.codeLens"] = null;
  await editor.notify("workspace/didChangeConfiguration", { settings: null });
  await expect.poll(lensTitles).toEqual(["5 rows"]);
});

test("hints of a part of a file, as the settings want them", async () => {
  editor = await openEditor({ "main.mlops": spec }, { settings: { "mlops.inlayHints": { shapes: false } } });
  await editor.open("main.mlops");
  const range = { start: { line: 9, character: 0 }, end: { line: 13, character: 0 } };
  const ask = (): Promise<InlayHint[]> =>
    editor.request<InlayHint[]>("textDocument/inlayHint", { textDocument: { uri }, range });
  expect((await ask()).map(({ label, position }) => [label, position.line])).toEqual([[": bool", 11]]);
  editor.settings["mlops.inlayHints"] = { types: false };
  await editor.notify("workspace/didChangeConfiguration", { settings: null });
  expect((await ask()).map(({ label }) => label)).toEqual(["2 columns", "3 columns"]);
});
