import { type ClauseEntry, columnSorts, type StepEntry, valueClauses } from "@mlopsc/vocabulary";
import type { LineAt } from "../../cursor/line-at.ts";
import { cutAt, nestingOf, wantsOperand } from "../../cursor/nesting.ts";
import { endsOperand, isName, type Token } from "../../cursor/token.ts";
import { isVerbStart, verbOf } from "../../cursor/verb-words.ts";
import type { CursorContext, WordEntry } from "../cursor-context.ts";
import { assignmentContexts } from "./assignment-contexts.ts";
import { typeWords } from "./type-words.ts";
import { valueContexts } from "./value-contexts.ts";

/** In a transform: verbs, what they work on, their clauses, and what stands in these. */
export function stepContexts({ before }: LineAt): readonly CursorContext[] {
  const [first] = before;
  if (first === undefined) return [{ at: "verbs", begun: null }];
  const begun: CursorContext[] = before.length === 1 && isVerbStart(first.text) ? [{ at: "verbs", begun: first }] : [];
  const found = verbOf(before);
  if (found === null) return begun;
  return [...operandContexts(found.verb, found.entry, found.rest), ...begun];
}

function operandContexts(verb: string, entry: StepEntry, rest: readonly Token[]): readonly CursorContext[] {
  const clauses: Readonly<Record<string, ClauseEntry>> = entry.clauses;
  const parts = cutAt(rest, (token, before) => {
    if (token.type === "Colon") return entry.operands === "assignments";
    if (!isName(token)) return false;
    const isFree = before === undefined || endsOperand(before);
    return isFree && (Object.hasOwn(clauses, token.text) || token.text === exceptWord);
  });
  const { word, tokens } = parts.at(-1)!;
  const written = parts.map((part) => part.word?.text);
  const open = Object.keys(clauses).filter((name) => !written.includes(name));
  const levels = nestingOf(tokens);
  const ends = levels.length === 1 && !wantsOperand(levels[0]);
  const left = open.map((name) => clauseWord(name, clauses[name]!));
  const words: CursorContext[] = left.length > 0 ? [{ at: "words", kind: "word", words: left }] : [];
  if (word === null || word.type === "Colon") {
    const operand = operandOf(verb, entry, tokens);
    const mayFollow = ends || ((entry.operands === "none" || entry.operands === "assignments") && tokens.length === 0);
    const except = ends && isSort(tokens) && !written.includes(exceptWord) ? [exceptClause] : [];
    return [...operand, ...(mayFollow && word === null ? [...words, ...except] : [])];
  }
  if (word.text === exceptWord) return ends ? words : [columnsOf(levels, false)];
  const clause = clauses[word.text]!;
  const [second, ...others] = tokens;
  if (clause.second !== undefined && second === undefined) return [secondWord(clause)];
  const inClause = clause.second !== undefined && second?.text === clause.second ? others : tokens;
  return [...clauseContexts(word.text, clause, inClause, rest), ...(ends && inClause.length > 0 ? words : [])];
}

const exceptWord = Object.keys(valueClauses)[0] as "except";
const exceptClause: CursorContext = {
  at: "words",
  kind: "word",
  words: [{ word: exceptWord, documentation: valueClauses.except, snippet: `${exceptWord} `, opensNext: true }],
};
const isSort = ([token, ...more]: readonly Token[]): boolean =>
  more.length === 0 && token !== undefined && Object.hasOwn(columnSorts, token.text);

const clauseWord = (word: string, { documentation, required, second }: ClauseEntry): WordEntry => ({
  word: second === undefined ? word : `${word} ${second}`,
  documentation,
  snippet: second === undefined ? `${word} ` : `${word} ${second} `,
  required: required === true,
  opensNext: true,
});

const secondWord = ({ second = "", documentation }: ClauseEntry): CursorContext => ({
  at: "words",
  kind: "word",
  words: [{ word: second, documentation, snippet: `${second} `, opensNext: true }],
});

const columnsOf = (levels: ReturnType<typeof nestingOf>, sorts: boolean): CursorContext => {
  const { items } = levels.at(-1)!;
  return { at: "columns", of: { table: "step" }, sorts: sorts && items.length === 0, written: items };
};

function operandOf(
  verb: string,
  { operands, assigns = "expression", example }: StepEntry,
  tokens: readonly Token[],
): readonly CursorContext[] {
  const levels = nestingOf(tokens);
  const open = wantsOperand(levels.at(-1)!);
  switch (operands) {
    case "none":
      return [];
    case "table":
      return open ? [{ at: "tables", verb }] : [];
    case "columns":
      return open ? [columnsOf(levels, true)] : [];
    case "sortKeys":
      return open ? [columnsOf(levels, false)] : [];
    case "assignments":
      return assignmentContexts(assigns, tokens);
    case "expression":
      return [{ at: "expression", of: { table: "step" }, grammar: "row", levels, condition: true }];
    case "amount":
      return open ? [{ at: "value", value: amountValue, name: verb, ...noCall, default: amountIn(example) }] : [];
    case "text":
      return open ? [{ at: "value", value: { kind: "text" }, name: verb, ...noCall, default: '"""$1"""' }] : [];
  }
}

const noCall = { callee: null, items: [], inList: false } as const;

const amountValue = { kind: "either", of: [{ kind: "percent" }, { kind: "int" }, { kind: "duration" }] } as const;
/** The first share in the verb's own example. */
const amountIn = (example: string): string | null => /\d[\w.]*%/.exec(example)?.[0] ?? null;

function clauseContexts(
  word: string,
  clause: ClauseEntry,
  tokens: readonly Token[],
  line: readonly Token[],
): readonly CursorContext[] {
  const levels = nestingOf(tokens);
  const level = levels.at(-1)!;
  const open = wantsOperand(level);
  switch (clause.operands) {
    case "columns":
    case "column":
    case "sortKeys":
      return open ? [columnsOf(levels, false)] : [];
    case "onKeys":
      return open
        ? [{ at: "columns", of: { table: "joined", name: line[0]?.text ?? "" }, sorts: false, written: level.items }]
        : [];
    case "type":
      return open ? [typeWords] : [];
    case "assignments":
      return assignmentContexts(clause.assigns ?? "expression", tokens);
    case "method":
      return valueContexts({ value: { kind: "choice", options: clause.methods ?? {} }, name: word }, levels);
    case "number":
    case "numbers":
      return open ? [{ at: "value", value: lengthValue, name: word, ...noCall, default: null }] : [];
    case "word":
      return [];
  }
}

const lengthValue = { kind: "either", of: [{ kind: "int" }, { kind: "duration" }] } as const;
