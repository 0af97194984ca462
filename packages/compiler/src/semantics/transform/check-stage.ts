import { type CodeEntry, codes } from "@mlopsc/diagnostics";
import type { StepSyntax } from "@mlopsc/grammar";
import { isVerb, stepEntry, type Verb } from "@mlopsc/vocabulary";
import type { Declaration } from "../program.ts";
import type { LocalFix, Reporter } from "../reporter.ts";

/** A step whose verb is known. */
export interface PlacedStep {
  readonly step: StepSyntax;
  readonly verb: Verb;
}

/** Reports a step that stands where its stage does not allow it; true where it stands right. */
export function checkStage(
  { step, verb }: PlacedStep,
  at: number,
  steps: readonly PlacedStep[],
  declaration: Declaration,
  reporter: Reporter,
): boolean {
  const { stage } = stepEntry(verb);
  const split = steps.findIndex((other) => other.verb === "split test");
  const report = reporterAt(step, declaration, reporter);
  if (verb === "from" && at > 0) {
    report(codes.secondFrom, {});
    return false;
  }
  if (stage === "split" && at > split) {
    report(codes.secondSplit, {});
    return false;
  }
  if (stage === "relational" && split >= 0 && at > split) {
    report(codes.relationalBelowSplit, { verb });
    return false;
  }
  if (stage === "fitted" && split < 0) {
    report(codes.fittedWithoutSplit, { verb });
    return false;
  }
  if (stage === "fitted" && at < split) {
    report(codes.fittedAboveSplit, { verb }, splitFix(at, split, steps, declaration));
    return false;
  }
  if (verb === "decompose" && split >= 0) {
    const column = step.operands.map((operand) => (operand.node === "name" ? operand.name : "…")).join(", ");
    report(codes.decomposeLooksAhead, { column });
  }
  return true;
}

const reporterAt =
  ({ verb }: StepSyntax, declaration: Declaration, reporter: Reporter) =>
  <P>(entry: CodeEntry<P>, parameters: P, fixes: readonly LocalFix[] = []): void => {
    reporter.report(declaration, verb.span, entry, parameters, { fixes });
  };

/** Moves the split above the first fitted step, where nothing in between has to stay above it. */
function splitFix(
  at: number,
  split: number,
  steps: readonly PlacedStep[],
  { block }: Declaration,
): readonly LocalFix[] {
  const isFitted = ({ verb }: PlacedStep): boolean => stepEntry(verb).stage === "fitted";
  const first = steps.findIndex(isFitted);
  const between = steps.slice(first, split);
  if (at !== first || between.some(({ verb }) => stepEntry(verb).stage === "relational")) return [];
  const { text } = block;
  const { start, end } = steps[split]!.step.span;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  if (text.slice(lineStart, start).trim() !== "" || lineEnd < 0) return [];
  const target = steps[first]!.step.span.start;
  const indent = text.slice(text.lastIndexOf("\n", target - 1) + 1, target);
  if (indent.trim() !== "") return [];
  const line = text.slice(start, lineEnd).trimEnd();
  return [
    {
      title: "Move `split` above it",
      edits: [
        { span: { start: target, end: target }, newText: `${line}\n${indent}` },
        { span: { start: lineStart, end: lineEnd + 1 }, newText: "" },
      ],
    },
  ];
}

/** The verb's table name; null where there is none. */
export const verbOf = (text: string, synonyms: Readonly<Record<string, Verb>>): Verb | null => {
  const name = Object.hasOwn(synonyms, text) ? synonyms[text]! : text;
  return isVerb(name) ? name : null;
};
