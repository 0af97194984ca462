import type { TextEdit } from "@mlopsc/diagnostics";
import type { FileSyntax, PlacedBlock } from "@mlopsc/grammar";
import { sketchBlock } from "../tokens/sketch.ts";
import type { Refactoring } from "./refactoring.ts";

/** The blocks of a file, each below those that it reads; what is in order already stays where it is. */
export const sortBlocks: Refactoring = {
  name: "sort-blocks",
  kind: "sort",
  offers: ({ path, syntax }) => {
    const { blocks, problems } = syntax;
    if (problems.length > 0 || blocks.some(({ block }) => block.problems.length > 0)) return [];
    const sources = sourcesOf(blocks);
    const sorted = isInOrder(blocks, sources) ? null : inDataFlow(blocks, sources);
    if (sorted === null) return [];
    return [{ title: "Sort blocks in the order of the data", edits: () => edits(path, syntax, sorted) }];
  },
};

type Sources = (placed: PlacedBlock) => readonly PlacedBlock[];

function isInOrder(blocks: readonly PlacedBlock[], sources: Sources): boolean {
  const above = new Set<PlacedBlock>();
  return blocks.every((placed) => {
    const isBelow = sources(placed).every((source) => above.has(source));
    above.add(placed);
    return isBelow;
  });
}

/** One block after the other, each behind what it reads; null where one reads itself over others. */
function inDataFlow(blocks: readonly PlacedBlock[], sources: Sources): readonly PlacedBlock[] | null {
  const sorted = new Set<PlacedBlock>();
  const begun = new Set<PlacedBlock>();
  const add = (placed: PlacedBlock): boolean => {
    if (begun.has(placed)) return sorted.has(placed);
    begun.add(placed);
    const isDone = sources(placed).every(add);
    sorted.add(placed);
    return isDone;
  };
  return blocks.every(add) ? [...sorted] : null;
}

/** The blocks of the file that one of them mentions. */
function sourcesOf(blocks: readonly PlacedBlock[]): Sources {
  const byAddress = new Map(
    blocks.map((placed) => [addressOf(placed.block.kind.text, placed.block.name?.text ?? ""), placed]),
  );
  return (placed) =>
    sketchBlock(placed.block).flatMap(({ meaning }) => {
      if (typeof meaning === "string") return [];
      const kinds = [...meaning.to, "param"];
      const found = kinds
        .map((kind) => byAddress.get(addressOf(kind, meaning.name)))
        .find((each) => each !== undefined);
      return found === undefined || found === placed ? [] : [found];
    });
}

const addressOf = (kind: string, name: string): string => `${kind}.${name}`;

/** Blocks change places; what stands between places stays. A comment that stands alone above a block goes with it. */
function edits(path: string, { text, blocks }: FileSyntax, sorted: readonly PlacedBlock[]): readonly TextEdit[] {
  const startOf = (placed: PlacedBlock): number => {
    const before = blocks[blocks.indexOf(placed) - 1];
    if (before === undefined) return placed.offset;
    const from = before.offset + before.block.text.length;
    return from + (/^\s*/.exec(text.slice(from, placed.offset))?.[0].length ?? 0);
  };
  const endOf = ({ offset, block }: PlacedBlock): number => offset + block.text.length;
  return blocks.flatMap((placed, at) => {
    const moved = sorted[at] as PlacedBlock;
    if (moved === placed) return [];
    const span = { start: startOf(placed), end: endOf(placed) };
    return [{ file: path, span, newText: text.slice(startOf(moved), endOf(moved)) }];
  });
}
