import { afterEach, expect, test } from "vitest";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

const project = "project shop {\n}\n";
const dataset = 'dataset customers {\n  source = csv("c.csv")\n  schema {\n    id id\n    age int\n  }\n}\n';
const wrong = `transform features {\n  from customers\n  drop agee\n}\n`;

test("a document's are pulled, and change with its text", async () => {
  editor = await openEditor({ "main.mlops": project + dataset + wrong });
  await editor.open("main.mlops");
  const found = await editor.diagnostics("main.mlops");
  expect(found.map(({ code }) => code)).toContain("ML2012");
  const at = editor.text("main.mlops").indexOf("agee");
  await editor.change("main.mlops", "age", { start: at, end: at + 4 });
  expect((await editor.diagnostics("main.mlops")).map(({ code }) => code)).not.toContain("ML2012");
});

test("the same is told once: what did not change is unchanged", async () => {
  editor = await openEditor({ "main.mlops": project + dataset });
  await editor.open("main.mlops");
  const textDocument = { uri: `${folder}/main.mlops` };
  const first = await editor.request<{ kind: string; resultId: string }>("textDocument/diagnostic", { textDocument });
  const asked = { textDocument, previousResultId: first.resultId };
  expect(await editor.request("textDocument/diagnostic", asked)).toEqual({
    kind: "unchanged",
    resultId: first.resultId,
  });
});

test("the whole workspace is told of, files that are not open too", async () => {
  editor = await openEditor({ "main.mlops": project, "data.mlops": dataset, "features.mlops": wrong });
  await editor.open("main.mlops");
  const report = await editor.request<{ items: { uri: string; items: { code: string }[] }[] }>("workspace/diagnostic", {
    previousResultIds: [],
  });
  const codes = new Map(report.items.map(({ uri, items }) => [uri, items.map(({ code }) => code)]));
  expect(codes.get(`${folder}/features.mlops`)).toContain("ML2012");
  expect(codes.size).toBe(3);
});

test("what other files say is waited for: a name in a file that is still being read is not unknown", async () => {
  let read = (): void => {};
  const reading = new Promise<void>((resolve) => {
    read = resolve;
  });
  editor = await openEditor(
    { "main.mlops": project, "data.mlops": dataset, "features.mlops": wrong.replace("agee", "age") },
    { reading },
  );
  await editor.open("features.mlops");
  const found = editor.diagnostics("features.mlops");
  setTimeout(read, 50);
  expect((await found).map(({ severity }) => severity)).not.toContain(1);
});

test("an editor that cannot pull is pushed to, and told when a file is right again or gone", async () => {
  editor = await openEditor({ "main.mlops": project + dataset, "features.mlops": wrong }, { capabilities: {} });
  await editor.open("features.mlops");
  await expect.poll(() => editor.pushed.at(-1)?.diagnostics.map(({ code }) => code)).toContain("ML2012");
  await editor.change("features.mlops", wrong.replace("agee", "age"));
  const last = (): string[] | undefined =>
    editor.pushed
      .filter(({ uri }) => uri.endsWith("features.mlops"))
      .at(-1)
      ?.diagnostics.map(({ code }) => String(code));
  await expect.poll(last).not.toContain("ML2012");
});
