import { type FormattedPart, formatParts } from "@mlopsc/compiler";
import type { FileSyntax } from "@mlopsc/grammar";
import type { Edit } from "./edit.ts";
import { layoutEdits } from "./layout-edits.ts";

/** What puts a file into canonical layout: only what differs, in order and apart. Broken blocks stay as they are. */
export const fileEdits = (syntax: FileSyntax): readonly Edit[] => formatParts(syntax).flatMap(partEdits);

/** Of one part of a file. */
export function partEdits({ span: { start }, written, text }: FormattedPart): readonly Edit[] {
  if (written === text) return [];
  return editsOf(written, text).map(({ span, newText }) => ({
    span: { start: start + span.start, end: start + span.end },
    newText,
  }));
}

/** Texts of blocks are compared once, as long as an editor asks for the same again and again. */
function editsOf(written: string, formatted: string): readonly Edit[] {
  const known = kept.get(written);
  if (known?.formatted === formatted) return known.edits;
  const edits = layoutEdits(written, formatted);
  if (kept.size >= mostKept) kept.clear();
  kept.set(written, { formatted, edits });
  return edits;
}

const kept: Map<string, { readonly formatted: string; readonly edits: readonly Edit[] }> = new Map();
const mostKept = 4096;
