import type { AnalysedStep } from "@mlopsc/compiler";
import type { TextEdit } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { Snapshot } from "../workspace/snapshot.ts";
import { memberLines } from "./member-lines.ts";
import type { Offer, Refactoring } from "./refactoring.ts";
import { type TransformAt, transformAt } from "./transform-at.ts";

/** The split changes places with the row step above or below it: both may stand on either side. */
export const moveSplit: Refactoring = {
  name: "move-split",
  kind: "move",
  offers: (snapshot, range) => {
    const at = transformAt(snapshot, range);
    if (at === null || at.first < 0 || at.first !== at.last || at.steps[at.first]?.stage !== "split") return [];
    return [offer("up", -1, snapshot, at), offer("down", 1, snapshot, at)].flat();
  },
};

function offer(word: string, by: -1 | 1, snapshot: Snapshot, at: TransformAt): readonly Offer[] {
  const [split, other] = [at.steps[at.first], at.steps[at.first + by]];
  if (split === undefined || other?.stage !== "row") return [];
  if (!namesOf(split).every((name) => isSameOnBothSides(name, other))) return [];
  const verb = other.syntax.verb.text;
  const title = `Move the split ${word}, ${by < 0 ? "above" : "below"} \`${verb}\``;
  const [upper, lower] = by < 0 ? [other, split] : [split, other];
  return [{ title, edits: () => exchanged(snapshot, at, upper, lower) }];
}

/** Whether a step neither makes, changes nor takes away a column. */
function isSameOnBothSides(name: string, { before, after }: AnalysedStep): boolean {
  const [left, right] = [before, after].map(({ columns }) => columns.find((column) => column.name === name));
  return left !== undefined && right !== undefined && left.origin === right.origin;
}

const namesOf = ({ syntax: { clauses } }: AnalysedStep): readonly string[] =>
  clauses.flatMap(({ values }) => values.flatMap(namesIn));

const namesIn = (expression: ExpressionSyntax): readonly string[] => {
  if (expression.node === "name") return [expression.name];
  return expression.node === "list" ? expression.items.flatMap(namesIn) : [];
};

function exchanged(
  { path }: Snapshot,
  { placed: { block, offset } }: TransformAt,
  upper: AnalysedStep,
  lower: AnalysedStep,
): readonly TextEdit[] {
  const [above, below] = [memberLines(block, upper.syntax), memberLines(block, lower.syntax)];
  const put = (to: typeof above, from: typeof above): TextEdit => ({
    file: path,
    span: { start: offset + to.start, end: offset + to.end },
    newText: block.text.slice(from.start, from.end),
  });
  return [put(above, below), put(below, above)];
}
