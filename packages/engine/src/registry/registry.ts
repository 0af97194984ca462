import type { Outbox } from "@mlopsc/monitor";
import type { RegistrySnapshot } from "@mlopsc/plan";
import type { ApplyRecords } from "./apply-records.ts";
import type { DatasetVersions } from "./dataset-versions.ts";
import type { DecisionRecords } from "./decision-records.ts";
import type { FingerprintCache } from "./fingerprint-cache.ts";
import type { ModelVersions } from "./model-versions.ts";
import type { MonitorRecords } from "./monitor-records.ts";
import type { ReleaseRecords } from "./release-records.ts";
import type { StepRecords } from "./step-records.ts";
import type { TrialRecords } from "./trial-records.ts";
import type { WriterLock } from "./writer-lock.ts";

/**
 * The facts of a project: what was done, by whom, and what came of it. Bytes live in an `ObjectStore`; facts name them.
 * Each method is one transaction, so a kill between two of them leaves nothing half-true.
 */
export interface Registry {
  /** Grows with every change of what {@link snapshot} tells. */
  serial(): number;
  snapshot(): RegistrySnapshot;
  readonly steps: StepRecords;
  readonly datasets: DatasetVersions;
  readonly models: ModelVersions;
  readonly trials: TrialRecords;
  readonly applies: ApplyRecords;
  /** What channels are to be told. */
  readonly outbox: Outbox;
  readonly releases: ReleaseRecords;
  readonly decisions: DecisionRecords;
  readonly monitors: MonitorRecords;
  /** What `work` writes is written as one, or not at all. */
  together<Result>(work: () => Result): Result;
  readonly lock: WriterLock;
  readonly fingerprints: FingerprintCache;
  /** Digests that facts refer to; without `history`, only those of present steps and of versions. */
  referencedObjects(options: { readonly history: boolean }): ReadonlySet<string>;
  close(): void;
}
