import type { AnalysedStep, TransformAnalysis } from "@mlopsc/compiler";
import type { Span } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import { blockAt } from "../syntax/block-at.ts";
import type { Snapshot } from "../workspace/snapshot.ts";

export interface TransformAt {
  readonly placed: PlacedBlock;
  readonly analysis: TransformAnalysis;
  readonly steps: readonly AnalysedStep[];
  /** The first and last step that the range touches; both -1 where it touches none. */
  readonly first: number;
  readonly last: number;
}

/** The transform that a range stands in, whose every line is a step on lines of its own. Null elsewhere. */
export function transformAt({ project, syntax }: Snapshot, range: Span): TransformAt | null {
  const at = blockAt(syntax, range.start);
  if (at === null) return null;
  const { placed, local } = at;
  const { program, analyses } = project.compilation();
  const declaration = [...program.byKind.transform.values()].find(({ block }) => block === placed.block);
  const analysis = declaration === undefined ? undefined : analyses.transforms.get(declaration);
  if (analysis === undefined || !isOrdinary(analysis, placed)) return null;
  const { steps } = analysis;
  const end = Math.max(local, Math.min(range.end - placed.offset, placed.block.text.length));
  const touched = ({ syntax: { span } }: AnalysedStep): boolean => span.start <= end && local <= span.end;
  return { placed, analysis, steps, first: steps.findIndex(touched), last: steps.findLastIndex(touched) };
}

/** Whether nothing in it is broken, and no two steps share a line. */
export function isOrdinary({ steps }: TransformAnalysis, { block }: PlacedBlock): boolean {
  const { text, members, problems } = block;
  return (
    problems.length === 0 &&
    steps.length === members.length &&
    steps.every(({ syntax }, at) => syntax === members[at]) &&
    members.every(({ span }) => /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", span.start) + 1, span.start))) &&
    text.trimEnd().split("\n").length > 2
  );
}
