import { columnsOf, type FittedStep, type RelationalStep, type RowStep, type SortKey } from "@mlopsc/vocabulary";
import type { TableAnalyses } from "../semantics/analyse-tables.ts";
import type { Declaration } from "../semantics/program.ts";
import type { TableFacts } from "../semantics/table-analysis.ts";
import type { TransformAnalysis } from "../semantics/transform-analysis.ts";

/** How far back a value was looked up: in the same row, so many rows and so long back, or among all rows. */
export type Reach = "same" | Distance | "all";

export interface Distance {
  readonly rows: number;
  readonly milliseconds: number;
}

/** What a column is made of. `id` names the value itself: a rename keeps it, a calculation gives a new one. */
export interface Lineage {
  readonly id: string;
  /** Ids of all values that went into it, itself included, with the reaches of which none is surely the shorter. */
  readonly origins: ReadonlyMap<string, readonly Reach[]>;
}

export type TableLineage = ReadonlyMap<string, Lineage>;

/** Column → what it is made of, after `steps` of a transform; joined and aggregated tables are followed to their sources. */
export function lineageAfter(
  transform: TransformAnalysis,
  steps: readonly (RelationalStep | RowStep | FittedStep)[],
  tables: TableAnalyses,
): TableLineage {
  return walk(transform.declaration.address, steps, new Map(), sourcesOf(transform, tables));
}

type Read = (address: string) => TableLineage;
type Columns = Map<string, Lineage>;

/** True of the ids that stand for a column of a dataset. */
export const isSource = (id: string): boolean => id.startsWith("dataset.");

/**
 * What tables are made of, each followed once. An analysis that is the same was made of sources that are the same, so
 * that what is known of it stays right.
 */
const known: WeakMap<TableFacts | TransformAnalysis, TableLineage> = new WeakMap();

const sourcesOf =
  ({ sources }: TransformAnalysis, tables: TableAnalyses): Read =>
  (address) => {
    const source = sources.find((each) => each.address === address);
    return source === undefined ? new Map() : lineageOf(source, tables);
  };

function lineageOf(table: Declaration, tables: TableAnalyses): TableLineage {
  const dataset = tables.facts.get(table);
  const transform = tables.transforms.get(table);
  const analysis = dataset ?? transform;
  const before = analysis && known.get(analysis);
  if (before) return before;
  const lineage = dataset
    ? new Map(dataset.schema.columns.map(({ name }) => [name, fresh(`${table.address}.${name}`, [])]))
    : transform
      ? walk(table.address, transform.dataSteps, new Map(), sourcesOf(transform, tables))
      : new Map<string, Lineage>();
  if (analysis) known.set(analysis, lineage);
  return lineage;
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
      for (const output of step.outputs) {
        const rows = "offset" in output ? output.offset : 0;
        const milliseconds = "offset" in output ? 0 : output.milliseconds;
        made(output.name, [output.column], backwards(step.order) ? all : back({ rows, milliseconds }));
      }
      return columns;
    case "rolling":
      for (const { name, argument } of step.outputs) {
        const rows = "includeCurrent" in step && step.includeCurrent ? 0 : 1;
        made(name, argument ? columnsOf(argument) : [], backwards(step.order) ? all : back({ rows, milliseconds: 0 }));
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

/** In descending order of time the rows before are the later ones. */
const backwards = ([first]: readonly SortKey[]): boolean => first?.descending === true;

const back =
  ({ rows, milliseconds }: Distance) =>
  (reach: Reach): Reach => {
    if (reach === "all") return "all";
    const before = reach === "same" ? { rows: 0, milliseconds: 0 } : reach;
    const sum = { rows: before.rows + rows, milliseconds: before.milliseconds + milliseconds };
    return sum.rows === 0 && sum.milliseconds === 0 ? "same" : sum;
  };

function fresh(id: string, parts: readonly Lineage[], reach: (before: Reach) => Reach = (before) => before): Lineage {
  const origins = new Map<string, readonly Reach[]>([[id, ["same"]]]);
  for (const part of parts) {
    for (const [origin, distances] of part.origins) {
      if (origin !== id) origins.set(origin, nearest([...(origins.get(origin) ?? []), ...distances.map(reach)]));
    }
  }
  return { id, origins };
}

/** Those that may give most away: the same row before all rows before the past; what is older both ways is left out. */
function nearest(reaches: readonly Reach[]): readonly Reach[] {
  if (reaches.includes("same")) return ["same"];
  if (reaches.includes("all")) return ["all"];
  const distances = reaches.filter((reach) => typeof reach === "object");
  return distances.filter(
    (one, at) =>
      !distances.some((other, place) => {
        const within = other.rows <= one.rows && other.milliseconds <= one.milliseconds;
        const equal = other.rows === one.rows && other.milliseconds === one.milliseconds;
        return place !== at && within && (!equal || place < at);
      }),
  );
}
