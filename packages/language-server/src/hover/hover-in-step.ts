import type { AnalysedStep, TableSchema } from "@mlopsc/compiler";
import { type AssignmentSyntax, type ClauseSyntax, type StepSyntax, verbSynonyms } from "@mlopsc/grammar";
import { isVerb, type StepEntry, stepEntry, valueClauses } from "@mlopsc/vocabulary";
import { clauseAt, partAt, touches } from "../syntax/parts-at.ts";
import type { PlacedCard } from "./card.ts";
import { columnCard } from "./cards/column-card.ts";
import { stepCard } from "./cards/step-card.ts";
import { typeWordCard, wordCard } from "./cards/word-cards.ts";
import type { HoverContext } from "./hover-context.ts";
import { hoverInExpression } from "./hover-in-expression.ts";
import { callCard, referenceCard } from "./hover-in-value.ts";

/** What stands at an offset of a transform's step. Columns are told as they stand before it. */
export function hoverInStep(step: StepSyntax, context: HoverContext): PlacedCard | null {
  const { at, declaration, analyses } = context;
  const name = verbSynonyms[step.verb.text] ?? step.verb.text;
  const entry = isVerb(name) ? stepEntry(name) : null;
  const transform = declaration === null ? undefined : analyses.transforms.get(declaration);
  const analysed = transform?.steps.find(({ syntax }) => syntax === step);
  if (touches(step.verb.span, at)) {
    return entry === null ? null : { card: stepCard(name, entry, analysed, context), span: step.verb.span };
  }
  const clause = clauseAt(step.clauses, at);
  if (clause !== undefined) return hoverInClause(clause, entry, analysed, context);
  const assignment = hoverInAssignments(step.assignments, analysed, context);
  if (assignment !== null) return assignment;
  const operand = partAt(step.operands, at);
  if (operand === undefined) return null;
  if (entry?.operands === "table") return referenceCard(operand, ["dataset", "transform"], context);
  return hoverInExpression(operand, analysed?.before ?? null, context);
}

function hoverInAssignments(
  assignments: readonly AssignmentSyntax[],
  analysed: AnalysedStep | undefined,
  context: HoverContext,
): PlacedCard | null {
  for (const { name, value } of assignments) {
    if (touches(name.span, context.at)) {
      const column = analysed?.after.columns.find((each) => each.name === name.text);
      return column === undefined ? null : { card: columnCard(column, context), span: name.span };
    }
    if (touches(value.span, context.at)) return hoverInExpression(value, seen(analysed), context);
  }
  return null;
}

/** The columns before a step, and those that it has made so far: an assignment may read the one before it. */
function seen(analysed: AnalysedStep | undefined): TableSchema | null {
  if (analysed === undefined) return null;
  const { before, after } = analysed;
  const made = after.columns.filter(({ name }) => !before.columns.some((each) => each.name === name));
  return { ...before, columns: [...before.columns, ...made] };
}

function hoverInClause(
  clause: ClauseSyntax,
  step: StepEntry | null,
  analysed: AnalysedStep | undefined,
  context: HoverContext,
): PlacedCard | null {
  const { word, values, assignments } = clause;
  const entry = step?.clauses[word.text.split(" ")[0] ?? ""];
  if (touches(word.span, context.at)) {
    const found = entry === undefined ? valueClauses : { [word.text]: entry };
    return wordCard(word, found);
  }
  const given = assignments?.find(({ value }) => touches(value.span, context.at))?.value;
  const part = given ?? partAt(values, context.at);
  if (part === undefined) return hoverInAssignments(assignments ?? [], analysed, context);
  if (part.node === "name" && (entry?.operands === "type" || entry?.operands === "assignments")) {
    return typeWordCard({ text: part.name, span: part.span });
  }
  const schema = analysed?.before ?? null;
  if (entry?.operands !== "method") return hoverInExpression(part, schema, context);
  return callCard(part, entry.methods ?? {}, { schema, clauses: {} }, context);
}
