import type { ArgumentSyntax, AssignmentSyntax, ClauseSyntax, ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";

/** The widest line; what is wider is broken where it has brackets or assignments to break at. */
export const widest = 100;

/** Where a piece of text will stand. */
export interface Position {
  /** The block's text: leaves are copied from it as written. */
  readonly text: string;
  /** Spaces at the start of the line that the text begins on. */
  readonly indent: number;
  /** The column at which the text begins. */
  readonly column: number;
}

export const spaces = (count: number): string => " ".repeat(Math.max(0, count));
export const written = (text: string, span: { readonly start: number; readonly end: number }): string =>
  text.slice(span.start, span.end);

/** An expression as it should stand, on several lines where it was written so or does not fit. */
export function printExpression(expression: ExpressionSyntax, at: Position): string {
  switch (expression.node) {
    case "number":
    case "text":
    case "date":
    case "timestamp":
    case "boolean":
    case "none":
    case "name":
      return written(at.text, expression.span);
    case "absent":
      return "";
    case "member":
      return `${printExpression(expression.object, at)}.${written(at.text, expression.member.span)}`;
    case "group":
      return `(${printExpression(expression.inner, { ...at, column: at.column + 1 })})`;
    case "unary": {
      const sign = expression.operator === "not" ? "not " : "-";
      return sign + printExpression(expression.operand, { ...at, column: at.column + sign.length });
    }
    case "range":
      return after(printExpression(expression.low, at), "..", expression.high, at);
    case "binary":
      return printBinary(expression, at);
    case "list": {
      const items = expression.items.map((item) => (place: Position) => printExpression(item, place));
      return printItems(
        "[",
        items,
        "]",
        breaksFirst(expression.span.start + 1, expression.items[0]?.span.start, at),
        at,
      );
    }
    case "call": {
      const callee = written(at.text, expression.callee.span);
      const items = expression.arguments.map((item) => (place: Position) => printArgument(item, place));
      const first = expression.arguments[0];
      const isBroken = breaksFirst(expression.callee.span.end, first?.name?.span.start ?? first?.value.span.start, at);
      return callee + printItems("(", items, ")", isBroken, { ...at, column: at.column + callee.length });
    }
    default:
      return expression satisfies never;
  }
}

/** Appends an expression to what stands before it. */
function after(before: string, between: string, expression: ExpressionSyntax, at: Position): string {
  const head = before + between;
  return head + printExpression(expression, { ...at, column: columnBehind(head, at.column) });
}

const columnBehind = (text: string, column: number): number => {
  const lineEnd = text.lastIndexOf("\n");
  return lineEnd < 0 ? column + text.length : text.length - lineEnd - 1;
};

function printBinary(expression: Extract<ExpressionSyntax, { node: "binary" }>, at: Position): string {
  const left = printExpression(expression.left, at);
  const isLogic = expression.operator === "and" || expression.operator === "or";
  const gap = at.text.slice(expression.left.span.end, expression.right.span.start);
  if (!isLogic || !gap.includes("\n")) return after(left, ` ${expression.operator} `, expression.right, at);
  const indent = at.indent + 4;
  const right = printExpression(expression.right, { ...at, column: indent });
  return `${left} ${expression.operator}\n${spaces(indent)}${right}`;
}

const breaksFirst = (open: number, first: number | undefined, at: Position): boolean =>
  first !== undefined && at.text.slice(open, first).includes("\n");

type Item = (at: Position) => string;

function printItems(open: string, items: readonly Item[], close: string, isBroken: boolean, at: Position): string {
  const flat = `${open}${items.map((item) => item({ ...at, column: 0 })).join(", ")}${close}`;
  const fits = at.column + (flat.split("\n", 1)[0] ?? "").length <= widest;
  if (items.length === 0 || (!isBroken && fits)) return flat;
  const indent = at.indent + 2;
  const lines = items.map((item) => `${spaces(indent)}${item({ text: at.text, indent, column: indent })},\n`);
  return `${open}\n${lines.join("")}${spaces(at.indent)}${close}`;
}

function printArgument(argument: ArgumentSyntax, at: Position): string {
  const name = argument.name ? `${written(at.text, argument.name.span)}: ` : "";
  return name + printValue(argument.value, { ...at, column: at.column + name.length });
}

/** An expression with the clauses behind it. */
export function printValue(value: ValueSyntax, at: Position): string {
  return printClauses(printExpression(value.expression, at), value.clauses, at);
}

export function printClauses(before: string, clauses: readonly ClauseSyntax[], at: Position): string {
  let text = before;
  for (const clause of clauses) {
    text += text === "" ? "" : " ";
    text += writtenWord(clause, at.text);
    const entries = entriesOf(clause.values, clause.assignments ?? []);
    entries.forEach((entry, index) => {
      text += index === 0 ? " " : ", ";
      text += printEntry(entry, { ...at, column: columnBehind(text, at.column) });
    });
  }
  return text;
}

/** The words of a clause with single spaces: `by   time` is `by time`. */
function writtenWord(clause: ClauseSyntax, text: string): string {
  const word = written(text, clause.word.span);
  return word.startsWith("`") ? word : word.replace(/\s+/g, " ");
}

export type Entry = ExpressionSyntax | AssignmentSyntax;
const startOf = (entry: Entry): number => ("node" in entry ? entry.span.start : entry.name.span.start);
export const endOfEntry = (entry: Entry): number => ("node" in entry ? entry.span.end : entry.value.span.end);
export { startOf as startOfEntry };

/** Operands and assignments in the order in which they were written. */
export const entriesOf = (operands: readonly ExpressionSyntax[], assignments: readonly AssignmentSyntax[]): Entry[] =>
  [...operands, ...assignments].sort((a, b) => startOf(a) - startOf(b));

export function printEntry(entry: Entry, at: Position): string {
  if ("node" in entry) return printExpression(entry, at);
  const name = `${written(at.text, entry.name.span)} = `;
  return name + printExpression(entry.value, { ...at, column: at.column + name.length });
}
