import type { Column, ColumnType } from "@mlopsc/vocabulary";

/** What changed between two lists of columns, by name. */
export interface SchemaDifference {
  readonly added: readonly Column[];
  readonly removed: readonly Column[];
  readonly changed: readonly { readonly name: string; readonly before: ColumnType; readonly after: ColumnType }[];
}

export function schemaDifference(before: readonly Column[], after: readonly Column[]): SchemaDifference {
  const old = new Map(before.map(({ name, type }) => [name, type]));
  const fresh = new Map(after.map(({ name, type }) => [name, type]));
  return {
    added: after.filter(({ name }) => !old.has(name)),
    removed: before.filter(({ name }) => !fresh.has(name)),
    changed: after.flatMap(({ name, type }) => {
      const was = old.get(name);
      return was === undefined || typeText(was) === typeText(type) ? [] : [{ name, before: was, after: type }];
    }),
  };
}

const typeText = ({ kind, nullable, pii, levels, range }: ColumnType): string =>
  JSON.stringify([kind, nullable, pii ?? false, levels ?? null, range?.low ?? null, range?.high ?? null]);
