import { codes } from "@mlopsc/diagnostics";
import type { Word } from "@mlopsc/grammar";
import { findParameter } from "../names/find-parameter.ts";
import { nameText } from "../names/name-text.ts";
import { replaceName, reportUnknown } from "../names/report-unknown.ts";
import { resolveColumn } from "../names/resolve-column.ts";
import type { ColumnTarget } from "../resolution.ts";
import type { SchemaColumn, TableSchema } from "../table-schema.ts";
import { findApart, findColumn } from "../table-schema.ts";
import { literal } from "./literals.ts";
import type { ExpressionScope, OperandScope, TypedExpression } from "./typed-expression.ts";

const constants = ["none", "true", "false"];

/** The column, or else the `param`, of this name; null where there is none (reported) or its type is unknown. */
export function nameReference(word: Word, scope: ExpressionScope): TypedExpression | null {
  const extra = scope.names?.get(word.text);
  if (extra !== undefined) return { expression: { kind: "column", name: word.text }, type: extra };
  const column = findColumn(scope.schema, word.text);
  if (column !== undefined) {
    resolveColumn(word, column, scope);
    return column.type === null ? null : { expression: { kind: "column", name: column.name }, type: column.type };
  }
  const parameter = findParameter(word, scope.program.parameters, scope.declaration, scope.reporter);
  if (parameter !== undefined) {
    return parameter.value === undefined ? null : literal(parameter.type.kind, parameter.value);
  }
  const family = scope.schema.families.find(({ prefix }) => word.text.startsWith(prefix));
  if (family !== undefined) {
    resolveColumn(word, family, scope);
    return { expression: { kind: "column", name: word.text }, type: family.type };
  }
  const known = [...(scope.names?.keys() ?? [])];
  reportUnknownColumn(word, scope.schema, scope, { known, words: [...constants, ...(scope.words?.names ?? [])] });
  return null;
}

/** The column of this name; undefined where there is none, which was reported (unless the table is not known). */
export function findColumnOrReport(
  word: Word,
  schema: TableSchema,
  scope: OperandScope,
  where: string = "here",
  options: Pick<ColumnTarget, "pair"> = {},
): SchemaColumn | undefined {
  const column = findColumn(schema, word.text);
  if (column === undefined) reportUnknownColumn(word, schema, scope, { where });
  else resolveColumn(word, column, scope, options);
  return column;
}

/** As {@link findColumnOrReport}, for what a model predicts or weighs rows by. */
export function findApartOrReport(
  word: Word,
  schema: TableSchema,
  scope: OperandScope,
  where?: string,
): SchemaColumn | undefined {
  const column = findApart(schema, word.text);
  if (column === undefined) return findColumnOrReport(word, schema, scope, where);
  resolveColumn(word, column, scope);
  return column;
}

interface UnknownColumnOptions {
  readonly where?: string;
  /** Names that can be asked for beside the columns. */
  readonly known?: readonly string[];
  /** Words that are no names, but may have been meant. */
  readonly words?: readonly string[];
}

/** Says that there is no such column here, and which step it fell to, if it was there before. */
export function reportUnknownColumn(
  word: Word,
  schema: TableSchema,
  { declaration, reporter }: OperandScope,
  { where = "here", known = [], words = [] }: UnknownColumnOptions = {},
): void {
  if (!schema.known) return;
  const gone = schema.dropped.get(word.text);
  if (gone === undefined) {
    const names = [...schema.columns.map(({ name }) => name), ...known];
    const meant = new Map(words.filter((each) => !names.includes(each)).map((each) => [each, each]));
    reportUnknown(reporter, declaration, word, codes.unknownColumn, names, { where }, meant);
    return;
  }
  const { verb, renamedTo } = gone;
  const message = renamedTo === null ? `Left out by this \`${verb}\`.` : `Renamed by this \`${verb}\`.`;
  const fixes = renamedTo === null ? [] : [replaceName(word.span, renamedTo, nameText(renamedTo))];
  reporter.report(
    declaration,
    word.span,
    codes.goneColumn,
    { name: word.text, verb, renamedTo },
    { fixes, related: [{ declaration: gone.declaration, span: gone.span, message }] },
  );
}
