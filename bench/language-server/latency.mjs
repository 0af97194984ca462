import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { documentOf, placesOf } from "./documents.mjs";
import { openDocument, startEditor } from "./editor.mjs";
import { show, timed } from "./measure.mjs";

/** Goals for the 95th hundredth, ms, and memory, MiB, in a document of 1 000 and of 10 000 lines. */
const goals = {
  1000: {
    cold: 500,
    completion: 5,
    typedCompletion: 10,
    look: 2,
    diagnostics: 10,
    tokens: 13,
    formatting: 10,
    memory: 120,
  },
  10000: {
    cold: 900,
    completion: 10,
    typedCompletion: 60,
    look: 2,
    diagnostics: 50,
    tokens: 60,
    formatting: 80,
    memory: 160,
  },
};

/** Every request in one document. Resolves to whether all goals were reached. */
export async function latency(sizes) {
  let held = true;
  for (const lines of sizes.length > 0 ? sizes : [1000, 10_000]) held = (await latencyAt(lines)) && held;
  return held;
}

async function latencyAt(lines) {
  const goal = goals[lines] ?? {};
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-lsp-"));
  const text = documentOf(lines);
  writeFileSync(join(folder, "main.mlops"), text);
  const uri = pathToFileURL(join(folder, "main.mlops")).href;
  console.log(`\n${text.split("\n").length} lines in one document`);
  const results = [show("cold start to diagnostics", await coldStarts(folder, uri, text), goal.cold)];

  const editor = await startEditor(folder);
  const { client } = editor;
  const file = await openDocument(editor, uri, text);
  const textDocument = { uri };
  const ask = (method, parameters) => client.sendRequest(method, parameters);
  await ask("textDocument/diagnostic", { textDocument });
  const references = placesOf(text, "load by 48");
  const columns = placesOf(text, "region with");
  const trees = text.indexOf("trees: 200", text.length / 2) + "trees: 20".length;
  const rotated = (places) => (at) => file.at(places[at % places.length]);
  const look = async (name, method, places, more = {}) => {
    const at = rotated(places);
    results.push(show(name, await timed(200, (n) => ask(method, { ...at(n), ...more })), goal.look));
  };

  const completionAt = rotated(columns);
  results.push(
    show("completion", await timed(200, (n) => ask("textDocument/completion", completionAt(n))), goal.completion),
  );
  await look("hover", "textDocument/hover", references);
  await look("definition", "textDocument/definition", references);
  await look("references", "textDocument/references", references, { context: { includeDeclaration: true } });
  const renamed = rotated(references);
  show("rename", await timed(30, (n) => ask("textDocument/rename", { ...renamed(n), newName: "demand" })));
  const typed = (method, parameters) =>
    timed(100, async (n) => {
      void file.edit(trees, trees + (n % 2), n % 2 === 0 ? "1" : "");
      await ask(method, parameters());
    });
  const typedCompletion = await typed("textDocument/completion", () => file.at(trees));
  results.push(show("typed, then completion", typedCompletion, goal.typedCompletion));
  const diagnosed = await typed("textDocument/diagnostic", () => ({ textDocument }));
  results.push(show("typed, then diagnostics", diagnosed, goal.diagnostics));
  const misspelt = text.indexOf("hour(at)", text.length / 2) + 4;
  const wrong = await timed(100, async (n) => {
    void file.edit(misspelt, misspelt + (n % 2), n % 2 === 0 ? "x" : "");
    await ask("textDocument/diagnostic", { textDocument });
  });
  results.push(show("a word made wrong and right", wrong, goal.diagnostics));
  const tokens = await typed("textDocument/semanticTokens/full", () => ({ textDocument }));
  results.push(show("typed, then semantic tokens", tokens, goal.tokens));
  const formatting = await timed(50, () =>
    ask("textDocument/formatting", { textDocument, options: { tabSize: 2, insertSpaces: true } }),
  );
  results.push(show("formatting", formatting, goal.formatting));
  show("typed, then the outline", await typed("textDocument/documentSymbol", () => ({ textDocument })));
  const memory = editor.memory();
  const fits = goal.memory === undefined || memory <= goal.memory;
  console.log(
    `${"resident memory".padEnd(34)} ${memory} MiB${goal.memory ? `  goal ${goal.memory}` : ""}${fits ? "" : "  MISSED"}`,
  );
  await editor.stop();
  return results.every(Boolean) && fits;
}

/** From the start of a process to the diagnostics of the document that is opened at once; five times. */
async function coldStarts(folder, uri, text) {
  const times = [];
  for (let round = 0; round < 5; round++) {
    const before = performance.now();
    const editor = await startEditor(folder);
    await openDocument(editor, uri, text);
    await editor.client.sendRequest("textDocument/diagnostic", { textDocument: { uri } });
    times.push(performance.now() - before);
    await editor.stop();
  }
  return times.sort((left, right) => left - right);
}
