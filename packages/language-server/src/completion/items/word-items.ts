import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";

/** Words of a table, as they are. */
export const wordItems = ({ words, kind }: Extract<CursorContext, { at: "words" }>): readonly CompletionItem[] =>
  words.map(({ word, documentation, snippet, required = false, opensNext = false }) => ({
    label: word,
    kind,
    rank: required ? 0 : 1,
    origin: required ? "required" : "",
    snippet: snippet ?? word,
    opensNext,
    documentation: () => documentation,
  }));
