import type { TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit } from "../../formatting/edit.ts";
import { fileEdits } from "../../formatting/file-edits.ts";
import { rangeEdits } from "../../formatting/range-edits.ts";
import { typedEdits } from "../../formatting/typed-edits.ts";
import { rangeOf, spanOf } from "../convert.ts";
import type { Feature } from "../feature.ts";

/** Layout: of a document, of some lines, and as one types. The language has one, so the editor's options do not count. */
export const formatting: Feature = {
  capabilities: {
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: { firstTriggerCharacter: "}", moreTriggerCharacter: ["\n"] },
  },
  register: ({ connection, workspace }) => {
    connection.onDocumentFormatting(({ textDocument }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      return snapshot === null ? [] : converted(snapshot.document, fileEdits(snapshot.syntax));
    });
    connection.onDocumentRangeFormatting(({ textDocument, range }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      return converted(snapshot.document, rangeEdits(snapshot.syntax, spanOf(snapshot.document, range)));
    });
    connection.onDocumentOnTypeFormatting(({ textDocument, position, ch }) => {
      const snapshot = workspace.snapshot(textDocument.uri);
      if (snapshot === null) return [];
      return converted(snapshot.document, typedEdits(snapshot.syntax, snapshot.document.offsetAt(position), ch));
    });
  },
};

const converted = (document: TextDocument, edits: readonly Edit[]): TextEdit[] =>
  edits.map(({ span, newText }) => ({ range: rangeOf(document, span), newText }));
