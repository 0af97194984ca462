import { type BlockEntry, blockEntry, blocks, isBlockKind, type SectionEntry } from "@mlopsc/vocabulary";

/** What the lines in braces are. */
export type Body = "header" | "attributes" | "steps" | SectionEntry["lines"];

/** What the lines are where these braces are open: the block's kind, then sections. */
export function bodyAt(braces: readonly string[]): Body {
  const [kind] = braces;
  if (kind === undefined) return "header";
  const section = sectionAt(braces);
  if (section !== undefined) return section.lines;
  return braces.length > 1
    ? "conditions"
    : isBlockKind(kind) && blockEntry(kind).body !== "steps"
      ? "attributes"
      : "steps";
}

/** The section of the innermost braces, of whichever block it is. */
export function sectionAt([kind = "", ...sections]: readonly string[]): SectionEntry | undefined {
  const name = sections.at(-1);
  if (name === undefined) return undefined;
  const own = isBlockKind(kind) ? blockEntry(kind).sections : {};
  if (Object.hasOwn(own, name)) return own[name];
  return entries.find(({ sections: others }) => Object.hasOwn(others, name))?.sections[name];
}

const entries: readonly BlockEntry[] = Object.values(blocks);
