import { columnsOf, type FittedStep, type RelationalStep, type RowStep } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration } from "../semantics/program.ts";

/** How far back a value was looked up: so many rows (0: the same row), or among all rows. */
export type Reach = number | "all";

/** What a column is made of. `id` names the value itself: a rename keeps it, a calculation gives a new one. */
export interface Lineage {
  readonly id: string;
  /** Ids of all values that went into it, itself included, with the shortest reach. */
  readonly origins: ReadonlyMap<string, Reach>;
}

export type TableLineage = ReadonlyMap<string, Lineage>;

/** Column → what it is made of, after `steps` of a transform; joined and aggregated tables are followed to their sources. */
export function lineageAfter(
  table: Declaration,
  steps: readonly (RelationalStep | RowStep | FittedStep)[],
  tables: TableAnalyses,
): TableLineage {
  return walk(table.address, steps, new Map(), tableReader(tables));
}

type Read = (address: string) => TableLineage;
type Columns = Map<string, Lineage>;

/** True of the ids that stand for a column of a dataset. */
export const isSource = (id: string): boolean => id.startsWith("dataset.");

/** One for all models of a compilation: a table that many models stand on is followed once. */
const readers = new WeakMap<TableAnalyses, Read>();

function tableReader(tables: TableAnalyses): Read {
  const known = readers.get(tables);
  if (known) return known;
  const read = newReader(tables);
  readers.set(tables, read);
  return read;
}

function newReader(tables: TableAnalyses): Read {
  const byAddress = new Map(
    [...tables.datasets.keys(), ...tables.transforms.keys()].map((each) => [each.address, each]),
  );
  const done = new Map<string, TableLineage>();
  const read: Read = (address) => {
    const known = done.get(address);
    if (known) return known;
    done.set(address, new Map());
    const declaration = byAddress.get(address);
    const dataset = declaration && tables.datasets.get(declaration);
    const transform = declaration && tables.transforms.get(declaration);
    const lineage = dataset
      ? new Map(dataset.schema.columns.map(({ name }) => [name, fresh(`${address}.${name}`, [])]))
      : walk(address, transform?.dataSteps ?? [], new Map(), read);
    done.set(address, lineage);
    return lineage;
  };
  return read;
}

function walk(
  address: string,
  steps: readonly (RelationalStep | RowStep | FittedStep)[],
  start: TableLineage,
  read: Read,
): TableLineage {
  let columns: Columns = new Map(start);
  steps.forEach((step, index) => {
    columns = after(step, columns, (name) => `${address}#${index}.${name}`, read);
  });
  return columns;
}

function after(
  step: RelationalStep | RowStep | FittedStep,
  before: Columns,
  idOf: (name: string) => string,
  read: Read,
): Columns {
  const columns: Columns = new Map(before);
  const made = (name: string, from: readonly string[], reach: (before: Reach) => Reach): void => {
    const parts = from.map((each) => before.get(each)).filter((each) => each !== undefined);
    columns.set(name, fresh(idOf(name), parts, reach));
  };
  const same = (reach: Reach): Reach => reach;
  const all = (): Reach => "all";
  const back =
    (rows: number) =>
    (reach: Reach): Reach =>
      reach === "all" ? "all" : reach + rows;
  switch (step.kind) {
    case "from":
      return new Map(read(step.input));
    case "join": {
      const other = read(step.input);
      for (const { from, to } of step.columns) columns.set(to, other.get(from) ?? fresh(idOf(to), []));
      return columns;
    }
    case "union": {
      const other = read(step.input);
      for (const [name, lineage] of other) {
        const own = before.get(name);
        columns.set(name, own ? fresh(own.id, [own, lineage]) : lineage);
      }
      return columns;
    }
    case "aggregate": {
      const kept = new Map([...before].filter(([name]) => step.by.includes(name)));
      for (const { name, argument } of step.outputs) {
        made(name, argument ? columnsOf(argument) : [], all);
        kept.set(name, columns.get(name) as Lineage);
      }
      return kept;
    }
    case "lag":
      for (const { name, column, offset } of step.outputs) made(name, [column], back(offset));
      return columns;
    case "rolling":
      for (const { name, argument } of step.outputs) {
        made(name, argument ? columnsOf(argument) : [], back(step.includeCurrent ? 0 : 1));
      }
      return columns;
    case "decompose":
      for (const part of ["trend", "season", "rest"]) made(`${step.column}_${part}`, [step.column], all);
      return columns;
    case "sql": {
      const given: Columns = new Map();
      for (const { name } of step.columns) given.set(name, fresh(idOf(name), [...before.values()], all));
      return given;
    }
    case "derive":
      made(step.name, columnsOf(step.expression), same);
      return columns;
    case "select":
      return new Map(step.columns.map(({ from, to }) => [to, before.get(from) ?? fresh(idOf(to), [])]));
    default:
      return columns;
  }
}

function fresh(id: string, parts: readonly Lineage[], reach: (before: Reach) => Reach = (before) => before): Lineage {
  const origins = new Map<string, Reach>([[id, 0]]);
  for (const part of parts) {
    for (const [origin, distance] of part.origins) {
      if (origin !== id) origins.set(origin, nearer(origins.get(origin), reach(distance)));
    }
  }
  return { id, origins };
}

/** The reach that gives more away: the same row before all rows before the past. */
function nearer(left: Reach | undefined, right: Reach): Reach {
  if (left === undefined) return right;
  if (left === "all" || right === "all") return left === 0 || right === 0 ? 0 : "all";
  return Math.min(left, right);
}
