import type { Outbox } from "@mlopsc/monitor";
import type { FinishedStep, RegistrySnapshot } from "@mlopsc/plan";

/** Milliseconds since 1970-01-01 UTC. Given in, so that nothing below reads the time of day by itself. */
export type Clock = () => number;

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

export type LinkedStep = Omit<StepRecord, keyof StepResult | "output" | "durationMilliseconds" | "started">;

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

export interface DatasetVersions {
  names(): readonly string[];
  /** Oldest first. */
  versions(name: string): readonly DatasetVersion[];
  withObject(name: string, object: string): DatasetVersion | undefined;
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

export interface ModelVersions {
  names(): readonly string[];
  /** Oldest first. */
  versions(name: string): readonly ModelVersion[];
  withObject(name: string, object: string): ModelVersion | undefined;
  nextVersion(name: string): number;
  /** How many different model objects of that name were judged on that split. */
  testUses(split: string, model: string): readonly { readonly object: string; readonly used: number }[];
}

export interface TrialRecord {
  /** 0, 1, … in the order in which the search asked. */
  readonly index: number;
  readonly state: "complete" | "pruned" | "failed";
  /** Plain JSON: what was tried and what came of it. */
  readonly trial: unknown;
  readonly durationMilliseconds: number;
  /** Milliseconds since 1970-01-01 UTC; unknown of trials before format 2, as is what follows. */
  readonly started?: number;
  /** Of each fold that was measured: metric → value. */
  readonly folds?: readonly Readonly<Record<string, number>>[];
}

export interface TrialRecords {
  add(executionKey: string, trial: TrialRecord): void;
  /** By index. */
  of(executionKey: string): readonly TrialRecord[];
}

export type ApplyStatus = "running" | "done" | "failed" | "interrupted";

export interface ApplyRecord {
  readonly id: number;
  readonly who: string;
  readonly started: number;
  readonly ended?: number;
  readonly status: ApplyStatus;
  readonly counts: Readonly<Record<string, number>>;
}

export interface ApplyEvent {
  readonly time: number;
  readonly address: string;
  readonly event: string;
  readonly message: string;
}

export interface ApplyRecords {
  start(who: string, counts: Readonly<Record<string, number>>): number;
  end(id: number, status: Exclude<ApplyStatus, "running">): void;
  note(id: number, event: ApplyEvent): void;
  /** Newest first. */
  list(limit?: number): readonly ApplyRecord[];
  events(id: number): readonly ApplyEvent[];
}

/** A model version on its way to a target, on it, or gone from it. */
export interface NewRelease {
  readonly deployment: string;
  readonly target: string;
  /** Counts up, on each target by itself. */
  readonly number: number;
  readonly model: string;
  readonly version: number;
  /** As the target's platform names it. */
  readonly image: string;
  /** Plain JSON: what it was started with, so that it can be started again. */
  readonly settings: unknown;
  readonly who: string;
}

/**
 * `preparing`: started, and not yet trusted with all requests. `refused`: a check or the canary spoke against it, or it did
 * not start. `replaced`: a newer one took over. `rolled_back`: an older one did. `removed`: the deployment is gone.
 */
export type ReleaseStatus = "preparing" | "serving" | "refused" | "replaced" | "rolled_back" | "removed";

export interface Release extends NewRelease {
  readonly status: ReleaseStatus;
  readonly reason?: string;
  readonly started: number;
  /** When it began to answer all requests. */
  readonly served?: number;
  readonly ended?: number;
}

export interface ReleaseRecords {
  /** It is being prepared from now on. One that was prepared when a kill came counts as refused. */
  start(release: NewRelease): void;
  /** It answers all requests of the target; the one that did before has ended as `before` says. */
  serve(key: ReleaseKey, before: "replaced" | "rolled_back"): void;
  /** It does not answer any more, or never did. */
  end(key: ReleaseKey, status: "refused" | "removed", reason: string): void;
  /** Oldest first. */
  list(deployment: string, target?: string): readonly Release[];
  /** What answers on a target, or did at a moment. */
  serving(deployment: string, target: string, at?: number): Release | undefined;
  deployments(): readonly string[];
}

export type ReleaseKey = Pick<NewRelease, "deployment" | "target" | "number">;

/** What was decided, by whom or what, and why: the chronicle of what runs. */
export interface Decision {
  readonly time: number;
  /** An address: `deploy.churn_api/production`, `alert.drifted`, `model.churn`. */
  readonly subject: string;
  /** `promoted`, `refused`, `fired`, `retrained`, … */
  readonly event: string;
  /** In a sentence, with its reasons. */
  readonly message: string;
  /** Plain JSON: the figures behind it. */
  readonly detail: unknown;
}

export interface DecisionRecords {
  add(decision: Omit<Decision, "time"> & { readonly time?: number }): void;
  /** Oldest first; of a subject and what is below it (`deploy.churn_api`), or of all. */
  list(options?: { readonly subject?: string; readonly until?: number }): readonly Decision[];
}

/** How far a monitor has read the request log of a replica: all segments before this one, and this one up to `offset`. */
export interface LogCursor {
  readonly replica: string;
  readonly file: string;
  /** Bytes. */
  readonly offset: number;
}

/** A window as a monitor closed it. */
export interface WindowEntry {
  /** Milliseconds since 1970-01-01 UTC: from `start` to before `end`. */
  readonly start: number;
  readonly end: number;
  /** Plain JSON. */
  readonly record: unknown;
}

export interface MonitorRecords {
  /** What the monitor has in hand between two looks: plain JSON; undefined before the first. */
  state(monitor: string): unknown;
  cursors(monitor: string): readonly LogCursor[];
  /** What was read and what came of it, as one: so no request is lost and none counts twice, wherever a kill comes. */
  save(
    monitor: string,
    seen: { readonly state: unknown; readonly cursors: readonly LogCursor[]; readonly windows: readonly WindowEntry[] },
  ): void;
  /** Oldest first; the last `most` that begin at `from` or later. */
  windows(monitor: string, options?: { readonly from?: number; readonly most?: number }): readonly WindowEntry[];
  /** Forgets state, cursors and windows. */
  forget(monitor: string): void;
}

export interface LockHolder {
  readonly who: string;
  readonly host: string;
  readonly process: number;
  readonly since: number;
}

export interface WriterLock {
  /** Undefined when it is ours now; else who holds it. The lock of a process that died on this host is taken over. */
  acquire(who: string): LockHolder | undefined;
  /** Only what this object acquired. */
  release(): void;
  holder(): LockHolder | undefined;
  /** Takes it from whoever holds it. */
  break(): void;
}

/** Remembers digests of files under a key whose first line is the path and whose rest changes when the file does. */
export interface FingerprintCache {
  get(key: string): string | undefined;
  /** Takes the place of what was known of that path. */
  set(key: string, digest: string): void;
}
