import { FoldingRangeKind } from "vscode-languageserver";
import { foldingRanges } from "../../folding/folding-ranges.ts";
import type { Feature } from "../feature.ts";

/** What can be hidden. */
export const folding: Feature = {
  capabilities: { foldingRangeProvider: true },
  register: ({ connection, workspace }) => {
    connection.onFoldingRanges(({ textDocument }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      return foldingRanges(snapshot.syntax).map(({ firstLine, lastLine, isComment }) => ({
        startLine: firstLine,
        endLine: lastLine,
        ...(isComment ? { kind: FoldingRangeKind.Comment } : {}),
      }));
    });
  },
};
