import {
  applyPipeline,
  type FittedPart,
  type NumericColumn,
  numericColumn,
  requireColumn,
  scalarFromJson,
  type Table,
  type TableColumn,
  tableOf,
  textColumn,
} from "@mlopsc/learn";
import { isNumericStorage } from "@mlopsc/vocabulary";
import type { Scope } from "../expression/scope.ts";
import type { Integers } from "../graph/graph.ts";
import { lookUp } from "../graph/sum-in-order.ts";
import {
  type Lowered,
  type Lowering,
  type Numbers,
  numbers,
  type Refused,
  refused,
  type Texts,
} from "../lower/lowered.ts";
import { placesOfNumbers, placesOfTexts } from "../lower/places.ts";

type Encoder = Extract<FittedPart, { readonly kind: "one_hot" | "ordinal" | "target_means" | "hashing" }>;

/** By column: the columns that take its place. */
type Encoded = readonly (readonly [name: string, made: ReadonlyMap<string, Lowered>])[];

/** What the encoders learn of one column; nothing of a hashed one. */
interface FittedLevels {
  readonly name: string;
  readonly levels?: readonly string[];
  readonly rare?: readonly string[];
}

/**
 * An encoder is a function of one value. It is asked here, by running it, for every level, for one never seen and for a
 * missing one; its answers are a table in which the graph looks up. So no encoder is written twice.
 */
export function encodeByTable(part: Encoder, scope: Scope): Encoded {
  if (part.kind !== "hashing") {
    return part.columns.map((fitted) => [
      fitted.name,
      encoded({ ...part, columns: [fitted] } as Encoder, fitted, scope),
    ]);
  }
  return part.columns.map((name) => [name, encoded({ ...part, columns: [name] }, { name }, scope)]);
}

function encoded(part: Encoder, fitted: FittedLevels, scope: Scope): ReadonlyMap<string, Lowered> {
  const value = scope.columns.get(fitted.name);
  if (value === undefined) return new Map();
  const column = requireColumn(scope.shape, fitted.name);
  if (value.type === "refused") return allRefused(part, column, value);
  const { kind } = column;
  const levels = levelsOf(fitted, value, kind);
  if (levels === undefined)
    return allRefused(part, column, refused("`encode … with hashing` of values that may be anything"));
  const { probe, keys } = probeOf(fitted.name, kind, levels);
  const answers = applyPipeline({ version: 1, parts: [part] }, probe, { today: 0, serving: true }).output;
  const { rows, places } = distinctRows(answers);
  return columnsOf(
    scope.lowering,
    answers.columns.map(({ name }) => name),
    rows,
    placeOf(scope.lowering, value, keys, places),
  );
}

function allRefused(part: Encoder, column: TableColumn, refusal: Refused): ReadonlyMap<string, Lowered> {
  const made = applyPipeline({ version: 1, parts: [part] }, tableOf([column]), { today: 0, serving: true }).output;
  return new Map(made.columns.map(({ name }) => [name, refusal]));
}

function levelsOf(
  fitted: FittedLevels,
  value: Numbers | Texts,
  kind: TableColumn["kind"],
): readonly string[] | undefined {
  if (kind === "bool") return ["false", "true"];
  if (fitted.levels !== undefined) return [...fitted.levels, ...(fitted.rare ?? [])];
  return value.type === "texts" ? value.levels : undefined;
}

interface Probe {
  /** A row for each key, one for a value that is none of them, and one that is missing. */
  readonly probe: Table;
  readonly keys: readonly (string | number)[];
}

function probeOf(name: string, kind: TableColumn["kind"], levels: readonly string[]): Probe {
  if (!isNumericStorage(kind)) {
    let other = "other";
    while (levels.includes(other)) other += "_";
    const column = textColumn(name, kind as "text", [...levels, other, null]);
    return { probe: tableOf([column]), keys: levels };
  }
  const keys = levels.map(
    (level) => scalarFromJson(kind, kind === "bool" ? level === "true" : numberOr(level)) as number,
  );
  const other = keys.reduce((most, key) => Math.max(most, key), 0) + 1;
  return { probe: tableOf([numericColumn(name, kind as "number", [...keys, other, null])]), keys };
}

/** Dates and instants are told as text. */
const numberOr = (level: string): number | string => (Number.isNaN(Number(level)) ? level : Number(level));

/** Rare levels share a row, and those that mean no more than an unknown one. */
function distinctRows({ columns, rows }: Table): {
  readonly rows: readonly number[][];
  readonly places: readonly number[];
} {
  const known = new Map<string, number>();
  const distinct: number[][] = [];
  const places = Array.from({ length: rows }, (_, row) => {
    const answers = columns.map((column) => (column as NumericColumn).values[row]!);
    const key = answers.join();
    const place = known.get(key) ?? distinct.push(answers) - 1;
    known.set(key, place);
    return place;
  });
  return { rows: distinct, places };
}

function placeOf(
  lowering: Lowering,
  value: Numbers | Texts,
  keys: readonly (string | number)[],
  places: readonly number[],
): Integers {
  const elsewhere = { unknown: places[keys.length]!, missing: places[keys.length + 1]! };
  const telling = keys.flatMap((key, at) => (places[at] === elsewhere.unknown ? [] : [[key, places[at]!] as const]));
  return value.type === "texts"
    ? placesOfTexts(lowering, value, new Map(telling as [string, number][]), elsewhere)
    : placesOfNumbers(lowering, value, new Map(telling as [number, number][]), elsewhere);
}

function columnsOf(
  lowering: Lowering,
  names: readonly string[],
  rows: readonly number[][],
  place: Integers,
): ReadonlyMap<string, Lowered> {
  if (names.length === 0) return new Map();
  const table = lowering.graph.constant("double", [rows.length, names.length], rows.flat());
  const matrix = lookUp(lowering, table, place);
  return new Map(names.map((name, at) => [name, numbers(lowering.column(matrix, at))]));
}
