/** The front of a deployment on a target: it has the target's port and shares requests among releases. */
export interface FrontSpec {
  readonly port: number;
  /** `Installed.image`: the front's program is in it. */
  readonly image: string;
}

/** A release's part of the traffic. */
export interface Route {
  readonly release: number;
  /** 0..1; all shares of the routes together are 1. */
  readonly share: number;
  /** `FoundReplica.address` of its replicas. */
  readonly backends: readonly string[];
}

/** What the front counted since its routes were set. */
export interface FrontStatus {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly routes: readonly Route[];
  readonly releases: readonly ReleaseCounts[];
}

export interface ReleaseCounts {
  readonly release: number;
  readonly requests: number;
  /** Answers with a status of 500 and above, and requests that no backend answered. */
  readonly errors: number;
  readonly latency: LatencyHistogram;
}

/** `counts[i]` requests took at most `bounds[i]` milliseconds and more than the bound before; the last count is of all above. */
export interface LatencyHistogram {
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
}
