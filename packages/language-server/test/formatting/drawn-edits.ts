import { TextDocument } from "vscode-languageserver-textdocument";
import type { Edit } from "../../src/formatting/edit.ts";

/** The text with each edit as `[old→new]`. */
export function drawnEdits(text: string, edits: readonly Edit[]): string {
  let drawn = "";
  let at = 0;
  for (const { span, newText } of edits) {
    drawn += `${text.slice(at, span.start)}[${text.slice(span.start, span.end)}→${newText}]`;
    at = span.end;
  }
  return drawn + text.slice(at);
}

/** As an editor applies them: by lines and characters; edits that overlap throw. */
export function applied(text: string, edits: readonly Edit[]): string {
  const document = TextDocument.create("file:///x", "mlops", 1, text);
  return TextDocument.applyEdits(
    document,
    edits.map(({ span, newText }) => ({
      range: { start: document.positionAt(span.start), end: document.positionAt(span.end) },
      newText,
    })),
  );
}
