import { verbSynonyms } from "@mlopsc/grammar";
import { isVerb, type StepEntry, stepEntry, steps } from "@mlopsc/vocabulary";
import type { Token } from "./token.ts";

/** All verbs of one and two words, synonyms among them. */
export const verbs: readonly string[] = [...Object.keys(steps), ...Object.keys(verbSynonyms)];
const phrases: ReadonlySet<string> = new Set(verbs);
const firstWords: ReadonlySet<string> = new Set(verbs.map((verb) => verb.split(" ")[0] ?? verb));

export const isVerbPhrase = (phrase: string): boolean => phrases.has(phrase);
export const isVerbStart = (word: string): boolean => firstWords.has(word);

/** The verb that tokens begin with, and what stands behind it; null where there is none. */
export function verbOf(
  tokens: readonly Token[],
): { readonly verb: string; readonly entry: StepEntry; readonly rest: readonly Token[] } | null {
  for (const count of [2, 1]) {
    const written = tokens.slice(0, count).map(({ text }) => text);
    const verb = verbSynonyms[written.join(" ")] ?? written.join(" ");
    if (written.length === count && isVerb(verb)) return { verb, entry: stepEntry(verb), rest: tokens.slice(count) };
  }
  return null;
}
