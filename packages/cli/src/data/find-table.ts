import { codes, report } from "@mlopsc/diagnostics";
import { findDataset, type ProjectState, type TableOutcome } from "@mlopsc/engine";
import type { ColumnProfile } from "@mlopsc/learn";
import type { IngestDataset } from "@mlopsc/plan";
import type { Column } from "@mlopsc/vocabulary";
import { UsageError } from "../exit-code.ts";
import { parseVersioned } from "../project/open-state.ts";
import { orStop, Stopped } from "../stopped.ts";

type Registry = ProjectState["registry"];

/** A table that an apply left: a version of a dataset, or what a transform gives now. */
export interface FoundTable {
  /** `dataset.customers@2`, `transform.features`. */
  readonly label: string;
  readonly object: string;
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly profile: readonly ColumnProfile[];
  /** Days since 1970-01-01. */
  readonly today: number;
  /** What names a row, by the spec as last applied. */
  readonly key: readonly string[];
  /** Of datasets only. */
  readonly version?: DatasetFacts;
}

export interface DatasetFacts {
  readonly number: number;
  readonly newest: number;
  readonly created: number;
  readonly fingerprint: string;
}

/** The table that `dataset.NAME@VERSION`, `NAME` or `transform.NAME` names; without a version the newest. */
export function findTable(registry: Registry, asked: string): FoundTable {
  const { kind, name, version } = parseVersioned(asked);
  const outcome = registry.steps.current(`transform.${name}`)?.outcome as TableOutcome | undefined;
  if (kind === "transform") return transformTable(name, version, outcome);
  if (kind !== undefined && kind !== "dataset") {
    throw new UsageError(`"${asked}" is no table. Say dataset.NAME, dataset.NAME@VERSION or transform.NAME.`);
  }
  const isTransform = kind === undefined && version === undefined && registry.datasets.versions(name).length === 0;
  return isTransform && outcome !== undefined
    ? transformTable(name, version, outcome)
    : datasetTable(registry, name, version);
}

function datasetTable(registry: Registry, name: string, version: number | undefined): FoundTable {
  const found = orStop(findDataset(registry, name, version));
  const newest = registry.datasets.versions(name).at(-1)?.version ?? found.version;
  const config = registry.steps.current(`dataset.${name}`)?.config;
  return {
    label: `dataset.${name}@${found.version}`,
    object: found.object,
    rows: found.rows,
    columns: found.columns as readonly Column[],
    profile: found.profile as readonly ColumnProfile[],
    today: found.today,
    key: config === undefined ? [] : (JSON.parse(config) as IngestDataset).key,
    version: { number: found.version, newest, created: found.created, fingerprint: found.fingerprint },
  };
}

function transformTable(name: string, version: number | undefined, outcome: TableOutcome | undefined): FoundTable {
  if (version !== undefined)
    throw new UsageError(`A transform has no versions: only what transform.${name} gives now is kept.`);
  if (outcome === undefined) throw new UsageError(`transform.${name} was not applied yet. \`mlopsc apply\` does that.`);
  const { table, rows, columns, profile, today } = outcome;
  return { label: `transform.${name}`, object: table, rows, columns, profile, today, key: [] };
}

/** The Parquet file of a table, after its bytes were found to be what they should be. */
export async function tablePath({ objects }: ProjectState, { object }: FoundTable): Promise<string> {
  const found = await objects.verify(object);
  if (found.condition === "missing") throw new Stopped([report(codes.objectMissing, { object })]);
  if (found.condition === "corrupted")
    throw new Stopped([report(codes.objectCorrupted, { object, found: found.found })]);
  return objects.pathOf(object);
}
