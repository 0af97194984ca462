import type { JsonRecord, JsonScalar } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import { type Explains, explanations } from "./explanations.ts";

/** A record that was asked, with the served answer beside that of the model. */
export interface TriedRecord {
  readonly record: JsonRecord;
  readonly agrees: boolean;
  /** Served minus trained, a number for each output; empty where they cannot be subtracted. */
  readonly gap: readonly number[];
}

/** Asks both sides for records made up of recorded values. */
export type Probe = (records: readonly JsonRecord[]) => Promise<readonly TriedRecord[]>;

/** The column in which a server differs, and what it seems to do with it. */
export interface LocatedColumn {
  readonly column: string;
  /** Completes "as if …"; absent where no usual mistake explains every answer. */
  readonly says?: string;
}

const rowsTried = 8;
const valuesTried = 6;
/** Evidence below this is none. */
const least = 0.5;

/**
 * The column that makes the difference, or null where nothing speaks for any. Evidence is added up, each kind 0..1:
 * a failing row agrees once the column has another value; an agreeing row fails once it has the value of a failing one; how
 * far both sides are apart hangs on this column alone; and, twice, a usual mistake with its values explains every answer.
 */
export async function locateColumn(
  columns: readonly Column[],
  tried: readonly TriedRecord[],
  probe: Probe,
  explains: Explains,
): Promise<LocatedColumn | null> {
  const failing = tried.filter(({ agrees }) => !agrees);
  const agreeing = tried.filter(({ agrees }) => agrees);
  const explained = explanations(columns, tried, explains);
  const changes = await swapValues(columns, failing, tried, probe);
  const reverse = await swapValues(columns, agreeing, failing, probe);
  const mended = columns.map(({ name }) => bestValue(changes.filter(({ column }) => column === name)));
  const spoiled = columns.map(({ name }) =>
    shareOf(
      reverse.filter(({ column }) => column === name),
      ({ after }) => !after.agrees,
    ),
  );
  const moved = alone(
    columns.map(({ name }) =>
      shareOf(
        changes.filter(({ column }) => column === name),
        gapMoved,
      ),
    ),
  );
  let best: { readonly name: string; readonly score: number } | null = null;
  for (const [index, { name }] of columns.entries()) {
    const score = mended[index]! + spoiled[index]! + moved[index]! + 2 * (explained.get(name)?.share ?? 0);
    if (score > (best?.score ?? least)) best = { name, score };
  }
  if (best === null) return null;
  const says = explained.get(best.name)?.says;
  return { column: best.name, ...(says === undefined ? {} : { says }) };
}

/** A record before and after one column got the value of another row. */
interface Change {
  readonly column: string;
  readonly value: JsonScalar;
  readonly before: TriedRecord;
  readonly after: TriedRecord;
}

async function swapValues(
  columns: readonly Column[],
  rows: readonly TriedRecord[],
  donors: readonly TriedRecord[],
  probe: Probe,
): Promise<readonly Change[]> {
  const planned = columns.flatMap(({ name }) =>
    valuesOf(name, donors).flatMap((value) =>
      rows
        .slice(0, rowsTried)
        .filter(({ record }) => record[name] !== value)
        .map((before) => ({ column: name, value, before })),
    ),
  );
  const probed = await probe(planned.map(({ column, value, before }) => ({ ...before.record, [column]: value })));
  return planned.map((plan, index) => ({ ...plan, after: probed[index]! }));
}

/** A few values of a column that differ much: missing, the ends, and some between. */
function valuesOf(column: string, rows: readonly TriedRecord[]): readonly JsonScalar[] {
  const values = [...new Set(rows.map(({ record }) => record[column] ?? null))].sort(byValue);
  if (values.length <= valuesTried) return values;
  const step = (values.length - 1) / (valuesTried - 1);
  return Array.from({ length: valuesTried }, (_, at) => values[Math.round(at * step)]!);
}

function byValue(left: JsonScalar, right: JsonScalar): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** One value that mends every row is enough: the mistake leaves that value as it is. */
function bestValue(changes: readonly Change[]): number {
  const values = [...new Set(changes.map(({ value }) => value))];
  const withValue = (wanted: JsonScalar): readonly Change[] => changes.filter(({ value }) => value === wanted);
  return Math.max(0, ...values.map((value) => shareOf(withValue(value), ({ after }) => after.agrees)));
}

const shareOf = (changes: readonly Change[], holds: (change: Change) => boolean): number =>
  changes.length === 0 ? 0 : changes.filter(holds).length / changes.length;

const gapMoved = ({ before, after }: Change): boolean =>
  before.gap.some((gap, output) => Math.abs(gap - (after.gap[output] ?? gap)) > 1e-6 * Math.abs(gap));

/** How far each share stands above the others: in a model that adds its columns up, only that of the culprit is above 0. */
const alone = (values: readonly number[]): readonly number[] =>
  values.map((value, index) => Math.max(0, value - Math.max(0, ...values.filter((_, other) => other !== index))));
