import { commonEnds } from "./common-ends.ts";
import { scanBlocks } from "./scan-blocks.ts";
import type { BlockSyntax, FileSyntax, PlacedBlock } from "./syntax-tree.ts";

/** How many blocks may have gone or changed in a row, before those behind them are not recognised any more. */
const window = 6;

/**
 * The block of the text that begins at an offset, where it is one of the blocks as they were before an edit, and is sure
 * to end where it did. Asked in the order of places.
 */
export function knownBlocks(before: FileSyntax, text: string): (start: number) => BlockSyntax | undefined {
  const { blocks } = before;
  const ends = commonEnds(before.text, text);
  const moved = text.length - before.text.length;
  /** In what both texts begin or end with. */
  const isUntouched = ({ offset, block }: PlacedBlock, start: number): boolean =>
    (start === offset && offset + block.text.length < ends.start) ||
    (start === offset + moved && offset >= before.text.length - ends.end);
  let next = 0;
  return (start) => {
    const last = Math.min(next + window, blocks.length);
    for (let at = next; at < last; at++) {
      const placed = blocks[at]!;
      const { block } = placed;
      const end = start + block.text.length;
      if (!isUntouched(placed, start) && text.slice(start, end) !== block.text) continue;
      if (!isApart(text, end) || !standsAlone(block)) continue;
      next = at + 1;
      return block;
    }
    return undefined;
  };
}

/** Nothing stands on the line behind it: a comment there would belong to the block. */
const isApart = (text: string, end: number): boolean => end === text.length || text[end] === "\n";

const alone: WeakMap<BlockSyntax, boolean> = new WeakMap();

/**
 * Whether the block ends by its own brace in the first column, whatever follows. Even one brace more is then left over;
 * only a text in three quotes could look further.
 */
function standsAlone(block: BlockSyntax): boolean {
  const known = alone.get(block);
  if (known !== undefined) return known;
  const { text } = block;
  const closed = text.endsWith("\n}") && !text.includes('"""');
  const first = closed ? scanBlocks(`${text}\n}`)[0] : undefined;
  const stands = first?.kind === "block" && first.start === 0 && first.end === text.length;
  alone.set(block, stands);
  return stands;
}
