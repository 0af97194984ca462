import type { Compilation, InferredColumns } from "@mlopsc/compiler";

/**
 * What is known of a project beyond its text: its data, runs and deployments. A port: the command line reads the
 * registry, an editor without one knows nothing. Each question is answered from memory, at once; `refresh` is what looks.
 */
export interface Knowledge {
  /** The columns of datasets without a schema, as their data have them. */
  inferredColumns(): InferredColumns;
  /** Of the dataset or transform at that address, as it was last applied. */
  tableOf(address: string): TableFacts | null;
  /** Of a column of that table. */
  profileOf(address: string, column: string): ColumnProfile | null;
  /** Of the model or ensemble at that address. */
  modelOf(address: string): ModelFacts | null;
  /** What answers on the targets of the deployment at that address, in their order. */
  liveVersions(address: string): readonly LiveVersion[];
  /** What an apply would do for the block at that address, or in all; null where it would do nothing, or is not known to. */
  plannedFor(address: string | null): PlannedWork | null;
  /**
   * Looks anew at what may have changed, for a project as it is now. Resolves to whether anything did: what was compiled
   * is then to be compiled anew. Never rejects.
   */
  refresh(compilation: Compilation): Promise<boolean>;
  /** Calls back when there may be something to look at, until what it gives is called. */
  watch(changed: () => void): () => void;
}

export interface TableFacts {
  readonly rows: number;
  readonly columns: number;
  /** Of a dataset: the version that these are the facts of, and when it was taken in. */
  readonly version?: { readonly number: number; readonly taken: string };
}

/** What the values of a column are like. Texts are as people read them: a date as a date. */
export interface ColumnProfile {
  readonly rows: number;
  readonly missing: number;
  readonly distinct: number;
  readonly numbers?: Readonly<Record<"min" | "mean" | "median" | "max", string>>;
  /** The most frequent values, most first. */
  readonly frequent?: readonly { readonly value: string; readonly count: number }[];
  /** A histogram in one line: ▁▃█▅▁. */
  readonly shape?: string;
}

export interface ModelFacts {
  /** The version in force, and how many there are. */
  readonly version: number;
  readonly versions: number;
  readonly registered: string;
  /** Of the test part, that which the model names first at first. */
  readonly metrics: readonly { readonly name: string; readonly value: number }[];
}

export interface LiveVersion {
  readonly target: string;
  readonly model: string;
  readonly version: number;
  readonly since: string;
}

export interface PlannedWork {
  /** `retrain`, `re-ingest`, `remove`, …: the most costly of its steps. */
  readonly what: string;
  /** Why, in the words of the plan. */
  readonly cause: string;
  readonly steps: number;
  /** Of these steps together; absent where there is no history. */
  readonly estimateMilliseconds?: number;
}

/** Of a project of which only the text is known. */
export const noKnowledge: Knowledge = {
  inferredColumns: () => new Map(),
  tableOf: () => null,
  profileOf: () => null,
  modelOf: () => null,
  liveVersions: () => [],
  plannedFor: () => null,
  refresh: () => Promise.resolve(false),
  watch: () => () => {},
};
