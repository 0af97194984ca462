import type { DatasetVersion, DatasetVersions } from "../dataset-versions.ts";
import type { ModelVersion, ModelVersions } from "../model-versions.ts";
import type { Database } from "./database.ts";

/** The versions of datasets. They are added together with the step that made them: see `StepRecords.record`. */
export function datasetVersions(database: Database): DatasetVersions {
  const read = (condition: string, ...parameters: string[]) =>
    database
      .all<DatasetRow>(`select * from dataset_versions where ${condition} order by version`, ...parameters)
      .map(datasetVersion);
  return {
    names: () => namesIn(database, "dataset_versions"),
    versions: (name) => read("name = ?", name),
    withObject: (name, object) => read("name = ? and object = ?", name, object).at(-1),
  };
}

/** The versions of models, and which of them looked at which test part. */
export function modelVersions(database: Database): ModelVersions {
  const read = (condition: string, ...parameters: string[]) =>
    database
      .all<ModelRow>(`select * from model_versions where ${condition} order by version`, ...parameters)
      .map(modelVersion);
  return {
    names: () => namesIn(database, "model_versions"),
    versions: (name) => read("name = ?", name),
    withObject: (name, object) => read("name = ? and object = ?", name, object).at(-1),
    nextVersion: (name) => (read("name = ?", name).at(-1)?.version ?? 0) + 1,
    testUses: (split, model) =>
      database
        .all<{ object: string; used: number }>(
          "select object, used from test_uses where split = ? and model = ? order by used, object",
          split,
          model,
        )
        .map(({ object, used }) => ({ object, used })),
  };
}

const namesIn = (database: Database, table: "dataset_versions" | "model_versions"): string[] =>
  database.all<{ name: string }>(`select distinct name from ${table} order by name`).map((row) => row.name);

type DatasetRow = Omit<DatasetVersion, "columns" | "profile"> & { readonly columns: string; readonly profile: string };
type ModelRow = Omit<ModelVersion, "metrics" | "lineage"> & { readonly metrics: string; readonly lineage: string };

const datasetVersion = (row: DatasetRow): DatasetVersion => ({
  name: row.name,
  version: row.version,
  object: row.object,
  columns: JSON.parse(row.columns) as unknown,
  profile: JSON.parse(row.profile) as unknown,
  rows: row.rows,
  fingerprint: row.fingerprint,
  today: row.today,
  created: row.created,
});

const modelVersion = (row: ModelRow): ModelVersion => ({
  name: row.name,
  version: row.version,
  object: row.object,
  metrics: JSON.parse(row.metrics) as unknown,
  lineage: JSON.parse(row.lineage) as unknown,
  created: row.created,
});
