import type { FileSyntax, Member, PlacedBlock } from "@mlopsc/grammar";

/** The block that an offset of its file stands in or touches, and the offset inside it. */
export function blockAt(
  { blocks }: FileSyntax,
  offset: number,
): { readonly placed: PlacedBlock; readonly local: number } | null {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((blocks[middle] as PlacedBlock).offset <= offset) low = middle + 1;
    else high = middle;
  }
  const placed = blocks[low - 1];
  if (placed === undefined || offset > placed.offset + placed.block.text.length) return null;
  return { placed, local: offset - placed.offset };
}

/** The members that an offset of the block stands in or touches, the outermost first: a section, then its line. */
export function membersAt(members: readonly Member[], local: number): readonly Member[] {
  const found = members.find(({ span }) => span.start <= local && local <= span.end);
  if (found === undefined) return [];
  return found.node === "section" ? [found, ...membersAt(found.members, local)] : [found];
}
