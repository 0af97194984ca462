import type { SchemaColumn, TableSchema } from "@mlopsc/compiler";
import { typeName } from "@mlopsc/compiler";
import { columnSorts } from "@mlopsc/vocabulary";
import { columnsAt } from "../columns-at.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";
import type { Question } from "../question.ts";
import { escaped } from "../snippet.ts";
import { writtenName } from "../written-name.ts";

/** Columns by name, but for those that cannot be meant; words that stand for several behind them. */
export function columnItems(
  { of, sorts, written }: Extract<CursorContext, { at: "columns" }>,
  question: Question,
): readonly CompletionItem[] {
  const { columns, families, unfit } = columnsAt(of, question);
  const left = columns.filter(({ name }) => !written.includes(name) && !unfit.has(name));
  const items = left.map((column) => columnItem(column, 0));
  const grown = families.filter(({ from }) => !written.includes(from)).map(familyItem);
  const words = sorts && written.length === 0 ? Object.entries(columnSorts) : [];
  return [...items, ...grown, ...words.map(([word, documentation]) => sortItem(word, documentation))];
}

const sortItem = (label: string, documentation: string): CompletionItem => ({
  label,
  kind: "word",
  rank: 1,
  documentation: () => documentation,
});

/** A column with its type and where it comes from. */
export function columnItem(column: SchemaColumn, rank: number): CompletionItem {
  const { name, type, origin } = column;
  return {
    label: name,
    kind: "column",
    rank,
    note: type === null ? "" : `: ${typeName(type)}`,
    origin: origin.declaration.name,
    snippet: escaped(writtenName(name)),
    documentation: () => describedColumn(column),
  };
}

function familyItem({ from, prefix, type, origin }: TableSchema["families"][number]): CompletionItem {
  return {
    label: from,
    kind: "column",
    rank: 0,
    note: `: ${typeName(type)}`,
    origin: origin.declaration.name,
    snippet: escaped(writtenName(from)),
    documentation: () => `Columns \`${prefix}…\`, one for each value.`,
  };
}

function describedColumn({ name, type, origin }: SchemaColumn): string {
  const { declaration, span } = origin;
  const made = span === null ? "as its data have it" : `\`${declaration.block.text.slice(span.start, span.end)}\``;
  const facts = [
    ...(type?.levels === undefined ? [] : [`One of ${type.levels.map((level) => `"${level}"`).join(", ")}.`]),
    ...(type?.pii ? ["Personal data."] : []),
    ...(type?.nullable ? ["May be missing."] : []),
  ];
  const head = `\`\`\`mlops\n${writtenName(name)} ${type === null ? "" : typeName(type)}\n\`\`\``;
  return [head, facts.join(" "), `From ${declaration.kind} \`${declaration.name}\`: ${made}`]
    .filter((part) => part !== "")
    .join("\n\n");
}
