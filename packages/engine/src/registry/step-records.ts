import type { FinishedStep } from "@mlopsc/plan";
import type { NewDatasetVersion } from "./dataset-versions.ts";
import type { NewModelVersion, NewTestUse } from "./model-versions.ts";

/** Steps by address, and what every execution of one ever gave. */
export interface StepRecords {
  /** The step is worked at: its link is known even where it never ends. */
  begin(step: Omit<LinkedStep, "versions">): void;
  /** Everything of one finished step, in one transaction. */
  record(step: StepRecord): void;
  /** The step stands on a result that is known already. */
  relink(step: LinkedStep): void;
  /** All that steps of that kind ever stood on, oldest first. */
  links(kind: string): readonly StepLink[];
  current(address: string): CurrentStep | undefined;
  /** Addresses in order. */
  addresses(): readonly string[];
  /** The result of that execution, now or earlier: going back to an old spec computes nothing. */
  execution(key: string): Execution | undefined;
  /** Forgets that the address exists. What it made stays in the history and in the versions. */
  remove(address: string): void;
  /** Drops results that no present step stands on, with their trials; gives their number. */
  dropHistory(): number;
  /** Mean duration of what was computed for a kind, in milliseconds. */
  meanDuration(kind: string): number | undefined;
}

/** What came out of a step: its `outcome` is plain JSON data that names objects. */
export interface StepResult {
  readonly outcome: unknown;
  readonly objects: readonly string[];
  /** For sources: digest of the files taken in. */
  readonly fingerprint?: string;
}

/** A finished step with all that is to be known of it at once. */
export interface StepRecord extends StepResult {
  readonly address: string;
  readonly kind: string;
  /** Canonical JSON. */
  readonly config: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly digest: string;
  readonly handlerVersion: number;
  /** What decides the result: config, the contents of the inputs, handler version. Equal keys have equal outcomes. */
  readonly executionKey: string;
  /** SHA-256 of the canonical JSON of the outcome. */
  readonly output: string;
  readonly started: number;
  readonly durationMilliseconds: number;
  readonly apply: number;
  readonly versions?: NewVersions;
}

/** What a result means to the lists of versions. Adding what is there already changes nothing. */
export interface NewVersions {
  readonly dataset?: NewDatasetVersion;
  readonly model?: NewModelVersion;
  readonly testUse?: NewTestUse;
}

export type LinkedStep = Omit<StepRecord, keyof StepResult | "output" | "durationMilliseconds" | "started">;

/** A step that stood on a result once, or was begun: kept when the spec moves on, so that its history can be told. */
export interface StepLink {
  readonly address: string;
  readonly kind: string;
  readonly executionKey: string;
  /** Canonical JSON. */
  readonly config: string;
  /** Role → what filled it then. */
  readonly inputs: Readonly<Record<string, { readonly address: string; readonly execution: string }>>;
  /** Of the definition. */
  readonly digest: string;
  /** Dataset → version of all that it was made from. */
  readonly sources: Readonly<Record<string, number>>;
  /** The last apply that worked at it. */
  readonly apply: number;
  /** The step stands on it now. */
  readonly current: boolean;
}

/** A result as it was kept, for whoever asks with the same execution key again. */
export interface Execution extends StepResult {
  readonly kind: string;
  readonly output: string;
  readonly started: number;
  readonly durationMilliseconds: number;
}

export interface CurrentStep extends FinishedStep, Execution {
  readonly executionKey: string;
  readonly apply: number;
}
