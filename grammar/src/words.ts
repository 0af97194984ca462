import {
  blockEntry,
  blocks,
  isBlockKind,
  isVerb,
  type SectionEntry,
  type StepEntry,
  stepEntry,
  steps,
} from "@mlopsc/vocabulary";

/** What a line may be, by where it stands. */
export type BodyKind = "attributes" | "steps" | Exclude<SectionEntry["lines"], "amounts">;

/** `left join` is what `join` is; formatting writes `join`. */
export const verbSynonyms: Readonly<Record<string, keyof typeof steps>> = { "left join": "join" };

const verbs: ReadonlySet<string> = new Set([...Object.keys(steps), ...Object.keys(verbSynonyms)]);
const firstWords: ReadonlySet<string> = new Set([...verbs].map((verb) => verb.split(" ")[0] ?? verb));
const sectionBodies: ReadonlyMap<string, BodyKind> = new Map(
  Object.keys(blocks)
    .flatMap((kind) => Object.entries(isBlockKind(kind) ? blockEntry(kind).sections : {}))
    .map(([name, { lines }]) => [name, lines === "amounts" ? "attributes" : lines]),
);

/** Clauses that take no value: after them a word begins the next clause. */
export const flagClauses: ReadonlySet<string> = new Set(["pii"]);

/** Every word that begins a clause somewhere. Elsewhere it is a name like any other. */
export const clauseWords: ReadonlySet<string> = new Set([
  "on",
  "where",
  "by",
  "for",
  "except",
  "else",
  "if",
  "with",
  "format",
  "pii",
  "as",
  ...Object.keys(steps).flatMap((verb) => (isVerb(verb) ? Object.keys(stepEntry(verb).clauses) : [])),
  ...Object.keys(blocks).flatMap((kind) =>
    isBlockKind(kind)
      ? Object.values(blockEntry(kind).attributes).flatMap((attribute) => Object.keys(attribute.clauses ?? {}))
      : [],
  ),
]);

export const isVerbPhrase = (phrase: string): boolean => verbs.has(phrase);
export const isVerbStart = (word: string): boolean => firstWords.has(word);
/** The entry of a verb or of what it is a synonym of. */
export function verbEntry(verb: string): StepEntry | undefined {
  const name = verbSynonyms[verb] ?? verb;
  return isVerb(name) ? stepEntry(name) : undefined;
}

/** What the lines in a block's braces are; a block of an unknown kind may hold anything, so its lines are read as steps. */
export const bodyOfBlock = (kind: string): BodyKind =>
  isBlockKind(kind) && blockEntry(kind).body !== "steps" ? "attributes" : "steps";
/** What the lines of a section are, whichever block it stands in; of an unknown one, conditions. */
export const bodyOfSection = (name: string): BodyKind => sectionBodies.get(name) ?? "conditions";
/** True where a block of this kind has the section. */
export const hasSection = (kind: string, name: string): boolean =>
  isBlockKind(kind) && Object.hasOwn(blockEntry(kind).sections, name);
