import { linkedSpans } from "../../rename/linked-spans.ts";
import { rangeOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** What is typed in a name stands at once wherever it is named in the file. */
export const linkedEditing: Feature = {
  capabilities: { linkedEditingRangeProvider: true },
  register: ({ connection, workspace }) => {
    connection.languages.onLinkedEditingRange(({ textDocument, position }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      const spans = snapshot && linkedSpans(snapshot, snapshot.document.offsetAt(position));
      if (!snapshot || !spans) return null;
      return { ranges: spans.map((span) => rangeOf(snapshot.document, span)), wordPattern };
    });
  },
};

/** What needs no backticks. */
const wordPattern = "[A-Za-z_\\u00C0-\\uFFFF][A-Za-z0-9_\\u00C0-\\uFFFF]*";
