import type { Word } from "@mlopsc/grammar";
import type { ColumnName, ColumnOrigin, DroppedColumn, SchemaColumn, TableSchema } from "../table-schema.ts";
import type { StepContext, TableState } from "./step-context.ts";

/** Where a column that this step makes comes from. */
export const madeHere = ({ declaration, step }: StepContext): ColumnOrigin => ({ declaration, span: step.span });

/** The name that a word of this step gives to a column. */
export function givenName(
  word: Word,
  { declaration }: Pick<StepContext, "declaration">,
  replaced?: SchemaColumn,
): ColumnName {
  const replaces = replaced === undefined ? {} : { replaces: replaced.naming };
  return { name: word.text, declaration, span: word.span, ...replaces };
}

/** A name that stands nowhere: the step makes it, of the name of another column where there is a stem. */
export const madeName = (name: string, { declaration }: StepContext, stem?: SchemaColumn): ColumnName => ({
  name,
  declaration,
  span: null,
  ...(stem === undefined ? {} : { stem: stem.naming }),
});

/** The table with these columns; those that are gone are remembered with this step, unless they got a new name. */
export function replaceColumns(
  context: StepContext,
  columns: readonly SchemaColumn[],
  renamed: ReadonlyMap<string, string> = new Map(),
): TableState {
  const { state, declaration, step } = context;
  const there = new Set(columns.map(({ name }) => name));
  const dropped = new Map<string, DroppedColumn>(state.schema.dropped);
  for (const { name } of state.schema.columns) {
    if (there.has(name)) continue;
    const renamedTo = renamed.get(name) ?? null;
    dropped.set(name, { declaration, span: step.span, verb: step.verb.text, renamedTo });
  }
  for (const name of there) dropped.delete(name);
  const schema: TableSchema = { ...state.schema, columns, dropped };
  return followNames({ ...state, schema }, there, renamed);
}

/** Key, time column and lags under their new names; what is gone is forgotten. */
function followNames(state: TableState, there: ReadonlySet<string>, renamed: ReadonlyMap<string, string>): TableState {
  const nameOf = (name: string): string => renamed.get(name) ?? name;
  const key = state.key.map(nameOf);
  const time = state.timeColumn === null ? null : nameOf(state.timeColumn);
  const known = state.schema.known;
  const lags = new Map(
    [...state.lags].flatMap(([name, lag]) =>
      there.has(nameOf(name)) ? [[nameOf(name), { ...lag, column: nameOf(lag.column) }] as const] : [],
    ),
  );
  return {
    ...state,
    key: !known || key.every((name) => there.has(name)) ? key : [],
    timeColumn: time !== null && (!known || there.has(time)) ? time : null,
    lags,
  };
}

/** The columns, with one more, or in the place of one of the same name. */
export function setColumn(columns: readonly SchemaColumn[], column: SchemaColumn): readonly SchemaColumn[] {
  const at = columns.findIndex(({ name }) => name === column.name);
  return at < 0 ? [...columns, column] : columns.with(at, column);
}

/** The families' prefixes, for a `select` that must not lose them. */
export const familiesOf = ({ families }: TableSchema): { families?: readonly string[] } =>
  families.length === 0 ? {} : { families: families.map(({ prefix }) => prefix) };
