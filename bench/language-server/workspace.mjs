import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { group, head } from "./documents.mjs";
import { openDocument, startEditor } from "./editor.mjs";
import { show, timed } from "./measure.mjs";

/** A project of many files, of which one is open. */
export async function workspace([files = 1000, lines = 50_000]) {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-lsp-"));
  const each = Math.max(1, Math.round(lines / files / 35));
  mkdirSync(join(folder, "specs"));
  let [count, written] = [0, 0];
  for (let file = 0; file < files; file++) {
    const groups = file % 2 === 0 ? each : Math.max(1, Math.round((lines - written) / (files - file) / 35));
    const text = Array.from({ length: groups }, () => group(++count)).join("\n");
    written += text.split("\n").length;
    writeFileSync(join(folder, "specs", `part${file}.mlops`), text);
  }
  writeFileSync(join(folder, "project.mlops"), head);
  console.log(`\n${written} lines in ${files} files`);
  const before = performance.now();
  const editor = await startEditor(folder);
  const uri = pathToFileURL(join(folder, "specs", "part7.mlops")).href;
  const text = group(0);
  const file = await openDocument(editor, uri, text);
  const textDocument = { uri };
  const ask = (method, parameters) => editor.client.sendRequest(method, parameters);
  await ask("textDocument/diagnostic", { textDocument });
  const cold = `${(performance.now() - before).toFixed(0)} ms, of the processor ${editor.processor().toFixed(0)} ms`;
  console.log(`${"cold start to diagnostics".padEnd(34)} ${cold}`);
  await ask("workspace/diagnostic", { previousResultIds: [] });
  const column = text.indexOf("region with");
  const reference = text.indexOf("= features") + 4;
  const trees = text.indexOf("trees: 200") + "trees: 20".length;
  const toggled = (method, parameters) =>
    timed(60, async (n) => {
      void file.edit(trees, trees + (n % 2), n % 2 === 0 ? "1" : "");
      await ask(method, parameters);
    });
  const results = [
    show("completion of a column", await timed(60, () => ask("textDocument/completion", file.at(column))), 100),
    show("completion of a reference", await timed(60, () => ask("textDocument/completion", file.at(reference))), 100),
    show("typed, then completion", await toggled("textDocument/completion", file.at(trees)), 300),
    show("typed, then diagnostics", await toggled("textDocument/diagnostic", { textDocument }), 300),
  ];
  const symbols = await timed(20, () => ask("workspace/symbol", { query: "forecast7" })).catch(() => null);
  if (symbols !== null) show("workspace symbols", symbols);
  const memory = editor.memory();
  console.log(`${"resident memory".padEnd(34)} ${memory} MiB  goal 500${memory <= 500 ? "" : "  MISSED"}`);
  await editor.stop();
  return results.every(Boolean) && memory <= 500;
}
