import { describe, expect, it } from "vitest";
import type { CompletionItem, CompletionList } from "vscode-languageserver";
import { folder, openEditor } from "./editor.ts";

const spec = `project shop {
}
dataset customers {
  source = csv("data/customers.csv")
  schema {
    id  id
    \`Zip Code\`  text
  }
}
transform t {
  from customers
  drop <|>
}
`;

describe("completion", () => {
  it("gives items with their ranges, in order, and documentation when one is looked at", async () => {
    const editor = await openEditor({ "a.mlops": spec });
    await editor.open("a.mlops");
    const list = await editor.request<CompletionList>("textDocument/completion", {
      textDocument: { uri: `${folder}/a.mlops` },
      position: editor.cursor("a.mlops"),
    });
    expect(list.isIncomplete).toBe(false);
    const [id, zip] = list.items as [CompletionItem, CompletionItem];
    expect(id).toMatchObject({
      label: "id",
      labelDetails: { detail: ": id", description: "customers" },
      textEdit: { range: { start: { line: 11, character: 7 }, end: { line: 11, character: 7 } }, newText: "id" },
    });
    expect(zip.textEdit).toMatchObject({ newText: "`Zip Code`" });
    expect(id).not.toHaveProperty("documentation");
    const resolved = await editor.request<CompletionItem>("completionItem/resolve", id);
    expect(resolved.documentation).toMatchObject({ kind: "markdown" });
    expect(JSON.stringify(resolved.documentation)).toContain("from dataset `customers`");
    await editor.close();
  });

  it("writes plain text for editors without snippets", async () => {
    const texts = await Promise.all(
      [true, false].map(async (snippetSupport) => {
        const capabilities = { textDocument: { completion: { completionItem: { snippetSupport } } } };
        const editor = await openEditor({ "a.mlops": "mod<|>" }, { capabilities });
        await editor.open("a.mlops");
        const list = await editor.request<CompletionList>("textDocument/completion", {
          textDocument: { uri: `${folder}/a.mlops` },
          position: editor.cursor("a.mlops"),
        });
        await editor.close();
        return list.items.find(({ label, kind }) => label === "model" && kind === 15);
      }),
    );
    const [snippet, plain] = texts.map((item) => item?.textEdit?.newText);
    expect(snippet).toMatch(/^model \$\{1:name\} \{\n {2}from {6}= \$2\n {2}predict {3}= \$3\n.* = \$5\$0\n\}$/);
    expect(plain).toBe("model name {\n  from      = \n  predict   = \n  algorithm = \n}");
    expect(texts.map((item) => item?.insertTextFormat)).toEqual([2, undefined]);
  });

  it("says a range once to editors that take it so", async () => {
    const capabilities = { textDocument: { completion: { completionList: { itemDefaults: ["editRange"] } } } };
    const editor = await openEditor({ "a.mlops": spec }, { capabilities });
    await editor.open("a.mlops");
    const list = await editor.request<CompletionList>("textDocument/completion", {
      textDocument: { uri: `${folder}/a.mlops` },
      position: editor.cursor("a.mlops"),
    });
    const at = { line: 11, character: 7 };
    expect(list.itemDefaults).toEqual({ editRange: { start: at, end: at } });
    const [id, zip] = list.items;
    expect(id).not.toHaveProperty("textEdit");
    expect(id).not.toHaveProperty("textEditText");
    expect(zip?.textEditText).toBe("`Zip Code`");
    await editor.close();
  });

  it("lists the files of a folder inside quotes", async () => {
    const text = 'project p {\n}\nparam data : text = "data"\ndataset d {\n  source = csv("{data}/<|>")\n}\n';
    const editor = await openEditor({ "a.mlops": text, "data/a.csv": "", "data/b.txt": "", "data/old/c.csv": "" });
    await editor.open("a.mlops");
    const list = await editor.request<CompletionList>("textDocument/completion", {
      textDocument: { uri: `${folder}/a.mlops` },
      position: editor.cursor("a.mlops"),
      context: { triggerKind: 2, triggerCharacter: "/" },
    });
    expect(list.items.map(({ label }) => label)).toEqual(["a.csv", "old/", "{data}", "b.txt"]);
    await editor.close();
  });
});
