import { familyOf } from "@mlopsc/compiler";
import { functionEntry } from "@mlopsc/vocabulary";
import { type Level, wantsOperand } from "../../cursor/nesting.ts";
import { columnsAt } from "../columns-at.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { ExpressionContext } from "../cursor-context.ts";
import { type Expected, expectedAt, fits } from "../expected-kind.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";
import { boundItems, dateItem } from "./bound-items.ts";
import { columnItem } from "./column-items.ts";
import { aggregateItems, functionItems, measureItems } from "./function-items.ts";
import { parameterItems } from "./value-items.ts";

/** What may stand in an expression over columns: what has the right type first. */
export function expressionItems(context: ExpressionContext, question: Question): readonly CompletionItem[] {
  const { grammar, levels, of, condition } = context;
  const level = levels.at(-1)!;
  if (!wantsOperand(level)) return condition && level.kind !== "call" ? connectives : [];
  const { columns } = columnsAt(of, question);
  const expected = expectedAt(levels, columns);
  const isAggregate = grammar === "aggregate" && levels.length === 1;
  // Nothing but an aggregate may stand there.
  if (isAggregate) return aggregateItems(question);
  if (level.tail.at(-1)?.type === "In" && expected?.type !== undefined) return boundItems(expected.type);
  const isLeft = condition && level.tail.length === 0 && level.kind !== "call";
  const ranked = columns.map((column) =>
    columnItem(column, column.type === null || fits(column.type.kind, expected) ? 1 : 4, question),
  );
  const special = grammar === "expectation" && levels.length === 1 && isLeft ? measureItems(question) : [];
  if (level.kind === "list") return literalItems(expected, level);
  return [
    ...(isLeft ? [] : literalItems(expected, level)),
    ...special,
    ...ranked,
    ...functionItems(expected, question),
    ...(isLeft ? [negation] : []),
    ...parameterItems(kindsLike(expected), question).map((item) => ({ ...item, rank: 2 })),
  ];
}

/** The values that are known beforehand: levels of a category, true and false, none. */
function literalItems(expected: Expected | null, { tail }: Level): readonly CompletionItem[] {
  const { levels, nullable } = expected?.type ?? {};
  const literal = (label: string, rank: number): CompletionItem => ({
    label,
    kind: "value",
    rank,
    snippet: escaped(label),
  });
  const names = (levels ?? []).map((level) => literal(JSON.stringify(level), 0));
  const bools = expected?.kind === "bool" ? ["true", "false"].map((word) => literal(word, 0)) : [];
  const isEquality = tail.at(-1)?.type === "Equals" || tail.at(-1)?.type === "NotEquals";
  const missing = isEquality && nullable === true ? [{ ...literal("none", 2), origin: "missing" }] : [];
  const type = expected?.type;
  const days = type !== undefined && familyOf(type.kind) === "time" && tail.length > 0 ? [dateItem(type)] : [];
  return [...names, ...bools, ...days, ...missing];
}

const kindsLike = (expected: Expected | null): readonly string[] =>
  ["bool", "int", "number", "text", "category", "date", "timestamp", "duration"].filter((kind) =>
    fits(kind as Parameters<typeof fits>[0], expected),
  );

const operatorItem = (name: "and" | "or" | "in" | "not"): CompletionItem => ({
  label: name,
  kind: "word",
  rank: 5,
  snippet: `${name} `,
  opensNext: true,
  documentation: () => functionEntry(name).documentation,
});

const connectives = [operatorItem("and"), operatorItem("or"), operatorItem("in")];
const negation = operatorItem("not");
