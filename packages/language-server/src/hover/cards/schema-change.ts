import type { SchemaColumn, TableSchema } from "@mlopsc/compiler";
import { nameText } from "@mlopsc/plan";
import { countText } from "../../text/number-text.ts";
import { codeBlock } from "../card.ts";
import { typeOf } from "./table-summary.ts";

export interface SchemaChange {
  readonly heading: string;
  readonly list: string | null;
}

/** The most columns that are listed one by one. */
const mostListed = 20;

/** `8 → 9 columns`, and the columns that came, went and are others now. */
export function schemaChange(before: TableSchema, after: TableSchema): SchemaChange {
  const old = new Map(before.columns.map((column) => [column.name, column]));
  const now = new Map(after.columns.map((column) => [column.name, column]));
  const lines = [
    ...after.columns.flatMap((column) => lineOf(column, old.get(column.name))),
    ...after.families
      .filter(({ prefix }) => !before.families.some((each) => each.prefix === prefix))
      .map(({ prefix }) => `+ ${prefix}*`),
    ...before.columns.filter(({ name }) => !now.has(name)).map((column) => `- ${columnLine(column)}`),
  ];
  const rest = lines.length - mostListed;
  const shown = [...lines.slice(0, mostListed), ...(rest > 0 ? [`  … and ${rest} more`] : [])];
  const heading = after.known
    ? old.size === now.size || !before.known
      ? countText(now.size, "column")
      : `${old.size} → ${countText(now.size, "column")}`
    : "its columns are not known yet";
  return { heading, list: lines.length === 0 ? null : codeBlock("diff", shown.join("\n")) };
}

function lineOf(column: SchemaColumn, before: SchemaColumn | undefined): readonly string[] {
  if (before === undefined) return [`+ ${columnLine(column)}`];
  const [was, is] = [typeOf(before), typeOf(column)];
  return was === is ? [] : [`! ${nameText(column.name)}: ${was} → ${is}`];
}

const columnLine = (column: SchemaColumn): string => `${nameText(column.name)}: ${typeOf(column)}`;
