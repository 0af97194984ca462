import { join } from "node:path";
import { Range, TextEditorRevealType, Uri, ViewColumn, window, workspace } from "vscode";
import { scanBlocks } from "../spec/scan-blocks.ts";
import type { Place } from "../views/plan-tree.ts";
import { type Project, specFilesOf } from "./current-project.ts";

/** Opens the file of a place and selects what stands there; beside a panel that the user came from. */
export async function revealPlace(project: Project, { file, span }: Place): Promise<void> {
  await revealOffsets(Uri.file(join(project.folder, file)), span.start, span.end);
}

/** The same of a block: `model.churn`, or a step of it. */
export async function revealBlock(project: Project, address: string): Promise<void> {
  const wanted = address.split("/", 1)[0];
  for (const uri of await specFilesOf(project)) {
    const text = (await workspace.openTextDocument(uri)).getText();
    const block = scanBlocks(text).find((each) => each.address === wanted);
    if (block !== undefined) return revealOffsets(uri, block.nameStart, block.nameEnd);
  }
}

async function revealOffsets(uri: Uri, start: number, end: number): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const shown = window.visibleTextEditors.find((editor) => editor.document.uri.toString() === uri.toString());
  const column = shown?.viewColumn ?? window.activeTextEditor?.viewColumn ?? ViewColumn.One;
  const selection = new Range(document.positionAt(start), document.positionAt(end));
  const editor = await window.showTextDocument(document, { viewColumn: column, selection });
  editor.revealRange(selection, TextEditorRevealType.InCenterIfOutsideViewport);
}
