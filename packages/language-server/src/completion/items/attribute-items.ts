import type { Member, Word } from "@mlopsc/grammar";
import { type AttributeEntry, type BlockKind, blockEntry } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import { marked } from "../markdown.ts";
import type { Question } from "../question.ts";
import { valueHole } from "../value-hole.ts";

/** Attributes and sections that are not written yet: what must be said first. */
export function attributeItems(kind: BlockKind, { place }: Question): readonly CompletionItem[] {
  const { attributes, sections, oneOf = [] } = blockEntry(kind);
  const written = writtenNames(place);
  const isSettled = (name: string): boolean =>
    oneOf.some((names) => names.includes(name) && names.some((other) => written.has(other)));
  const isWanted = (name: string): boolean => oneOf.some((names) => names.includes(name));
  const left = Object.entries(attributes).filter(([name]) => !written.has(name) && !isSettled(name));
  // A section's word stays one where its brace is written, and an attribute's where `=` is.
  const braced = place.next?.type === "LeftBrace";
  const assigned = place.next?.type === "Assign";
  const items = left.map(([name, entry]): CompletionItem => {
    const wanted = entry.required === true || isWanted(name);
    return { ...attributeItem(name, entry, assigned), rank: wanted ? 0 : 1 };
  });
  const others = Object.entries(sections).filter(([name]) => !written.has(name));
  const blocks = others.map(
    ([name, { documentation }]): CompletionItem => ({
      label: name,
      note: " { … }",
      kind: "section",
      rank: 2,
      snippet: braced ? name : `${name} {\n  $0\n}`,
      opensNext: true,
      documentation: () => documentation,
    }),
  );
  return [...(braced ? [] : items), ...(assigned ? [] : blocks)];
}

function attributeItem(name: string, entry: AttributeEntry, isAssigned: boolean): Omit<CompletionItem, "rank"> {
  const value = valueHole(entry, 1);
  return {
    label: name,
    kind: "attribute",
    origin: entry.required === true ? "required" : entry.default === undefined ? "" : `= ${entry.default}`,
    snippet: isAssigned ? name : `${name} = ${value === "$1" ? "$0" : value}`,
    opensNext: !isAssigned,
    documentation: () => marked(entry),
  };
}

/** Names of attributes and sections of the block, but for the one that the cursor stands in. */
function writtenNames({ placed, word }: Question["place"]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const member of placed?.block.members ?? []) {
    const name = nameOf(member);
    if (name !== null && name.span.start + (placed?.offset ?? 0) !== word.span.start) names.add(name.text);
  }
  return names;
}

/** A line that cannot be read may have its name all the same. */
function nameOf(member: Member): Word | null {
  if (member.node === "broken") return member.head;
  return member.node === "attribute" || member.node === "section" ? member.name : null;
}
