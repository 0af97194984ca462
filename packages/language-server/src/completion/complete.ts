import { wantsOperand } from "../cursor/nesting.ts";
import type { FileSystem } from "../workspace/file-system.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import type { CompletionItem, CompletionList } from "./completion-item.ts";
import { contextsAt } from "./contexts/contexts-at.ts";
import type { CursorContext } from "./cursor-context.ts";
import { itemsOf } from "./items-of.ts";
import { pathItems, pathQuestion } from "./path-completion.ts";
import { type Question, questionAt } from "./question.ts";

/** Characters at which an editor asks by itself, besides those of names. */
export const triggerCharacters: readonly string[] = [" ", "=", ".", "(", '"', "/", "{", "`"];

/**
 * What may be written at an offset of a file, the best first; however broken the file is. Never rejects.
 * @param typed the trigger character that was typed, where that is why the editor asks
 */
export async function completionsAt(
  snapshot: Snapshot,
  offset: number,
  files: Pick<FileSystem, "listFolder">,
  typed: string | null = null,
): Promise<CompletionList> {
  const question = questionAt(snapshot, offset);
  const contexts = contextsAt(question.place);
  const { span } = question.place.word;
  if (typed !== null && !isWelcome(typed, contexts, question)) return { replace: span, items: [] };
  // What takes the place of garbage has nothing in common with it.
  const unfiltered = question.place.word.type === "Garbage" ? { filter: "" } : {};
  const items = contexts.flatMap((context, at) =>
    // What is likelier to be meant comes first, whatever its items are.
    itemsOf(context, question).map((item) => ({ ...item, rank: item.rank + at * 10, ...unfiltered })),
  );
  const text = contexts.find((context) => context.at === "text");
  const path = text === undefined ? null : pathQuestion(text, question);
  const inFolder = path === null ? [] : pathItems(await files.listFolder(path.folder), path);
  return { replace: span, items: distinct([...inFolder, ...items].sort((a, b) => a.rank - b.rank)) };
}

/** Of two items that an editor would show alike the first. */
function distinct(items: readonly CompletionItem[]): readonly CompletionItem[] {
  const seen = new Set<string>();
  return items.filter(({ label, note = "" }) => {
    const shown = `${label}${note}`;
    return !seen.has(shown) && seen.add(shown);
  });
}

/** Whether a list would help right after a character, rather than stand in the way of the next one. */
function isWelcome(typed: string, contexts: readonly CursorContext[], { place }: Question): boolean {
  if (typed === '"' || typed === "/" || typed === "{")
    return place.inside !== null && !contexts.some(({ at }) => at === "instead");
  if (place.inside !== null) return false;
  if (typed !== " ") return true;
  return contexts.some(wantsMore);
}

/** Whether something must follow. At the beginning of a line a list would swallow the line end that comes next. */
function wantsMore(context: CursorContext): boolean {
  switch (context.at) {
    case "words":
      return context.words.some(({ required }) => required);
    case "expression":
    case "figures":
      return wantsOperand(context.levels.at(-1)!);
    default:
      return !beginnings.has(context.at);
  }
}

const beginnings: ReadonlySet<CursorContext["at"]> = new Set([
  ...(["file", "name", "brace", "attributes", "verbs", "fields", "dimensions", "costs", "closing"] as const),
]);
