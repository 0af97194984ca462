import { type StepSyntax, verbSynonyms } from "@mlopsc/grammar";
import {
  type Entry,
  endOfEntry,
  entriesOf,
  type Position,
  printClauses,
  printEntry,
  spaces,
  startOfEntry,
  widest,
  written,
} from "./print-expression.ts";

/** A step on one line; its assignments one a line where they were written so or do not fit. */
export function printStep(step: StepSyntax, at: Position): string {
  // A verb in backticks is none, and stays as it is.
  const isQuoted = at.text[step.verb.span.start] === "`";
  const verb = isQuoted ? written(at.text, step.verb.span) : (verbSynonyms[step.verb.text] ?? step.verb.text);
  const first = step.clauses[0];
  const firstAssignment = step.assignments[0];
  const isColon = first && firstAssignment && first.span.start < firstAssignment.name.span.start;
  if (!isColon) {
    const head = printEntries(verb, " ", entriesOf(step.operands, step.assignments), step.verb.span.end, at);
    return printClauses(head, step.clauses, at);
  }
  const colon = firstAssignment.name.span.start;
  const before = step.clauses.filter((clause) => clause.span.start < colon);
  const behind = step.clauses.filter((clause) => clause.span.start > colon);
  const operands = printEntries(verb, " ", step.operands, step.verb.span.end, at);
  const head = `${printClauses(operands, before, at)}:`;
  const end = before.at(-1)?.span.end ?? colon;
  return printClauses(printEntries(head, " ", step.assignments, end, at), behind, at);
}

/** @param end the offset behind what stands before the entries */
function printEntries(head: string, between: string, entries: readonly Entry[], end: number, at: Position): string {
  const [first, second] = entries;
  if (!first) return head;
  const below = at.text.slice(end, startOfEntry(first)).includes("\n");
  const apart = second !== undefined && at.text.slice(endOfEntry(first), startOfEntry(second)).includes("\n");
  const column = at.column + head.length + between.length;
  const flat = entries.map((entry) => printEntry(entry, { ...at, column })).join(", ");
  const fits = column + (flat.split("\n", 1)[0] ?? "").length <= widest;
  const isColon = head.endsWith(":");
  if (!apart && fits && !(below && isColon)) return head + between + flat;
  const indent = at.indent + 2;
  const place = { text: at.text, indent, column: indent };
  const lines = entries.map((entry) => printEntry(entry, place));
  // Only behind a colon may the first stand on a line of its own: elsewhere the line would end with the verb.
  const start = isColon ? `${head}\n${spaces(indent)}` : head + between;
  return start + lines.join(`,\n${spaces(indent)}`);
}
