import type { Declaration } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import { isBlockKind } from "@mlopsc/vocabulary";
import type { Snapshot } from "../workspace/snapshot.ts";
import { defaultHints } from "./default-hints.ts";
import { stepHints } from "./step-hints.ts";

/** What hints tell; an editor's settings name them so. */
export type HintTopic = "types" | "shapes" | "stages" | "defaults";

/** Words that are not in the text, at an offset of the file. */
export interface InlayHint {
  readonly offset: number;
  readonly text: string;
  readonly topic: HintTopic;
  readonly tooltip?: string;
}

export type WantedHints = Readonly<Record<HintTopic, boolean>>;

/** The hints in a part of a file, in order. */
export function inlayHints(snapshot: Snapshot, part: Span, wanted: WantedHints): readonly InlayHint[] {
  const shown = snapshot.syntax.blocks.filter(
    ({ offset, block }) => offset <= part.end && offset + block.text.length >= part.start,
  );
  return shown
    .flatMap((placed) => blockHints(placed, snapshot))
    .filter(({ offset, topic }) => wanted[topic] && offset >= part.start && offset <= part.end)
    .sort((a, b) => a.offset - b.offset);
}

function blockHints(placed: PlacedBlock, { project }: Snapshot): readonly InlayHint[] {
  const { program, analyses } = project.compilation();
  const declaration = declarationOf(placed, program.byKind);
  const defaults = defaultHints(placed.block);
  const transform = declaration === undefined ? undefined : analyses.transforms.get(declaration);
  const rows = transform === undefined ? null : project.knowledge.tableOf(transform.declaration.address);
  const steps = transform === undefined ? [] : stepHints(transform, rows);
  return [...defaults, ...steps].map((hint) => ({ ...hint, offset: placed.offset + hint.offset }));
}

function declarationOf(
  { block }: PlacedBlock,
  byKind: Readonly<Record<string, ReadonlyMap<string, Declaration>>>,
): Declaration | undefined {
  if (block.name === null || !isBlockKind(block.kind.text)) return undefined;
  const found = byKind[block.kind.text]?.get(block.name.text);
  return found?.block === block ? found : undefined;
}
