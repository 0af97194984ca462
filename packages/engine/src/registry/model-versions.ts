/** The versions of models, and which of them were judged on which test part. Added with the step that makes them. */
export interface ModelVersions {
  names(): readonly string[];
  /** Oldest first. */
  versions(name: string): readonly ModelVersion[];
  withObject(name: string, object: string): ModelVersion | undefined;
  nextVersion(name: string): number;
  /** How many different model objects of that name were judged on that split. */
  testUses(split: string, model: string): readonly { readonly object: string; readonly used: number }[];
}

export interface NewModelVersion {
  readonly name: string;
  /** As the handler put it into its outcome: see {@link ModelVersions.nextVersion}. */
  readonly version: number;
  readonly object: string;
  readonly metrics: unknown;
  readonly lineage: unknown;
}

export interface ModelVersion extends NewModelVersion {
  readonly created: number;
}

export interface NewTestUse {
  readonly split: string;
  readonly model: string;
  readonly object: string;
}
