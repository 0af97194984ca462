import { completionsAt } from "../../src/completion/complete.ts";
import type { CompletionItem, CompletionList } from "../../src/completion/completion-item.ts";
import { plainText } from "../../src/completion/snippet.ts";
import type { Knowledge } from "../../src/knowledge/knowledge.ts";
import { type MarkedProject, markedProject } from "../marked-project.ts";
import { memoryFileSystem } from "../memory-file-system.ts";

export interface Offered {
  readonly project: MarkedProject;
  readonly list: CompletionList;
  readonly labels: readonly string[];
  /** The items as an editor draws them: label and note, then where it comes from. */
  readonly drawn: readonly string[];
  readonly item: (label: string) => CompletionItem;
  /** The text after an item was chosen, with its places left as they are in plain text. */
  readonly chosen: (label: string) => string;
}

/** What is offered at the `<|>` of a text, or of the texts of a project. */
export async function offeredAt(
  given: string | Readonly<Record<string, string>>,
  {
    files = [],
    typed = null,
    knowledge,
  }: { files?: readonly string[]; typed?: string | null; knowledge?: Knowledge } = {},
): Promise<Offered> {
  const project = markedProject(given, knowledge);
  const { snapshot, cursors } = project;
  const disk = memoryFileSystem(new Map(files.map((path) => [`file:///project/${path}`, ""])));
  const list = await completionsAt(snapshot, cursors[0]!, disk, typed);
  const item = (label: string): CompletionItem => {
    const found = list.items.find((each) => each.label === label);
    if (found === undefined) throw new Error(`No ${label} among: ${list.items.map((each) => each.label).join(", ")}`);
    return found;
  };
  return {
    project,
    list,
    labels: list.items.map(({ label }) => label),
    drawn: list.items.map(
      ({ label, note = "", origin = "" }) => `${label}${note}${origin === "" ? "" : `  ${origin}`}`,
    ),
    item,
    chosen: (label) => applied(snapshot.syntax.text, list, item(label)),
  };
}

/** A text in which an item takes its place. */
export function applied(text: string, list: CompletionList, { label, snippet, replace }: CompletionItem): string {
  const { start, end } = replace ?? list.replace;
  return text.slice(0, start) + (snippet === undefined ? label : plainText(snippet)) + text.slice(end);
}
