import { commands, window, workspace } from "vscode";
import type { Session } from "../session.ts";
import type { TextPages } from "../views/text-pages.ts";
import { noProject } from "./check-project.ts";

/** What the change since the last commit means, as a reviewer would read it. */
export async function diffProject(session: Session, pages: TextPages): Promise<void> {
  const project = await session.project();
  if (project === undefined) return noProject();
  await workspace.saveAll();
  const words = ["diff", "HEAD", "--format", "markdown", "--project", project.folder];
  const outcome = await session.run(project, words, { title: "mlopsc: comparing with the last commit" });
  if (outcome === undefined) return;
  // Exit code 1 with a text is a project with errors: what can be said of it is said.
  if (outcome.out.trim() === "") return void window.showErrorMessage(outcome.err.trim());
  const uri = pages.show(`Changes of ${project.name}.md`, outcome.out);
  await commands.executeCommand("markdown.showPreview", uri);
}
