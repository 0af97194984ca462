import { MarkupKind } from "vscode-languageserver";
import { hoverAt } from "../../hover/hover-at.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** What is known of what stands under the cursor. */
export const hover: Feature = {
  capabilities: { hoverProvider: true },
  register: ({ connection, workspace }) => {
    connection.onHover(({ textDocument, position }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const found = snapshot && hoverAt(snapshot, snapshot.document.offsetAt(position));
      if (!snapshot || !found) return null;
      const { markdown, span } = found;
      return { contents: { kind: MarkupKind.Markdown, value: markdown }, range: rangeOf(snapshot.document, span) };
    });
  },
};
