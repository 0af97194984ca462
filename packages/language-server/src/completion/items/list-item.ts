import type { CompletionItem } from "../completion-item.ts";
import { hole } from "../snippet.ts";

/** Brackets, in which several of the values stand. */
export const listItem = (documentation: string, rank = 1): CompletionItem => ({
  label: "[…]",
  kind: "value",
  rank,
  snippet: `[${hole(1)}]`,
  filter: "[",
  opensNext: true,
  documentation: () => documentation,
});
