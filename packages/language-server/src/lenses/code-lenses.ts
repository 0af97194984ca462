import type { Span } from "@mlopsc/diagnostics";
import { type BlockKind, isBlockKind } from "@mlopsc/vocabulary";
import type { Knowledge } from "../knowledge/knowledge.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

/** What a lens tells: what an apply would do, what was measured, where more of it stands, what answers, how much there is. */
export type LensTopic = "plan" | "result" | "report" | "live" | "rows";

/** A line above a block. Which there are costs nothing; their words are made when they come into sight. */
export interface CodeLens {
  /** The block's name, in the file. */
  readonly span: Span;
  readonly address: string;
  readonly topic: LensTopic;
}

/** The lenses of a file, in order. Of what is not known there are none. */
export function codeLenses({ project, syntax }: Snapshot): readonly CodeLens[] {
  return syntax.blocks.flatMap(({ offset, block: { kind, name } }) => {
    if (name === null || !isBlockKind(kind.text)) return [];
    const address = kind.text === "project" ? "project" : `${kind.text}.${name.text}`;
    const span = { start: offset + name.span.start, end: offset + name.span.end };
    return topicsOf(kind.text, address, project.knowledge).map((topic) => ({ span, address, topic }));
  });
}

function topicsOf(kind: BlockKind, address: string, knowledge: Knowledge): readonly LensTopic[] {
  const plan = knowledge.plannedFor(kind === "project" ? null : address) === null ? [] : (["plan"] as const);
  switch (kind) {
    case "model":
    case "ensemble":
      return [...plan, ...(knowledge.modelOf(address) === null ? [] : (["result", "report"] as const))];
    case "deploy":
      return [...plan, ...(knowledge.liveVersions(address).length === 0 ? [] : (["live"] as const))];
    case "dataset":
    case "transform":
      return [...plan, ...(knowledge.tableOf(address) === null ? [] : (["rows"] as const))];
    default:
      return plan;
  }
}
