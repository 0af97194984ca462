import type { StepSyntax } from "@mlopsc/grammar";
import { stepEntry, type Verb } from "@mlopsc/vocabulary";
import type { Declaration } from "../program.ts";
import type { LocalFix } from "../reporter.ts";
import type { PlacedStep } from "./placed-step.ts";

/** Moves the split above the first fitted step, where nothing in between has to stay above it. */
export function splitAbove(
  at: number,
  split: number,
  steps: readonly PlacedStep[],
  { block }: Declaration,
): readonly LocalFix[] {
  const first = steps.findIndex(({ verb }) => stepEntry(verb).stage === "fitted");
  const between = steps.slice(first, split);
  if (at !== first || between.some(({ verb }) => stepEntry(verb).stage === "relational")) return [];
  const line = lineOf(block.text, steps[split]!.step);
  const target = steps[first]!.step.span.start;
  const indent = block.text.slice(block.text.lastIndexOf("\n", target - 1) + 1, target);
  if (line === null || indent.trim() !== "") return [];
  return moved("above", line, { at: target, newText: `${line.text}\n${indent}` });
}

/** Moves the split below the last relational step, where what stands in between may stand above it and keeps its columns. */
export function splitBelow(
  at: number,
  split: number,
  steps: readonly PlacedStep[],
  { block }: Declaration,
): readonly LocalFix[] {
  const last = steps.findLastIndex(({ verb }) => stepEntry(verb).stage === "relational");
  const between = steps.slice(split + 1, last + 1);
  if (at !== last || !between.every(({ verb }) => keepsColumns.has(verb))) return [];
  const [line, above] = [lineOf(block.text, steps[split]!.step), lineOf(block.text, steps[last]!.step)];
  if (line === null || above === null) return [];
  return moved("below", line, { at: above.end, newText: `${line.indent}${line.text}\n` });
}

/** Steps above which a split may stand as well as below, whichever columns it names. */
const keepsColumns: ReadonlySet<Verb> = new Set<Verb>([
  "join",
  "inner join",
  "union",
  "dedupe",
  "sort",
  "sample",
  "lag",
  "rolling",
  "filter",
]);

interface Line {
  readonly start: number;
  /** Behind the line end. */
  readonly end: number;
  readonly indent: string;
  /** With the comment behind it. */
  readonly text: string;
}

/** The line of a step that shares it with no other. */
function lineOf(text: string, { span: { start, end } }: StepSyntax): Line | null {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const indent = text.slice(lineStart, start);
  if (indent.trim() !== "" || lineEnd < 0) return null;
  return { start: lineStart, end: lineEnd + 1, indent, text: text.slice(start, lineEnd).trimEnd() };
}

const moved = (
  where: "above" | "below",
  { start, end }: Line,
  put: { readonly at: number; readonly newText: string },
): readonly LocalFix[] => [
  {
    title: `Move \`split\` ${where} it`,
    edits: [
      { span: { start: put.at, end: put.at }, newText: put.newText },
      { span: { start, end }, newText: "" },
    ],
  },
];
