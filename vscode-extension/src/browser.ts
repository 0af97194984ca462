// In a browser nothing of the project can be run: colours, snippets and the language configuration come from the manifest.
import { commands, type ExtensionContext, window } from "vscode";

export function activate(context: ExtensionContext): void {
  const explain = (): void =>
    void window.showInformationMessage(
      "This needs mlopsc itself, which a browser cannot run. Open the folder in VS Code.",
    );
  for (const name of needProgram) context.subscriptions.push(commands.registerCommand(`mlops.${name}`, explain));
}

const needProgram = [
  "check",
  "plan",
  "apply",
  "diff",
  "report",
  "predict",
  "graph",
  "restartServer",
  "refreshRuns",
  "reveal",
];
