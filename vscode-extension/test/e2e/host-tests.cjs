// Run inside of VS Code's extension host, by run-host-tests.ts: what the extension registers, and what the server answers.
const assert = require("node:assert/strict");
const vscode = require("vscode");

exports.run = async () => {
  const extension = vscode.extensions.getExtension("mlopsc.mlopsc-vscode");
  assert.ok(extension, "the extension is not there");
  await extension.activate();
  await commandsAreRegistered(extension.packageJSON);
  const [uri] = await vscode.workspace.findFiles("main.mlops");
  const document = await vscode.workspace.openTextDocument(uri);
  assert.equal(document.languageId, "mlops");
  await vscode.window.showTextDocument(document);
  await serverAnswers(document);
  await mistakesAreTold(document);
};

async function commandsAreRegistered({ contributes }) {
  const known = new Set(await vscode.commands.getCommands(true));
  const missing = contributes.commands.map(({ command }) => command).filter((command) => !known.has(command));
  assert.deepEqual(missing, []);
  assert.ok(contributes.commands.length > 8);
}

async function serverAnswers(document) {
  const symbols = await until(
    () => vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri),
    (found) => found?.length > 0,
  );
  assert.deepEqual(
    symbols.map(({ name }) => name),
    ["small", "customers", "features", "leaves"],
  );
  const at = document.positionAt(document.getText().indexOf("from customers") + 6);
  const [hover] = await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, at);
  assert.match(hover.contents.map(({ value }) => value).join("\n"), /customers/);
}

async function mistakesAreTold(document) {
  const edit = new vscode.WorkspaceEdit();
  const start = document.getText().indexOf("customers\n  split");
  edit.insert(document.uri, document.positionAt(start), "x");
  await vscode.workspace.applyEdit(edit);
  const [problem] = await until(
    () => vscode.languages.getDiagnostics(document.uri),
    (found) => found.length > 0,
  );
  assert.equal(problem.source, "mlops");
  assert.match(String(problem.code?.value ?? problem.code), /^ML2\d{3}$/);
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

async function until(ask, holds) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const found = await ask();
    if (holds(found)) return found;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`It did not come: ${ask}`);
}
