/** What was brought to targets, and what became of it. */
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

export type ReleaseKey = Pick<NewRelease, "deployment" | "target" | "number">;

export interface Release extends NewRelease {
  readonly status: ReleaseStatus;
  readonly reason?: string;
  readonly started: number;
  /** When it began to answer all requests. */
  readonly served?: number;
  readonly ended?: number;
}

/**
 * `preparing`: started, and not yet trusted with all requests. `refused`: a check or the canary spoke against it, or it did
 * not start. `replaced`: a newer one took over. `rolled_back`: an older one did. `removed`: the deployment is gone.
 */
export type ReleaseStatus = "preparing" | "serving" | "refused" | "replaced" | "rolled_back" | "removed";
