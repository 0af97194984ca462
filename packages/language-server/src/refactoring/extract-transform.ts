import { nameText } from "@mlopsc/compiler";
import type { TextEdit } from "@mlopsc/diagnostics";
import { diagnosticsByFile } from "../diagnostics/diagnostics-by-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { freeTableName } from "./free-name.ts";
import { memberLines } from "./member-lines.ts";
import type { Refactoring } from "./refactoring.ts";
import { type TransformAt, transformAt } from "./transform-at.ts";

/**
 * The steps from the first to the last selected one become a transform of their own, which the rest reads. Where there is a
 * split, no more than the last relational step can go: a row step below it would otherwise no longer be applied to requests.
 */
export const extractTransform: Refactoring = {
  name: "extract-transform",
  kind: "extract",
  offers: (snapshot, range) => {
    const at = range.end > range.start ? transformAt(snapshot, range) : null;
    if (at === null || at.last < 1 || !canEndAt(at) || isDoubtful(snapshot, at)) return [];
    const name = freeTableName(snapshot.project.compilation().program, `${at.analysis.declaration.name}_data`);
    return [
      { title: `Extract the steps down to here into transform \`${name}\``, edits: () => edits(snapshot, at, name) },
    ];
  },
};

function canEndAt({ steps, last, analysis }: TransformAt): boolean {
  const split = steps.findIndex(({ stage }) => stage === "split");
  const relational = steps.findLastIndex(({ stage }) => stage === "relational");
  const end = split < 0 ? steps.length - 2 : relational;
  return analysis.complete && last <= end && steps.every(({ stage }) => stage !== null);
}

/** Whether something is told of a step: what it says may hang on steps that would then stand elsewhere. */
function isDoubtful({ project, path }: Snapshot, { placed: { offset }, steps, last }: TransformAt): boolean {
  const [start, end] = [offset + steps[0]!.syntax.span.start, offset + steps[last]!.syntax.span.end];
  const found = diagnosticsByFile(project.compilation()).get(path) ?? [];
  return found.some(({ place: { span } }) => start <= span.start && span.end <= end);
}

function edits(
  { path }: Snapshot,
  { placed: { block, offset }, steps, last }: TransformAt,
  name: string,
): readonly TextEdit[] {
  const from = memberLines(block, steps[0]!.syntax);
  const span = { start: from.start, end: memberLines(block, steps[last]!.syntax).end };
  const moved = block.text.slice(span.start, span.end);
  return [
    { file: path, span: { start: offset, end: offset }, newText: `transform ${nameText(name)} {\n${moved}\n}\n\n` },
    {
      file: path,
      span: { start: offset + span.start, end: offset + span.end },
      newText: `  from ${nameText(name)}`,
    },
  ];
}
