import type { SchemaColumn, TableSchema } from "@mlopsc/compiler";
import { typeName } from "@mlopsc/compiler";
import { nameText } from "@mlopsc/plan";
import { columnSorts } from "@mlopsc/vocabulary";
import { cardMarkdown } from "../../hover/card.ts";
import { columnCard } from "../../hover/cards/column-card.ts";
import { columnsAt } from "../columns-at.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";
import { hoverContext } from "../hover-context.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";
import { listItem } from "./list-item.ts";

/** Columns by name, but for those that cannot be meant; words that stand for several behind them. */
export function columnItems(
  { of, sorts, written }: Extract<CursorContext, { at: "columns" }>,
  question: Question,
): readonly CompletionItem[] {
  const { columns, families, unfit } = columnsAt(of, question);
  const left = columns.filter(({ name }) => !written.includes(name) && !unfit.has(name));
  const items = left.map((column) => columnItem(column, 0, question));
  const grown = families.filter(({ from }) => !written.includes(from)).map(familyItem);
  const words = sorts && written.length === 0 ? Object.entries(columnSorts) : [];
  const list = of.table === "attribute" && sorts ? [listItem("Several columns.")] : [];
  return [...items, ...grown, ...list, ...words.map(([word, documentation]) => sortItem(word, documentation))];
}

const sortItem = (label: string, documentation: string): CompletionItem => ({
  label,
  kind: "word",
  rank: 1,
  documentation: () => documentation,
});

/** A column with its type and where it comes from. */
export function columnItem(column: SchemaColumn, rank: number, question: Question): CompletionItem {
  const { name, type, origin } = column;
  return {
    label: name,
    kind: "column",
    rank,
    note: type === null ? "" : `: ${typeName(type)}`,
    origin: origin.declaration.name,
    snippet: escaped(nameText(name)),
    documentation: () => cardMarkdown(columnCard(column, hoverContext(question))),
  };
}

function familyItem({ from, prefix, type, origin }: TableSchema["families"][number]): CompletionItem {
  return {
    label: from,
    kind: "column",
    rank: 0,
    note: `: ${typeName(type)}`,
    origin: origin.declaration.name,
    snippet: escaped(nameText(from)),
    documentation: () => `Columns \`${prefix}…\`, one for each value.`,
  };
}
