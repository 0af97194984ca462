import type { CompletionItem } from "../completion-item.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";

/** The number that is being written, with each unit that it may have. */
export function unitItems(units: Readonly<Record<string, string>>, { place }: Question): readonly CompletionItem[] {
  const number = /^\d[\d_]*(?:\.\d[\d_]*)?/.exec(place.word.text)?.[0] ?? "";
  return Object.entries(units).map(([unit, meaning]) => ({
    label: `${number}${unit}`,
    kind: "unit",
    rank: 0,
    origin: meaning,
    snippet: escaped(`${number}${unit}`),
  }));
}
