import type { Compilation } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import { namesTiedTo } from "../names/name-index.ts";
import { type Named, nameOf } from "../names/named.ts";
import { namesAt } from "../names/names-at.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { checkRenaming } from "./check-renaming.ts";
import { type Refusal, refusalOf } from "./refusal.ts";
import { type NameEdit, renameEdits } from "./rename-edits.ts";
import { unreadLine } from "./unread-line.ts";

export interface Renaming {
  readonly edits: readonly NameEdit[];
  /** What whoever renames must change besides. */
  readonly note: string | null;
}

/** The word under the cursor that can be renamed, and as what; null where there is no name. */
export function prepareRename(
  { project, document, ...snapshot }: Snapshot,
  offset: number,
): { readonly span: Span; readonly name: string } | Refusal | null {
  const at = namesAt({ project, document, ...snapshot }, offset);
  if (at === null) return null;
  const refusal = refusalOf(project.compilation(), at.targets);
  if (refusal !== null) return refusal;
  const { start, end } = at.span;
  const isQuoted = document.getText()[start] === "`";
  return { span: isQuoted ? { start: start + 1, end: end - 1 } : at.span, name: nameOf(at.targets[0]!) };
}

/** The edits that give another name to what stands under the cursor, wherever it is named; null where no name is. */
export function rename(snapshot: Snapshot, offset: number, wanted: string): Renaming | Refusal | null {
  const { project } = snapshot;
  const compilation = project.compilation();
  const at = namesAt(snapshot, offset);
  if (at === null) return null;
  const { targets } = at;
  const refusal = refusalOf(compilation, targets);
  if (refusal !== null) return refusal;
  const name = wanted.trim().replace(/^`(.*)`$/u, "$1");
  if (name === "" || /[`\n\r]/.test(name)) {
    return { refused: "A name has at least one character, and neither a backtick nor a new line.", place: null };
  }
  const note = noteOn(compilation, targets);
  if (targets.every((target) => nameOf(target) === name)) return { edits: [], note };
  const unread = unreadLine(compilation, nameOf(targets[0]!));
  if (unread !== null) return unread;
  // Some words, `all` or `true`, are names in backticks only.
  const ways = [false, true].map((quoted) => renameEdits(project, targets, name, quoted));
  let first: Refusal | null = null;
  for (const edits of ways) {
    const found = "refused" in edits ? edits : checkRenaming(project, edits, targets, name);
    if (found === null && !("refused" in edits)) return { edits, note };
    first ??= found;
  }
  return first;
}

/** A column of a schema is found in the data by its name. */
function noteOn(compilation: Compilation, targets: readonly Named[]): string | null {
  const columns = targets.flatMap((target) => (target.kind === "column" ? [target.name] : []));
  const datasets = [...namesTiedTo(compilation, columns)].filter(({ declaration }) => declaration.kind === "dataset");
  const names = [...new Set(datasets.map(({ declaration }) => `\`${declaration.name}\``))];
  return names.length === 0 ? null : `The data of ${names.join(", ")} must have the new name in its header too.`;
}
