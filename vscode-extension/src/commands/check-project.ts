import { commands, window, workspace } from "vscode";
import type { Session } from "../session.ts";
import { counted } from "../views/figure-text.ts";

/** What CI would say, from the files as they lie on disk: the server tells the same as one types. */
export async function checkProject(session: Session): Promise<void> {
  const project = await session.project();
  if (project === undefined) return noProject();
  await workspace.saveAll();
  const outcome = await session.run(project, ["check", "--format", "json", project.folder], {
    title: "mlopsc: checking",
  });
  if (outcome === undefined) return;
  const found = outcome.out === "" ? undefined : (JSON.parse(outcome.out) as readonly { readonly severity: string }[]);
  if (found === undefined) return void window.showErrorMessage(outcome.err.trim());
  const errors = found.filter(({ severity }) => severity === "error").length;
  if (found.length === 0) return void window.showInformationMessage(`${project.name}: no problems.`);
  const text = `${project.name}: ${counted(errors, "error")}, ${counted(found.length - errors, "warning")}.`;
  const show = "Show the Problems";
  const chosen = await (errors > 0 ? window.showErrorMessage(text, show) : window.showWarningMessage(text, show));
  if (chosen === show) await commands.executeCommand("workbench.actions.view.problems");
}

export function noProject(): void {
  void window.showInformationMessage("There is no .mlops file in this workspace.");
}
