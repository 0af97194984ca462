import type { ScalarKind } from "@mlopsc/vocabulary";

/**
 * A piece of SQL with what must be known of it to go on. Numbers, dates and times are DOUBLE in the representation of
 * ColumnType (days, milliseconds), so that arithmetic is the same IEEE arithmetic as in `learn`; bool is BOOLEAN.
 */
export interface Fragment {
  readonly sql: string;
  readonly kind: ScalarKind;
  /**
   * May be infinite or NaN where the meaning is "missing". Sums and products keep that state, so it is looked at
   * once, where a function could lose it, and not after each operator.
   */
  readonly unclean?: true;
  /** The literal `none`, which fits every kind. */
  readonly none?: true;
  /** The value of a literal; the renderer takes short cuts with it. */
  readonly literal?: number | string | boolean;
  /** The name of the column, where the fragment is one as it stands. */
  readonly column?: string;
}

export const isTextKind = (kind: ScalarKind): boolean => kind === "text" || kind === "category" || kind === "id";

/** The fragment with every value that is not finite made missing. */
export function clean(fragment: Fragment): Fragment {
  if (!fragment.unclean) return fragment;
  const sql = bind(fragment.sql, (x) => `CASE WHEN isfinite(${x}) THEN ${x} END`);
  return { sql, kind: fragment.kind };
}

/** The fragment as DOUBLE, clean. */
export function numberSql(fragment: Fragment): string {
  if (fragment.none) return "NULL::DOUBLE";
  if (fragment.kind === "bool") return `${fragment.sql}::DOUBLE`;
  return clean(fragment).sql;
}

/** The fragment as DOUBLE that may still be infinite or NaN: for operators that keep such values so. */
export const rawNumberSql = (fragment: Fragment): string => (fragment.unclean ? fragment.sql : numberSql(fragment));

/** The fragment as DOUBLE milliseconds, where it is a date or an instant. */
export function instantSql(fragment: Fragment): string {
  if (typeof fragment.literal === "number" && fragment.kind === "date") {
    return doubleSql(fragment.literal * dayMilliseconds);
  }
  return fragment.kind === "date" && !fragment.none ? `(${numberSql(fragment)} * 86400000e0)` : numberSql(fragment);
}

export const textSql = (fragment: Fragment): string => (fragment.none ? "NULL::VARCHAR" : fragment.sql);

/**
 * SQL that reads a value several times but computes it once. A short one is simply repeated; a long one would grow
 * exponentially with nesting, and SQL has no local names except the parameter of a lambda. (A sub-query may stand in
 * what is bound, but not in what uses it.)
 */
export function bind(sql: string, use: (name: string) => string): string {
  if (sql.length <= repeatLimit && !sql.includes("(SELECT ")) return `(${use(sql)})`;
  const name = `"bound ${nesting(sql)}"`;
  return `list_transform([${sql}], lambda ${name}: ${use(name)})[1]`;
}

/** A double as SQL, to the bit. */
export function doubleSql(value: number): string {
  if (!Number.isFinite(value)) return "NULL::DOUBLE";
  const text = String(value);
  const literal = text.includes("e") ? text : `${text}e0`;
  return value < 0 ? `(${literal})` : literal;
}

export const dayMilliseconds = 86_400_000;

const repeatLimit = 160;

/** A name that no lambda inside the text uses. */
function nesting(sql: string): number {
  let depth = 0;
  for (const match of sql.matchAll(/"bound (\d+)"/g)) depth = Math.max(depth, Number(match[1]) + 1);
  return depth;
}
