import type { Declaration, Program } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { BlockSyntax } from "@mlopsc/grammar";
import { isBlockKind } from "@mlopsc/vocabulary";
import { blockAt } from "../syntax/block-at.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { cardMarkdown } from "./card.ts";
import { hoverInBlock } from "./hover-in-block.ts";

export interface Hover {
  readonly markdown: string;
  /** In the file. */
  readonly span: Span;
}

/** What is known of what stands at an offset of a file; null where nothing is. */
export function hoverAt({ project, syntax, path }: Snapshot, offset: number): Hover | null {
  const found = blockAt(syntax, offset);
  if (found === null) return null;
  const { placed, local } = found;
  const { program, analyses } = project.compilation();
  const declaration = declarationOf(placed.block, path, program);
  const hover = hoverInBlock({
    project,
    program,
    analyses,
    knowledge: project.knowledge,
    block: placed.block,
    declaration,
    at: local,
  });
  if (hover === null) return null;
  const { card, span } = hover;
  return {
    markdown: cardMarkdown(card),
    span: { start: placed.offset + span.start, end: placed.offset + span.end },
  };
}

/** What a block declares; null where it has no name, is of no known kind, or another one has its name. */
function declarationOf(block: BlockSyntax, path: string, { byKind }: Program): Declaration | null {
  const { kind, name } = block;
  const found = name === null || !isBlockKind(kind.text) ? undefined : byKind[kind.text].get(name.text);
  return found?.block === block && found.file === path ? found : null;
}
