import { TextDocument } from "vscode-languageserver-textdocument";
import { completionsAt } from "../../src/completion/complete.ts";
import type { CompletionItem, CompletionList } from "../../src/completion/completion-item.ts";
import { noKnowledge } from "../../src/knowledge/knowledge.ts";
import type { FileSystem } from "../../src/workspace/file-system.ts";
import { createProject } from "../../src/workspace/project.ts";
import { snapshotOf } from "../../src/workspace/snapshot.ts";

/** Somebody at an editor, who types what is new and chooses all else from lists. */
export interface Person {
  /** Types, as if on a keyboard; inside a place to fill in it takes the place of what stands there. */
  readonly type: (text: string) => void;
  /** Takes an item of the list at the cursor: by its label, or the label and what stands right behind it. */
  readonly choose: (label: string) => Promise<void>;
  /** Goes to the next place to fill in, or behind the last. */
  readonly tab: () => void;
  /** Goes to a line of its own at the end of the text. */
  readonly end: () => void;
  readonly text: () => string;
}

interface Hole {
  start: number;
  end: number;
}

export function personAt(files: Pick<FileSystem, "listFolder">): Person {
  const uri = "file:///project/main.mlops";
  const project = createProject("file:///project", noKnowledge);
  let text = "";
  let cursor: Hole = { start: 0, end: 0 };
  /** Places that are still to be filled in, the next one last. */
  let holes: Hole[] = [];
  const replace = ({ start, end }: Hole, added: string): void => {
    text = text.slice(0, start) + added + text.slice(end);
    const shift = added.length - (end - start);
    holes = holes.map((hole) => (hole.start >= end ? { start: hole.start + shift, end: hole.end + shift } : hole));
    cursor = { start: start + added.length, end: start + added.length };
  };
  const list = async (): Promise<CompletionList> => {
    project.set(uri, TextDocument.create(uri, "mlops", 1, text));
    const snapshot = snapshotOf(project, "main.mlops");
    if (snapshot === null) throw new Error("No such file");
    return completionsAt(snapshot, cursor.start, files);
  };
  const insert = ({ label, snippet = label }: CompletionItem, span: Hole): void => {
    const line = text.slice(text.lastIndexOf("\n", span.start - 1) + 1, span.start);
    const indent = /^\s*/.exec(line)?.[0] ?? "";
    const laid = laidOut(snippet.replaceAll("\n", `\n${indent}`));
    replace(span, laid.text);
    const placed = laid.holes.map(({ start, end }) => ({ start: span.start + start, end: span.start + end }));
    holes.push(...placed.reverse());
    if (placed.length > 0) cursor = holes.pop()!;
  };
  return {
    type: (added) => replace(cursor, added),
    choose: async (wanted) => {
      // What was selected is written over.
      if (cursor.end > cursor.start) replace(cursor, "");
      const found = await list();
      const item = found.items.find(({ label, note = "" }) => `${label}${note}` === wanted || label === wanted);
      if (item === undefined)
        throw new Error(`No ${wanted} among ${found.items.map(({ label }) => label).join(", ")} in:\n${text}`);
      insert(item, item.replace ?? found.replace);
    },
    tab: () => {
      cursor = holes.pop() ?? { start: text.length, end: text.length };
    },
    end: () => {
      text = text.trimEnd();
      if (text !== "") text += "\n\n";
      holes = [];
      cursor = { start: text.length, end: text.length };
    },
    text: () => text,
  };
}

/** A snippet without its signs, and where its places are, in the order in which they are filled in. */
function laidOut(snippet: string): { readonly text: string; readonly holes: readonly Hole[] } {
  const holes: { readonly at: number; readonly hole: Hole }[] = [];
  let text = "";
  for (const [piece] of snippet.matchAll(
    /\\[\s\S]|\$\{\d+:(?:\\.|[^}\\])*\}|\$\{\d+\|(?:\\.|[^|\\])*\|\}|\$\d+|[\s\S]/g,
  )) {
    const number = /^\$\{?(\d+)/.exec(piece)?.[1];
    if (number === undefined) text += piece.length === 2 ? piece[1] : piece;
    else {
      const shown = /^\$\{\d+[:|]((?:\\.|[^,|}\\])*)/.exec(piece)?.[1]?.replace(/\\(.)/g, "$1") ?? "";
      holes.push({
        at: number === "0" ? Infinity : Number(number),
        hole: { start: text.length, end: text.length + shown.length },
      });
      text += shown;
    }
  }
  // Behind all of it, where no last place is named.
  if (holes.length > 0 && !holes.some(({ at }) => at === Infinity))
    holes.push({ at: Infinity, hole: { start: text.length, end: text.length } });
  return { text, holes: holes.sort((a, b) => a.at - b.at).map(({ hole }) => hole) };
}
