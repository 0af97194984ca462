import { afterEach, expect, test } from "vitest";
import type { CodeAction, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Editor, folder, openEditor } from "./editor.ts";

let editor: Editor;
afterEach(() => editor.close());

const uri = `${folder}/main.mlops`;
const text = `project p {
}

transform t {
  from a
  dorp x
}

dataset a {
  source = csv("a.csv")
  schema {
    x int
    y int
  }
}
`;

const edited = (action: CodeAction | undefined): string =>
  TextDocument.applyEdits(
    TextDocument.create(uri, "mlops", 1, editor.text("main.mlops")),
    action?.edit?.changes?.[uri] as TextEdit[],
  );

async function actionsAt(line: number, only?: readonly string[]): Promise<readonly CodeAction[]> {
  const range = { start: { line, character: 2 }, end: { line, character: 3 } };
  const found = await editor.diagnostics("main.mlops");
  const diagnostics = found.filter((each) => each.range.start.line === line);
  const context = { diagnostics, ...(only === undefined ? {} : { only }) };
  return editor.request("textDocument/codeAction", { textDocument: { uri }, range, context });
}

test("a quick fix belongs to its diagnostic, and is preferred where it is the only one", async () => {
  editor = await openEditor({ "main.mlops": text });
  await editor.open("main.mlops");
  const [fix, ...others] = await actionsAt(5);
  expect(others).toEqual([]);
  expect(fix).toMatchObject({ title: "Replace with `drop`", kind: "quickfix", isPreferred: true });
  expect(fix?.diagnostics?.[0]?.code).toBe("ML2004");
  expect(edited(fix)).toContain("  drop x\n");
});

test("what is done to a whole file is told where it is asked for", async () => {
  editor = await openEditor({ "main.mlops": text });
  const actions = await actionsAt(0, ["source"]);
  expect(actions.map(({ kind }) => kind)).toEqual(
    ["source.fixAll.mlops", "source.sort.mlops"].slice(0, actions.length),
  );
  expect(edited(actions[0])).toContain("  drop x\n");
});

test("a refactoring is offered, and its edits are made when it is taken", async () => {
  editor = await openEditor({ "main.mlops": text.replace("dorp x", "filter x > 1") });
  const [sort] = await actionsAt(0, ["source.sort"]);
  expect(sort).toMatchObject({ title: "Sort blocks in the order of the data", kind: "source.sort.mlops" });
  expect(sort?.edit).toBeUndefined();
  const taken = await editor.request<CodeAction>("codeAction/resolve", sort);
  expect(edited(taken).indexOf("dataset a")).toBeLessThan(edited(taken).indexOf("transform t"));
});

test("an editor that cannot ask again is told the edits at once", async () => {
  editor = await openEditor({ "main.mlops": text.replace("dorp x", "filter x > 1") }, { capabilities: {} });
  const context = { diagnostics: [], only: ["source.sort"] };
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const [sort] = await editor.request<CodeAction[]>("textDocument/codeAction", {
    textDocument: { uri },
    range,
    context,
  });
  expect(edited(sort)).toContain("dataset a");
});
