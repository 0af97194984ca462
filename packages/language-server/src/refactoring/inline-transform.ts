import type { Declaration, TransformAnalysis } from "@mlopsc/compiler";
import type { Span, TextEdit } from "@mlopsc/diagnostics";
import type { PlacedBlock } from "@mlopsc/grammar";
import type { Snapshot } from "../workspace/snapshot.ts";
import { memberLines } from "./member-lines.ts";
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
    if (reader === null || !keepsStages(at.analysis, reader)) return [];
    const title = `Inline into transform \`${reader.declaration.name}\``;
    return [{ title, edits: () => edits(snapshot, at.placed, reader.declaration) }];
  },
};

/** The transform that begins with it, where the whole program names it nowhere else. */
function onlyReader({ project }: Snapshot, { declaration }: TransformAnalysis): TransformAnalysis | null {
  const { analyses, resolutions } = project.compilation();
  const named = resolutions
    .flat()
    .filter(({ target }) => target.kind === "block" && target.declaration === declaration);
  const reader = [...analyses.transforms.values()].find(({ sources }) => sources.includes(declaration));
  if (reader === undefined || named.length !== 1 || !isOrdinary(reader, reader.declaration)) return null;
  const from = reader.steps[0]?.syntax.operands[0];
  return from?.node === "name" && from.name === declaration.name ? reader : null;
}

/** What runs in the pipeline ran there before: a row step must not become the first below the last relational one. */
function keepsStages(inlined: TransformAnalysis, { split, steps }: TransformAnalysis): boolean {
  const relational = steps.findLastIndex(({ stage }) => stage === "relational");
  return split === null || relational > 0 || inlined.steps.at(-1)?.stage === "relational";
}

function edits({ path, syntax }: Snapshot, { block, offset }: PlacedBlock, reader: Declaration): readonly TextEdit[] {
  const [first] = block.members;
  const last = block.members.at(-1);
  const from = reader.block.members[0];
  if (first === undefined || last === undefined || from === undefined) return [];
  const place = memberLines(reader.block, from);
  const lines = [
    reader.block.text.slice(place.start, from.span.start).trimEnd(),
    ...block.trivia.leading.map((comment) => `  ${comment.replace(/^##/, "#")}`.trimEnd()),
    block.text.slice(memberLines(block, first).start, memberLines(block, last).end),
  ];
  return [
    { file: path, span: withGap(syntax.text, offset, offset + block.text.length), newText: "" },
    {
      file: reader.file,
      span: { start: reader.offset + place.start, end: reader.offset + place.end },
      newText: lines.filter((line) => line !== "").join("\n"),
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
