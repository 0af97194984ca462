import type { TransformAnalysis } from "@mlopsc/compiler";
import type { Span, TextEdit } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import type { Snapshot } from "../workspace/snapshot.ts";
import { memberLines } from "./member-lines.ts";
import { mentionsOf } from "./mentions.ts";
import type { Refactoring } from "./refactoring.ts";
import { isOrdinary, transformAt } from "./transform-at.ts";

/** A transform goes into the one that reads it, where that begins with it and nothing else asks for it. */
export const inlineTransform: Refactoring = {
  name: "inline-transform",
  kind: "inline",
  offers: (snapshot, range) => {
    const at = transformAt(snapshot, range);
    if (at === null || at.analysis.split !== null || !at.analysis.complete) return [];
    const reader = onlyReader(snapshot, at.analysis);
    if (reader === null || !keepsStages(at.analysis, reader.analysis)) return [];
    const title = `Inline into transform \`${reader.analysis.declaration.name}\``;
    return [{ title, edits: () => edits(snapshot, at.placed, reader) }];
  },
};

interface Reader {
  readonly file: string;
  readonly placed: PlacedBlock;
  readonly analysis: TransformAnalysis;
}

function onlyReader({ project }: Snapshot, { declaration }: TransformAnalysis): Reader | null {
  const { files, analyses, program } = project.compilation();
  const [mention, second] = mentionsOf(files, "transform", declaration.name);
  if (mention === undefined || second !== undefined) return null;
  const { file, placed } = mention;
  const reader = [...program.byKind.transform.values()].find(({ block }) => block === placed.block);
  const analysis = reader === undefined ? undefined : analyses.transforms.get(reader);
  const first = placed.block.members[0];
  const isFirst = first !== undefined && first.span.start <= mention.start && mention.start < first.span.end;
  return analysis !== undefined && isFirst && isOrdinary(analysis, placed) ? { file, placed, analysis } : null;
}

/** What runs in the pipeline ran there before: a row step must not become the first below the last relational one. */
function keepsStages(inlined: TransformAnalysis, { split, steps }: TransformAnalysis): boolean {
  const relational = steps.findLastIndex(({ stage }) => stage === "relational");
  return split === null || relational > 0 || inlined.steps.at(-1)?.stage === "relational";
}

function edits({ path, syntax }: Snapshot, { block, offset }: PlacedBlock, reader: Reader): readonly TextEdit[] {
  const [first] = block.members;
  const last = block.members.at(-1);
  const from = reader.placed.block.members[0];
  if (first === undefined || last === undefined || from === undefined) return [];
  const lines = block.text.slice(memberLines(block, first).start, memberLines(block, last).end);
  const place = memberLines(reader.placed.block, from);
  const comments = reader.placed.block.text.slice(place.start, from.span.start).trimEnd();
  return [
    { file: path, span: withGap(syntax.text, offset, offset + block.text.length), newText: "" },
    {
      file: reader.file,
      span: { start: reader.placed.offset + place.start, end: reader.placed.offset + place.end },
      newText: comments === "" ? lines : `${comments}\n${lines}`,
    },
  ];
}

/** With the empty lines below it, or above it at the end of the file. */
function withGap(text: string, start: number, end: number): Span {
  const below = /^\s*/.exec(text.slice(end))?.[0].length ?? 0;
  if (end + below < text.length) return { start, end: end + below };
  const above = text.slice(0, start).trimEnd().length;
  return { start: above, end };
}
