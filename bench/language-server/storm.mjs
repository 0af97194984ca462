import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compileProject } from "../../packages/compiler/dist/index.js";
import { openDocument, startEditor } from "./editor.mjs";

/**
 * Random edits over a real spec, with a request of some kind after each. After every hundredth the diagnostics must be
 * those of a compilation from scratch; at the end the process must live, and its memory be what it was after a fifth.
 */
export async function storm([edits = 10_000]) {
  const folder = mkdtempSync(join(tmpdir(), "mlopsc-lsp-"));
  const original = specOf("../../examples/electricity/");
  writeFileSync(join(folder, "main.mlops"), original);
  const uri = pathToFileURL(join(folder, "main.mlops")).href;
  const editor = await startEditor(folder);
  const file = await openDocument(editor, uri, original);
  const random = seeded(7);
  const textDocument = { uri };
  const ask = (method, parameters) => editor.client.sendRequest(method, parameters);
  let [stale, failed, afterAFifth, refused] = [0, 0, 0, 0];
  for (let count = 1; count <= edits; count++) {
    const [start, end, newText] = editOf(file.document.getText(), original, random);
    await file.edit(start, end, newText);
    const method = methods[Math.floor(random() * methods.length)];
    await ask(method, parametersOf(method, file, random)).catch((problem) => {
      // A rename where nothing can be renamed is refused in words.
      if (/rename$/i.test(method)) refused += 1;
      else {
        failed += 1;
        console.log(`${method}: ${problem.message}`);
      }
    });
    if (count % 100 === 0 && (await isStale(ask, textDocument, file.document.getText()))) stale += 1;
    if (count === Math.floor(edits / 5)) afterAFifth = editor.memory();
  }
  const memory = editor.memory();
  const flat = memory <= afterAFifth * 1.25;
  const lives = !editor.exited();
  console.log(
    `${edits} edits: ${lives ? "no exit" : "EXITED"}, ${failed} failed requests, ${refused} refused in words, ` +
      `${stale} times stale, ${afterAFifth} MiB after a fifth, ${memory} MiB at the end`,
  );
  if (lives) await editor.stop();
  return lives && failed === 0 && stale === 0 && flat;
}

async function isStale(ask, textDocument, text) {
  const { items } = await ask("textDocument/diagnostic", { textDocument });
  const { diagnostics } = compileProject({
    files: [{ path: "main.mlops", text }],
    parameters: {},
    inferred: new Map(),
  });
  const wanted = diagnostics.map(({ code, message, help }) => `${code} ${help ? `${message}\n${help}` : message}`);
  const told = items.map(({ code, message }) => `${code} ${message}`);
  return JSON.stringify(wanted.sort()) !== JSON.stringify(told.sort());
}

/** A character typed or deleted, a line dropped or doubled, a piece of the original put in or all of it put back. */
function editOf(text, original, random) {
  const at = Math.floor(random() * (text.length + 1));
  const kind = random();
  if (kind < 0.35) return [at, at, typed[Math.floor(random() * typed.length)]];
  if (kind < 0.6) return [at, Math.min(text.length, at + 1 + Math.floor(random() * 4)), ""];
  const line = text.lastIndexOf("\n", at) + 1;
  const next = text.indexOf("\n", at) + 1 || text.length;
  if (kind < 0.7) return [Math.min(line, next), next, ""];
  if (kind < 0.8) return [next, next, text.slice(line, next)];
  if (kind < 0.97) {
    const from = Math.floor(random() * original.length);
    return [at, at, original.slice(from, from + Math.floor(random() * 80))];
  }
  return [0, text.length, original];
}

const typed = [...'abx_ \n{}()[]=,.:"`#%0123-+<>é', " = ", "from ", "drop ", "model m {\n"];

const methods = [
  ...["completion", "hover", "definition", "references", "documentHighlight", "signatureHelp"],
  ...["prepareRename", "rename"],
  ...["semanticTokens/full", "documentSymbol", "foldingRange", "formatting", "codeLens", "inlayHint", "codeAction"],
  ...["selectionRange", "documentLink", "diagnostic"],
].map((name) => `textDocument/${name}`);

function parametersOf(method, { document, at, uri }, random) {
  const place = at(Math.floor(random() * (document.getText().length + 1)));
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  const more = {
    "textDocument/rename": { newName: "renamed" },
    "textDocument/references": { context: { includeDeclaration: true } },
    "textDocument/formatting": { options: { tabSize: 2, insertSpaces: true } },
    "textDocument/inlayHint": { range },
    "textDocument/codeAction": { range: { start: place.position, end: place.position }, context: { diagnostics: [] } },
    "textDocument/selectionRange": { positions: [place.position] },
  };
  return { ...place, textDocument: { uri }, ...more[method] };
}

const specOf = (folder) => {
  const path = fileURLToPath(new URL(folder, import.meta.url));
  const specs = readdirSync(path).filter((name) => name.endsWith(".mlops"));
  return specs.map((name) => readFileSync(join(path, name), "utf8")).join("\n");
};

/** Mulberry32. */
function seeded(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
