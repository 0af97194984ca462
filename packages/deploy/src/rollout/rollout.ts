import type { Diagnostic } from "@mlopsc/diagnostics";
import type { DeploymentName } from "../deployment.ts";
import type { FrontSpec, ReleaseCounts } from "../platform/front.ts";
import type { Platform, ReleaseSpec } from "../platform/platform.ts";

/** A release on its way into a target's traffic. */
export interface RolloutRequest {
  readonly name: DeploymentName;
  readonly release: ReleaseSpec;
  readonly front: FrontSpec;
  readonly strategy: Strategy;
  /**
   * What must hold of the release: problems stop the roll-out, and the target is left as it was. Called before the release
   * gets requests of others; with `recreate`, after.
   */
  readonly check?: (candidate: Candidate, signal: AbortSignal) => Promise<readonly Diagnostic[]>;
}

export type Strategy =
  /** The new one begins once the old one has ended: never more memory than one release needs. The front holds requests meanwhile. */
  | { readonly kind: "recreate" }
  /** Starts the new beside the old, then switches. */
  | { readonly kind: "blue_green" }
  /** Gives the new one `share` (0..1) for `hold` milliseconds, and all of it when nothing spoke against it. */
  | { readonly kind: "canary"; readonly share: number; readonly hold: number; readonly limits?: CanaryLimits };

/** What a canary may do worse than the release beside it, before it is taken back. */
export interface CanaryLimits {
  /** How often the counts are looked at: the canary is judged on each such window, in milliseconds. Default 5 000, at most `hold`. */
  readonly window?: number;
  /** No judgement on fewer requests of the canary than this. Default 50. */
  readonly requests?: number;
  /** Share of errors above that of the release beside it, 0..1, that is too much. Default 0.01. */
  readonly errors?: number;
  /** p95 of the canary over p95 of the release beside it that is too much. Default 2. */
  readonly latency?: number;
  /** Distance of the predictions of both releases, 0..1, that is too much (Kolmogorov–Smirnov; of classes: of a share). Default 0.15. */
  readonly drift?: number;
}

/** How a check reaches a release that has no share of the requests yet. */
export interface Candidate {
  readonly url: string;
  /** To be sent with every request: they name the release. */
  readonly headers: Readonly<Record<string, string>>;
  readonly release: number;
}

export interface RolloutServices {
  readonly platform: Platform;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RolloutEvent) => void;
}

/** What a person is told while it goes on, and what history keeps. */
export type RolloutEvent =
  | { readonly kind: "waits"; readonly release: number; readonly after: number }
  | { readonly kind: "started"; readonly release: number; readonly replicas: number }
  | { readonly kind: "checked"; readonly release: number }
  | { readonly kind: "routed"; readonly shares: Readonly<Record<string, number>> }
  | {
      readonly kind: "judged";
      readonly canary: ReleaseCounts;
      readonly beside: ReleaseCounts;
      readonly milliseconds: number;
    }
  | { readonly kind: "removed"; readonly release: number }
  | { readonly kind: "undone"; readonly release: number; readonly problems: readonly Diagnostic[] };

/** What serves now. */
export interface RolledOut {
  readonly release: number;
  /** The release that served before; absent on a first roll-out. Its image is kept, so that a rollback starts it at once. */
  readonly before?: number;
  readonly milliseconds: number;
}
