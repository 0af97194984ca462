import type { Span, TextEdit } from "@mlopsc/diagnostics";
import type { AttributeSyntax, Member, SectionSyntax } from "@mlopsc/grammar";
import { blockEntry, isBlockKind } from "@mlopsc/vocabulary";
import { blockAt } from "../syntax/block-at.ts";
import { memberLines, standApart } from "./member-lines.ts";
import type { Refactoring } from "./refactoring.ts";

/** The attributes and sections of a block, in the order of the reference. */
export const sortAttributes: Refactoring = {
  name: "sort-attributes",
  kind: "rewrite",
  offers: ({ path, syntax }, range) => {
    const at = blockAt(syntax, range.start);
    if (at === null || at.placed.block.problems.length > 0 || !standApart(at.placed.block)) return [];
    const { block, offset } = at.placed;
    const sorted = inOrder(block.kind.text, block.members);
    if (sorted === null || sorted.every((member, place) => member === block.members[place])) return [];
    const edits = (): readonly TextEdit[] => {
      const lines = block.members.map((member) => memberLines(block, member));
      const moved = sorted.map((member) => memberLines(block, member));
      return lines.flatMap((to, place) => {
        const from = moved[place] as Span;
        if (to === from || to.start === from.start) return [];
        const span = { start: offset + to.start, end: offset + to.end };
        return [{ file: path, span, newText: block.text.slice(from.start, from.end) }];
      });
    };
    return [{ title: "Sort attributes and sections", edits }];
  },
};

/** Null where a member is of another sort, or not in the tables. */
function inOrder(kind: string, members: readonly Member[]): readonly Member[] | null {
  if (!isBlockKind(kind)) return null;
  const { attributes, sections } = blockEntry(kind);
  const order = [...Object.keys(attributes), ...Object.keys(sections).map((name) => `${name} {`)];
  const named = members.filter((member): member is AttributeSyntax | SectionSyntax =>
    ["attribute", "section"].includes(member.node),
  );
  const placeOf = (member: (typeof named)[number]): number =>
    order.indexOf(member.node === "section" ? `${member.name.text} {` : member.name.text);
  if (named.length < members.length || named.some((member) => placeOf(member) < 0)) return null;
  return [...named].sort((a, b) => placeOf(a) - placeOf(b));
}
