import { type CodeEntry, codes } from "@mlopsc/diagnostics";
import type { StepSyntax } from "@mlopsc/grammar";
import { isVerb, stepEntry, type Verb } from "@mlopsc/vocabulary";
import type { Declaration } from "../program.ts";
import type { LocalFix, Reporter } from "../reporter.ts";
import { splitAbove, splitBelow } from "./move-split.ts";
import type { PlacedStep } from "./placed-step.ts";

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
    report(codes.relationalBelowSplit, { verb }, splitBelow(at, split, steps, declaration));
    return false;
  }
  if (stage === "fitted" && split < 0) {
    report(codes.fittedWithoutSplit, { verb });
    return false;
  }
  if (stage === "fitted" && at < split) {
    report(codes.fittedAboveSplit, { verb }, splitAbove(at, split, steps, declaration));
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

/** The verb's table name; null where there is none. */
export const verbOf = (text: string, synonyms: Readonly<Record<string, Verb>>): Verb | null => {
  const name = Object.hasOwn(synonyms, text) ? synonyms[text]! : text;
  return isVerb(name) ? name : null;
};
