import { nameText } from "@mlopsc/compiler";
import type { Span, TextEdit } from "@mlopsc/diagnostics";
import { diagnosticsByFile } from "../diagnostics/diagnostics-by-file.ts";
import type { Snapshot } from "../workspace/snapshot.ts";
import { freeTableName } from "./free-name.ts";
import { memberLines } from "./member-lines.ts";
import type { Offer, Refactoring } from "./refactoring.ts";
import { type TransformAt, transformAt } from "./transform-at.ts";

/**
 * Selected steps become a transform of their own, which the rest reads: all down to the last selected one, or just these,
 * and those above another one. Where there is a split, no more than the last relational step can go: a row step below it
 * would otherwise no longer be applied to requests.
 */
export const extractTransform: Refactoring = {
  name: "extract-transform",
  kind: "extract",
  offers: (snapshot, range) => {
    const at = range.end > range.start ? transformAt(snapshot, range) : null;
    if (at === null || at.last < 1 || !canEndAt(at) || isDoubtful(snapshot, at)) return [];
    const { program } = snapshot.project.compilation();
    const data = freeTableName(program, `${at.analysis.declaration.name}_data`);
    const down: Part = { name: data, first: 0, last: at.last };
    const offers = [offer(`Extract the steps down to here into transform \`${data}\``, snapshot, at, [down])];
    // Above the second step there is only what is read: that goes along.
    if (at.first < 2) return offers;
    const steps = freeTableName(program, `${at.analysis.declaration.name}_steps`);
    const above: Part = { name: data, first: 0, last: at.first - 1 };
    const just: Part = { name: steps, first: at.first, last: at.last };
    const title = `Extract the selected steps into transform \`${steps}\`, those above into \`${data}\``;
    return [...offers, offer(title, snapshot, at, [above, just])];
  },
};

/** Steps that become a transform, by their places; each part begins with what the one before makes. */
interface Part {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

const offer = (title: string, snapshot: Snapshot, at: TransformAt, parts: readonly Part[]): Offer => ({
  title,
  edits: () => edits(snapshot, at, parts),
});

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
  { placed: { block, offset }, steps }: TransformAt,
  parts: readonly Part[],
): readonly TextEdit[] {
  const linesOf = ({ first, last }: Pick<Part, "first" | "last">): Span => ({
    start: memberLines(block, steps[first]!.syntax).start,
    end: memberLines(block, steps[last]!.syntax).end,
  });
  const fromOf = (part: Part | undefined): readonly string[] => (part ? [`  from ${nameText(part.name)}`] : []);
  const written = parts.map((part, at) => {
    const { start, end } = linesOf(part);
    const head = `transform ${nameText(part.name)} {`;
    return [head, ...fromOf(parts[at - 1]), block.text.slice(start, end), "}\n\n"].join("\n");
  });
  const taken = linesOf({ first: 0, last: parts.at(-1)!.last });
  return [
    { file: path, span: { start: offset, end: offset }, newText: written.join("") },
    {
      file: path,
      span: { start: offset + taken.start, end: offset + taken.end },
      newText: fromOf(parts.at(-1)).join(""),
    },
  ];
}
