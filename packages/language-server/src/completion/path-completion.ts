import type { Span } from "@mlopsc/diagnostics";
import type { FolderEntry } from "../workspace/file-system.ts";
import type { CompletionItem } from "./completion-item.ts";
import type { TextContext } from "./cursor-context.ts";
import type { Question } from "./question.ts";
import { escaped } from "./snippet.ts";

/** A folder to look into for the path that is being written in quotes. */
export interface PathQuestion {
  /** URI. */
  readonly folder: string;
  /** The last part of the path. */
  readonly replace: Span;
  readonly begun: string;
  /** What reads the files: those that are named so come first. */
  readonly reader: string;
}

/** Null where no path stands in the quotes, or its folder is not known. */
export function pathQuestion(
  { value, callee }: TextContext,
  { place, snapshot, program }: Question,
): PathQuestion | null {
  const { inside, offset } = place;
  if (inside === null || value === null || !("holds" in value) || value.holds === undefined) return null;
  const { text } = snapshot.syntax;
  const written = text.slice(inside.start + 1, offset);
  // Of a command line each word may be a path.
  const path = value.holds === "path" ? written : (/\S*$/.exec(written)?.[0] ?? "");
  const slash = path.lastIndexOf("/");
  const names = [...path.slice(0, slash + 1).matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  if (path.slice(slash + 1).includes("{")) return null;
  const values = names.map((name) => program.parameters.get(name)?.value);
  if (values.some((each) => each === undefined || each === null)) return null;
  const resolved = path.slice(0, slash + 1).replace(/\{([^{}]*)\}/g, () => String(values.shift()));
  const folder = folderOf(resolved, snapshot.project.folder);
  const rest = /^[^/"\s]*/.exec(text.slice(offset, Math.max(offset, inside.end)))?.[0].length ?? 0;
  const begun = path.slice(slash + 1);
  return folder === null
    ? null
    : { folder, begun, replace: { start: offset - begun.length, end: offset + rest }, reader: callee ?? "" };
}

function folderOf(path: string, project: string): string | null {
  if (/[*?]|:\/\//.test(path)) return null;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  const encoded = parts.map(encodeURIComponent);
  if (path.startsWith("/")) return `file:///${encoded.join("/")}`;
  if (project === "") return null;
  const base = project.split("/");
  for (const part of encoded) {
    if (part === "..") base.pop();
    else base.push(part);
  }
  return base.join("/");
}

/** What is in the folder: what the reader reads first, and what is hidden only where a dot is written. */
export function pathItems(entries: readonly FolderEntry[], asked: PathQuestion): readonly CompletionItem[] {
  const shown = entries.filter(({ name }) => !name.startsWith(".") || asked.begun.startsWith("."));
  const sorted = [...shown].sort((a, b) => (a.name < b.name ? -1 : 1));
  return sorted.map(({ name, isFolder }) => ({
    label: isFolder ? `${name}/` : name,
    kind: isFolder ? "folder" : "file",
    rank: isFolder ? 1 : isReadBy(name, asked.reader) ? 0 : 2,
    replace: asked.replace,
    snippet: escaped(isFolder ? `${name}/` : name),
    filter: name,
    opensNext: isFolder,
  }));
}

const isReadBy = (name: string, reader: string): boolean => reader !== "" && name.toLowerCase().includes(`.${reader}`);
