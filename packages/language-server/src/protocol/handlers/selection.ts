import type { SelectionRange } from "vscode-languageserver";
import { selectionSpans } from "../../selection/selection-spans.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** How a selection grows. */
export const selection: Feature = {
  capabilities: { selectionRangeProvider: true },
  register: ({ connection, workspace }) => {
    connection.onSelectionRanges(({ textDocument, positions }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      const { document, syntax } = snapshot;
      return positions.map((position) =>
        selectionSpans(syntax, document.offsetAt(position)).reduceRight<SelectionRange | undefined>(
          (parent, span) => ({ range: rangeOf(document, span), ...(parent === undefined ? {} : { parent }) }),
          undefined,
        ),
      ) as SelectionRange[];
    });
  },
};
