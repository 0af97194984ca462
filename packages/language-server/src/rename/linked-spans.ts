import type { Span } from "@mlopsc/diagnostics";
import { nameOf } from "../names/named.ts";
import { namesAt } from "../names/names-at.ts";
import { referencesTo } from "../names/references.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { refusalOf } from "./refusal.ts";
import { renameEdits } from "./rename-edits.ts";

/**
 * The places that change together while a name is typed: of one that is written alike wherever it stands, and in no other
 * file. Null of all others, which `rename` changes.
 */
export function linkedSpans(snapshot: Snapshot, offset: number): readonly Span[] | null {
  const at = namesAt(snapshot, offset);
  if (at === null) return null;
  const { project, path, document } = snapshot;
  const compilation = project.compilation();
  if (refusalOf(compilation, at.targets) !== null) return null;
  const name = nameOf(at.targets[0]!);
  const edits = renameEdits(project, at.targets, `${name}x`, false);
  if ("refused" in edits || edits.length !== referencesTo(compilation, at.targets).length) return null;
  const text = document.getText();
  const alike = edits.every(
    ({ file, span, newText }) => file === path && text.slice(span.start, span.end) === name && newText === `${name}x`,
  );
  return alike ? edits.map(({ span }) => span) : null;
}
