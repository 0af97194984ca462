import type { JsonRecord, JsonScalar } from "@mlopsc/learn";
import { type Column, isNumericStorage } from "@mlopsc/vocabulary";
import { distortionsOf } from "./distortions.ts";
import type { TriedRecord } from "./locate-column.ts";

/** Whether the served answer to `asked` is what the model gives to `taken`, `days` later than today; for each pair. */
export type Explains = (
  pairs: readonly { readonly asked: JsonRecord; readonly taken: JsonRecord }[],
  days?: number,
) => readonly boolean[];

/** How well a mistake with a column's values explains what a server answered. */
export interface ColumnExplanation {
  /** 0..1: of the rows that differ, those that it explains, times those of the others that it leaves as they are. */
  readonly share: number;
  readonly says: string;
}

/** A mistake: the record that the server would have taken for the one it was asked. */
export interface Mistake {
  readonly columns: readonly string[];
  readonly says: string;
  readonly take: (record: JsonRecord) => JsonRecord;
}

/** The usual mistakes with a record, those with one column first. */
export function* usualMistakes(columns: readonly Column[]): Generator<Mistake> {
  yield* ofOneColumn(columns);
  yield* ofManyColumns(columns);
}

const failingTried = 24;
const agreeingTried = 24;
/** A mistake that explains less is no explanation. */
const least = 0.9;
const levelsTried = 40;
/** Most mistakes are ruled out by a few rows. */
const firstTried = 4;
/** Of more columns there are too many pairs. */
const swappedColumns = 64;

/** The best explanation of each column that has one. */
export function explanations(
  columns: readonly Column[],
  tried: readonly TriedRecord[],
  explains: Explains,
): ReadonlyMap<string, ColumnExplanation> {
  const failing = tried.filter(({ agrees }) => !agrees).slice(0, failingTried);
  const agreeing = tried.filter(({ agrees }) => agrees).slice(0, agreeingTried);
  const best = new Map<string, ColumnExplanation>();
  const consider = (mistake: Mistake, weight: number): void => {
    const share = shareExplained(mistake, failing, agreeing, explains);
    if (share < least) return;
    for (const column of mistake.columns) {
      if (share * weight > (best.get(column)?.share ?? 0))
        best.set(column, { share: share * weight, says: mistake.says });
    }
  };
  // The plainer mistake first: where two explain as much, the first stands.
  for (const mistake of ofOneColumn(columns)) consider(mistake, 1);
  for (const column of columns) {
    const mapping = levelMapping(column, [...failing, ...agreeing], explains);
    if (mapping !== null) consider(mapping, 0.95);
  }
  for (const mistake of ofManyColumns(columns)) consider(mistake, 0.9);
  for (const days of [-1, 1]) considerDay(columns, days, failing, agreeing, explains, best);
  if (best.size === 0 && columns.length <= swappedColumns) for (const mistake of swaps(columns)) consider(mistake, 0.9);
  return best;
}

/** A server's clock that shows another day speaks for the dates of which the age is taken: which cannot be told apart. */
function considerDay(
  columns: readonly Column[],
  days: number,
  failing: readonly TriedRecord[],
  agreeing: readonly TriedRecord[],
  explains: Explains,
  best: Map<string, ColumnExplanation>,
): void {
  const unchanged = { take: (record: JsonRecord) => record };
  const share = shareExplained(unchanged, failing, agreeing, explains, days);
  if (share < least) return;
  const clock = `the server's day were ${days < 0 ? "before" : "after"} that of UTC`;
  for (const { name, type } of columns) {
    if (type.kind !== "date" && type.kind !== "timestamp") continue;
    const found = best.get(name);
    const says = found === undefined ? clock : `${found.says}, or ${clock}`;
    best.set(name, { share: Math.max(found?.share ?? 0, share * 0.9), says });
  }
}

