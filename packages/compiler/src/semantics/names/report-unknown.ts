import { type CodeEntry, codes, type Span, type UnknownName } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import type { Declaration } from "../program.ts";
import type { LocalFix, Reporter } from "../reporter.ts";
import { nameText } from "./name-text.ts";
import { nearestName } from "./nearest-name.ts";

/** Reports a name that is not in a table, with what was probably meant as a fix. `synonyms` are no names, but mean one. */
export function reportUnknown<Extra extends object>(
  reporter: Reporter,
  where: Pick<Declaration, "file" | "offset">,
  word: Word,
  entry: CodeEntry<UnknownName & Extra>,
  known: Iterable<string>,
  extra: Extra,
  synonyms: ReadonlyMap<string, string> = new Map(),
): void {
  const names = [...known].filter((name) => !synonyms.has(name));
  const nearest = nearestName(word.text, [...names, ...synonyms.keys()]);
  const suggestion = nearest === null ? null : (synonyms.get(nearest) ?? nearest);
  const isWord = entry.code === codes.unknownVerb.code || entry.code === codes.unknownClause.code;
  const written = suggestion === null || isWord ? suggestion : nameText(suggestion);
  const fixes = suggestion === null ? [] : [replaceName(word.span, suggestion, written ?? suggestion)];
  reporter.report(where, word.span, entry, { name: word.text, suggestion, known: names, ...extra }, { fixes });
}

/** The fix that puts a name in place of what stands there. */
export const replaceName = (span: Span, name: string, text: string = nameText(name)): LocalFix => ({
  title: `Replace with \`${name}\``,
  edits: [{ span, newText: text }],
});
