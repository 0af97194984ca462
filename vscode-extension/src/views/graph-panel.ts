import { type Disposable, Uri, ViewColumn, type WebviewPanel, window, workspace } from "vscode";
import type { Project } from "../project/current-project.ts";
import { projectOf } from "../project/current-project.ts";
import { revealBlock } from "../project/reveal-place.ts";
import type { Session } from "../session.ts";
import { blockAt, scanBlocks } from "../spec/scan-blocks.ts";
import { graphMarkup } from "./graph-markup.ts";
import { escapeHtml, htmlPage } from "./html-page.ts";

export interface GraphPanel extends Disposable {
  readonly open: () => Promise<void>;
}

/** The graph beside the editor: the block under the cursor stands out, a click on a box goes to its block. */
export function graphPanel(session: Session): GraphPanel {
  let panel: WebviewPanel | undefined;
  let project: Project | undefined;
  let drawn = "";

  const follow = (): void => {
    const editor = window.activeTextEditor;
    if (panel === undefined || editor?.document.languageId !== "mlops") return;
    if (projectOf(editor.document.uri)?.folder !== project?.folder) return;
    const blocks = scanBlocks(editor.document.getText());
    const block = blockAt(blocks, editor.document.offsetAt(editor.selection.active));
    void panel.webview.postMessage({ type: "follow", address: block?.address ?? null });
  };

  const draw = async (title?: string): Promise<void> => {
    if (panel === undefined || project === undefined) return;
    const shown = title === undefined ? {} : { title };
    const outcome = await session.run(project, ["graph", "--format", "svg", project.folder], shown);
    if (outcome === undefined || panel === undefined) return;
    const markup = outcome.code === 0 ? graphMarkup(outcome.out) : undefined;
    // A project with errors has no graph: the one of before stays, and says so.
    if (markup === undefined) return refuse(outcome.err);
    if (markup === drawn) return void panel.webview.postMessage({ type: "fresh" });
    drawn = markup;
    panel.webview.html = page(panel, `<main id="graph">${markup}</main>`);
  };

  const refuse = (problem: string): void => {
    if (panel === undefined) return;
    if (drawn !== "") void panel.webview.postMessage({ type: "stale" });
    else
      panel.webview.html = page(
        panel,
        `<main class="refused"><h1>No graph while there are errors</h1><pre>${escapeHtml(problem)}</pre></main>`,
      );
  };

  const page = ({ webview }: WebviewPanel, body: string): string =>
    htmlPage(webview, {
      title: "Graph",
      body: `${body}<p id="notice" role="status"></p>`,
      styles: [Uri.joinPath(session.context.extensionUri, "media", "graph.css")],
      scripts: [Uri.joinPath(session.context.extensionUri, "media", "graph.js")],
    });

  const open = async (): Promise<void> => {
    const found = await session.project();
    if (found === undefined || (await session.program(found)) === undefined) return;
    project = found;
    if (panel === undefined) {
      panel = makePanel(session);
      panel.onDidDispose(() => {
        panel = undefined;
        drawn = "";
      });
      panel.webview.onDidReceiveMessage((message: { type: string; address?: string }) => {
        if (message.type === "ready") follow();
        else if (message.type === "open" && typeof message.address === "string" && project !== undefined)
          void revealBlock(project, message.address);
      });
    } else panel.reveal(undefined, true);
    panel.title = `Graph: ${found.name}`;
    await draw("mlopsc: drawing the graph");
  };

  const watching = [
    window.onDidChangeTextEditorSelection(follow),
    window.onDidChangeActiveTextEditor(follow),
    workspace.onDidSaveTextDocument(({ languageId }) => {
      if (languageId === "mlops") void draw();
    }),
  ];
  return {
    open,
    dispose: () => {
      panel?.dispose();
      for (const each of watching) each.dispose();
    },
  };
}

const makePanel = ({ context }: Session): WebviewPanel => {
  const panel = window.createWebviewPanel(
    "mlops.graph",
    "Graph",
    { viewColumn: ViewColumn.Beside, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [Uri.joinPath(context.extensionUri, "media")] },
  );
  const icon = (theme: string): Uri => Uri.joinPath(context.extensionUri, "media", `file-${theme}.svg`);
  panel.iconPath = { light: icon("light"), dark: icon("dark") };
  return panel;
};
