import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { env, Uri, ViewColumn, window, workspace } from "vscode";
import type { Project } from "../project/current-project.ts";
import type { Session } from "../session.ts";
import { noProject } from "./check-project.ts";

/** The report in a tab; or in the browser, where the setting says so. */
export async function showReport(session: Session): Promise<void> {
  const project = await session.project();
  if (project === undefined) return noProject();
  const folder = session.context.globalStorageUri.fsPath;
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${project.name}-report.html`);
  const outcome = await session.run(project, ["report", "--out", file, project.folder], {
    title: "mlopsc: writing the report",
  });
  if (outcome === undefined) return;
  if (outcome.code !== 0) return void window.showErrorMessage(outcome.err.trim());
  const where = workspace.getConfiguration("mlops").get<string>("report.show", "editor");
  if (where === "browser") await env.openExternal(Uri.file(file));
  else showPage(project, await readFile(file, "utf8"));
}

/** The page brings its own style and has no script; here it may load nothing and run nothing. */
function showPage({ name }: Project, html: string): void {
  const panel = window.createWebviewPanel("mlops.report", `Report: ${name}`, ViewColumn.Active, {
    enableScripts: false,
    enableFindWidget: true,
    localResourceRoots: [],
  });
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  panel.webview.html = html.replace("<head>", `<head>\n${meta}`);
}
