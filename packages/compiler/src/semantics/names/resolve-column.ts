import type { Word } from "@mlopsc/grammar";
import type { Reporter, Where } from "../reporter.ts";
import type { ColumnTarget } from "../resolution.ts";
import { type ColumnFamily, findColumn, type SchemaColumn, type TableSchema } from "../table-schema.ts";

interface Scope {
  readonly declaration: Where;
  readonly reporter: Reporter;
}

/** Notes down which column a word stands for. */
export function resolveColumn(
  { span }: Pick<Word, "span">,
  { naming, type, origin }: SchemaColumn | Omit<ColumnFamily, "from" | "prefix">,
  { declaration, reporter }: Scope,
  options: Pick<ColumnTarget, "pair" | "inQuery"> = {},
): void {
  reporter.resolved(declaration, span, { kind: "column", name: naming, type, origin, ...options });
}

/** The same, where the table has the column. */
export function resolveAmong(word: Word, schema: TableSchema, scope: Scope): void {
  const column = findColumn(schema, word.text);
  if (column !== undefined) resolveColumn(word, column, scope);
}
