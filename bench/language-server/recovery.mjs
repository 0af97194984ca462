import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { documentOf, placesOf } from "./documents.mjs";
import { openDocument, startEditor } from "./editor.mjs";

/** Ways in which a block in the middle is broken while it is written: the new text and where the cursor stands. */
const breakages = {
  "missing }": (block) => replaced(block, /\n\}\n$/, "\n  \n", "\n  ".length),
  "missing {": (block) => replaced(block, / \{\n/, "\n"),
  "half header": (block) => [`model \n${block}`, "model ".length],
  "header without a body": (block) => [`model fresh\n${block}`, "model fresh".length],
  "lone word": (block) => replaced(block, /\n {2}predict/, "\n  foo\n  predict", "\n  foo".length),
  "garbage line": (block) => replaced(block, /\n {2}predict/, "\n  @@ ## ??\n  predict", "\n  @@ ## ??".length),
  "unclosed text": (block) => replaced(block, /trees: 200\)/, 'trees: 200) "abc', 'trees: 200) "abc'.length),
  "entry half typed": (block) => replaced(block, /\n {2}metrics = .*/, "\n  metrics = ", "\n  metrics = ".length),
};

/** How much of a document still works while one block of it is broken. */
export async function recovery() {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-lsp-"));
  const text = documentOf(300);
  writeFileSync(join(folder, "main.mlops"), text);
  const uri = pathToFileURL(join(folder, "main.mlops")).href;
  const editor = await startEditor(folder);
  const file = await openDocument(editor, uri, text);
  const ask = (method, parameters) => editor.client.sendRequest(method, parameters);
  const names = async () =>
    (await ask("textDocument/documentSymbol", { textDocument: { uri } })).map(({ name }) => name);
  const whole = await names();
  const start = text.indexOf("model forecast4 ");
  const end = text.indexOf("\n}\n", start) + 3;
  const uses = placesOf(text, "= features").map((at) => at + 2);
  let held = true;
  for (const [name, broken] of Object.entries(breakages)) {
    const [block, cursor] = broken(text.slice(start, end));
    await file.edit(start, end, block);
    const present = new Set(await names());
    const kept = whole.filter((each) => present.has(each)).length / whole.length;
    const shift = block.length - (end - start);
    const others = uses.filter((at) => at < start || at > end);
    let found = 0;
    for (const at of others) {
      const place = await ask("textDocument/definition", file.at(at < start ? at : at + shift));
      if ((Array.isArray(place) ? place.length : place) > 0 || place?.uri) found += 1;
    }
    const { items } = await ask("textDocument/diagnostic", { textDocument: { uri } });
    const offered = await ask("textDocument/completion", file.at(start + cursor));
    const count = (offered?.items ?? offered ?? []).length;
    const right = kept === 1 && found === others.length && items.length <= 2 && count > 0;
    held = held && right;
    console.log(
      `${name.padEnd(24)} symbols ${Math.round(kept * 100)} %, definitions ${found} of ${others.length}, ` +
        `${items.length} diagnostics, ${count} completions${right ? "" : "  MISSED"}`,
    );
    await file.edit(start, start + block.length, text.slice(start, end));
  }
  await editor.stop();
  return held;
}

function replaced(block, pattern, replacement, cursor = 0) {
  const found = pattern.exec(block);
  const text = block.slice(0, found.index) + replacement + block.slice(found.index + found[0].length);
  return [text, found.index + cursor];
}
