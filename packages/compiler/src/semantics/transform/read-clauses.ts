import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax, StepSyntax } from "@mlopsc/grammar";
import type { StepEntry } from "@mlopsc/vocabulary";
import type { OperandScope } from "../expression/typed-expression.ts";
import { reportUnknown } from "../names/report-unknown.ts";
import { nearlyTwoWords } from "../names/two-words.ts";

export interface Clauses {
  readonly get: (name: string) => ClauseSyntax | undefined;
  /** False where one that is needed is missing, which was reported. */
  readonly complete: boolean;
}

/** The clauses of a step by name; unknown, doubled and missing ones are reported. */
export function readClauses(step: StepSyntax, entry: StepEntry, scope: OperandScope): Clauses {
  const { declaration, reporter } = scope;
  const verb = step.verb.text;
  const known = knownClauses(verb, entry);
  const found = new Map<string, ClauseSyntax>();
  for (const clause of step.clauses) {
    const { word } = clause;
    if (!known.includes(word.text)) {
      const written = nearlyTwoWords(declaration.block.text, word.span.start, known) ?? word;
      reportUnknown(reporter, declaration, written, codes.unknownClause, known, { within: `\`${verb}\`` });
    } else if (found.has(word.text)) {
      reporter.report(declaration, word.span, codes.duplicateClause, { name: word.text });
    } else found.set(word.text, clause);
  }
  let complete = true;
  for (const [clause, { required }] of Object.entries(entry.clauses)) {
    // Of whole rows that are alike it does not matter which one stays.
    const anyRow = verb === "dedupe" && !found.has("by");
    if (required !== true || found.has(clause) || anyRow) continue;
    // A clause that was misspelt, or could not be read, is not also missing.
    const misspelt = step.clauses.some(({ word }) => !known.includes(word.text));
    const broken = declaration.block.problems.some(({ span }) => isWithin(span, step.span));
    if (!misspelt && !broken) {
      reporter.report(declaration, step.verb.span, codes.missingClause, { verb, clause });
    }
    complete = false;
  }
  return { get: (name) => found.get(name), complete };
}

const isWithin = (inner: StepSyntax["span"], outer: StepSyntax["span"]): boolean =>
  inner.start >= outer.start && inner.end <= outer.end;

function knownClauses(verb: string, entry: StepEntry): readonly string[] {
  const names = Object.keys(entry.clauses);
  if (verb === "split test") return names.map((name) => (name === "by" ? "by time" : name));
  return entry.operands === "columns" ? [...names, "except"] : names;
}
