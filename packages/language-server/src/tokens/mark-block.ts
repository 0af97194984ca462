import type { Span } from "@mlopsc/diagnostics";
import type { AssignmentSyntax, BlockSyntax, Member, SectionSyntax, StepSyntax } from "@mlopsc/grammar";
import { verbSynonyms } from "@mlopsc/grammar";
import {
  type AttributeEntry,
  type BlockEntry,
  blockEntry,
  type ClauseEntry,
  isBlockKind,
  isVerb,
  type StepEntry,
  stepEntry,
  tableMeasures,
} from "@mlopsc/vocabulary";
import { type Marks, mark, markExpression, markValue } from "./mark-expression.ts";
import type { Mark } from "./meaning.ts";
import {
  checkScope,
  choiceScope,
  columnScope,
  columnWords,
  dimensionScope,
  dimensionValueScope,
  metricScope,
  type NameScope,
  plainScope,
  scopeOf,
  tableScope,
} from "./name-scope.ts";

/** The words of a block that are more than they are written as, in their order. */
export function markBlock({ text, kind, name, parameter, members }: BlockSyntax): readonly Mark[] {
  const marks: Marks = [];
  const entry = isBlockKind(kind.text) ? blockEntry(kind.text) : null;
  mark(marks, kind.span, "block");
  if (name !== null && isBlockKind(kind.text)) mark(marks, name.span, kind.text, true);
  if (parameter?.type) mark(marks, parameter.type.span, "type");
  if (parameter?.value) markValue(parameter.value, plainScope, marks);
  for (const [at, member] of members.entries()) markMember(member, at, entry, marks);
  for (const span of conditionWords(members, text)) mark(marks, span, "clause");
  return marks.sort((a, b) => a.span.start - b.span.start);
}

function markMember(member: Member, at: number, block: BlockEntry | null, marks: Marks): void {
  switch (member.node) {
    case "attribute": {
      const entry: AttributeEntry | undefined = own(block?.attributes, member.name.text);
      mark(marks, member.name.span, "attribute");
      markValue(member.value, scopeOf(entry?.value), marks, (word) => {
        const clause = own(entry?.clauses, word);
        return clause === undefined ? null : scopeOf(clause.value);
      });
      return;
    }
    case "section":
      mark(marks, member.name.span, "section");
      for (const line of member.members) markLine(line, block, member, marks);
      return;
    case "step":
      markStep(member, at, marks);
      return;
    case "broken":
      if (member.head !== null) mark(marks, member.head.span, block?.body === "steps" ? "step" : "attribute");
      return;
    default:
      markLine(member, block, null, marks);
      return;
  }
}

const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

function markLine(line: Member, block: BlockEntry | null, section: SectionSyntax | null, marks: Marks): void {
  switch (line.node) {
    case "field":
      mark(marks, line.name.span, "column", true);
      if (line.type !== null) mark(marks, line.type.span, "type");
      markClauses(line, () => plainScope, marks);
      return;
    case "condition": {
      const scope = measures(block) ? metricScope : columnScope(null, rowWords);
      markExpression(line.condition, scope, marks);
      markClauses(line, () => wordScope, marks);
      return;
    }
    case "check":
      markExpression(line.call, checkScope, marks);
      if (line.condition !== null) markExpression(line.condition, metricScope, marks);
      return;
    case "dimension":
      mark(marks, line.name.span, "hyperParameter");
      markExpression(line.values, dimensionValueScope, marks);
      if (line.condition !== null) markExpression(line.condition, dimensionScope, marks);
      return;
    case "attribute":
      mark(marks, line.name.span, "attribute");
      markValue(line.value, plainScope, marks);
      return;
    case "broken":
      if (line.head !== null && section !== null) mark(marks, line.head.span, "attribute");
      return;
    default:
      return;
  }
}

/** The `if` of dimensions, which the tree does not keep. */
function conditionWords(members: readonly Member[], text: string): readonly Span[] {
  return members.flatMap((member): readonly Span[] => {
    if (member.node === "section") return conditionWords(member.members, text);
    if (member.node !== "dimension" || member.condition === null) return [];
    const start = text.indexOf("if", member.values.span.end);
    return start < member.condition.span.start ? [{ start, end: start + 2 }] : [];
  });
}

const rowWords: ReadonlySet<string> = new Set(Object.keys(tableMeasures));

/** Whether the conditions of a block are about metrics, as those of a model are, and not about rows. */
const measures = (block: BlockEntry | null): boolean =>
  Object.values(block?.attributes ?? {}).some(({ value }) => value.kind === "metric");

const wordScope: NameScope = { ...plainScope, name: () => "choice" };

function markStep(step: StepSyntax, at: number, marks: Marks): void {
  mark(marks, step.verb.span, "step");
  const verb = own(verbSynonyms, step.verb.text) ?? step.verb.text;
  const entry: StepEntry | null = isVerb(verb) ? stepEntry(verb) : null;
  const columns = columnScope(at, columnWords);
  const operands = entry?.operands === "table" ? tableScope : columns;
  for (const operand of step.operands) markExpression(operand, operands, marks);
  markAssignments(step.assignments, columns, marks);
  markClauses(step, (word) => clauseScope(own(entry?.clauses, word), columns), marks);
}

function clauseScope(entry: ClauseEntry | undefined, columns: NameScope): NameScope {
  switch (entry?.operands) {
    case "method":
      return choiceScope(entry.methods ?? {});
    case "type":
      return { ...plainScope, name: () => "type" };
    case "word":
      return wordScope;
    case "number":
    case "numbers":
      return plainScope;
    default:
      return columns;
  }
}

function markAssignments(assignments: readonly AssignmentSyntax[], scope: NameScope, marks: Marks): void {
  for (const { name, value } of assignments) {
    mark(marks, name.span, "column", true);
    markExpression(value, scope, marks);
  }
}

function markClauses(
  { clauses }: Pick<StepSyntax, "clauses">,
  scopeOfWord: (word: string) => NameScope,
  marks: Marks,
): void {
  for (const { word, values, assignments = [] } of clauses) {
    const scope = scopeOfWord(word.text);
    mark(marks, word.span, "clause");
    for (const value of values) markExpression(value, scope, marks);
    markAssignments(assignments, scope, marks);
  }
}
