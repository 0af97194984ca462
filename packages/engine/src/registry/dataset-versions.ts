/** The versions of datasets. They are added with the step that makes them: see `StepRecords.record`. */
export interface DatasetVersions {
  names(): readonly string[];
  /** Oldest first. */
  versions(name: string): readonly DatasetVersion[];
  withObject(name: string, object: string): DatasetVersion | undefined;
}

export interface NewDatasetVersion {
  readonly name: string;
  readonly object: string;
  readonly columns: unknown;
  readonly profile: unknown;
  readonly rows: number;
  readonly fingerprint: string;
  /** Days since 1970-01-01: what `today()` means for this version. */
  readonly today: number;
}

export interface DatasetVersion extends NewDatasetVersion {
  /** 1, 2, … for each name, in the order in which contents were first seen. */
  readonly version: number;
  readonly created: number;
}