function shareExplained(
  { take }: Pick<Mistake, "take">,
  failing: readonly TriedRecord[],
  agreeing: readonly TriedRecord[],
  explains: Explains,
  days = 0,
): number {
  const share = (rows: readonly TriedRecord[]): number => {
    const outcomes = explains(
      rows.map(({ record }) => ({ asked: record, taken: take(record) })),
      days,
    );
    return rows.length === 0 ? 1 : outcomes.filter(Boolean).length / rows.length;
  };
  if (share(failing.slice(0, firstTried)) < 0.5) return 0;
  const explained = share(failing);
  return explained < least ? 0 : explained * share(agreeing);
}

function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): ReadonlyMap<Key, readonly Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

const changed = (record: JsonRecord, column: string, take: (value: JsonScalar) => JsonScalar): JsonRecord => ({
  ...record,
  [column]: take(record[column] ?? null),
});

function* ofOneColumn(columns: readonly Column[]): Generator<Mistake> {
  for (const { name, type } of columns) {
    for (const { says, take } of distortionsOf(type)) {
      yield { columns: [name], says: `its ${says}`, take: (record) => changed(record, name, take) };
    }
  }
}

/** The same mistake with every column of a kind: single precision is seldom that of one alone. */
function* ofManyColumns(columns: readonly Column[]): Generator<Mistake> {
  const families = grouped(columns, ({ type }) => family(type.kind));
  for (const members of families.values()) {
    if (members.length < 2) continue;
    for (const { says, take } of distortionsOf(members[0]!.type)) {
      yield {
        columns: members.map(({ name }) => name),
        says: `the ${says} in all columns of its kind`,
        take: (record) => members.reduce((taken, { name }) => changed(taken, name, take), record),
      };
    }
  }
}

const family = (kind: Column["type"]["kind"]): string => {
  if (!isNumericStorage(kind)) return "text";
  return kind === "int" || kind === "duration" ? "number" : kind;
};

function* swaps(columns: readonly Column[]): Generator<Mistake> {
  for (const [index, { name: left, type }] of columns.entries()) {
    for (const { name: right, type: other } of columns.slice(index + 1)) {
      if (family(type.kind) !== family(other.kind)) continue;
      yield {
        columns: [left, right],
        says: `\`${left}\` and \`${right}\` had changed places`,
        take: (record) => ({
          ...record,
          [left]: taken(record[right], type),
          [right]: taken(record[left], other),
        }),
      };
    }
  }
}

/** What a column of a type that has no missing values makes of one, as typed arrays and texts do. */
const taken = (value: JsonScalar | undefined, { kind, nullable }: Column["type"]): JsonScalar =>
  value ?? (nullable ? null : isNumericStorage(kind) ? 0 : "");

/** Each value of a category taken for one other, found by what was answered to the rows that have it. */
function levelMapping({ name, type }: Column, rows: readonly TriedRecord[], explains: Explains): Mistake | null {
  if (type.kind !== "category" && type.kind !== "text") return null;
  const byValue = grouped(rows, ({ record }) => record[name] ?? null);
  const options = [...new Set([...(type.levels ?? []), ...byValue.keys(), null])];
  if (options.length > levelsTried) return null;
  const mapping = new Map<JsonScalar, JsonScalar>();
  for (const [value, members] of byValue) {
    const records = members.slice(0, 6).map(({ record }) => record);
    const fitting = [value, ...options].find((option) =>
      explains(records.map((record) => ({ asked: record, taken: { ...record, [name]: option } }))).every(Boolean),
    );
    if (fitting === undefined) return null;
    mapping.set(value, fitting);
  }
  const moved = [...mapping].filter(([from, to]) => from !== to);
  if (moved.length === 0) return null;
  const says = moved.length === 1 ? "one of its values were another" : "its values were others, as in another order";
  return { columns: [name], says, take: (record) => changed(record, name, (value) => mapping.get(value) ?? null) };
}
