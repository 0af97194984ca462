import type { Route } from "./front.ts";
import type { RequestLogSpec } from "./platform.ts";

/** What is really there of a deployment on a target. */
export interface Found {
  /** Absent where none is there, running or not. */
  readonly front?: FoundFront;
  /** Ascending by number; a release of which every replica was removed is not among them. */
  readonly releases: readonly FoundRelease[];
  /** `Installed.image` of every bundle of this deployment that a release can be started from. */
  readonly images: readonly string[];
}

export interface FoundFront {
  /** Absent while no port is open. */
  readonly address?: string;
  readonly port: number;
  readonly state: RunState;
  /** What it follows, or followed when it ran last. */
  readonly routes: readonly Route[];
}

export interface FoundRelease {
  readonly release: number;
  /** The model version that it answers with. */
  readonly version: string;
  readonly image: string;
  /** How many replicas it was started with: fewer found were removed by hand. */
  readonly wanted: number;
  readonly memory?: number;
  readonly log: RequestLogSpec;
  readonly replicas: readonly FoundReplica[];
}

export interface FoundReplica {
  /** 1 and up, within its release. */
  readonly replica: number;
  readonly state: RunState;
  /** Host and port, as the front reaches it; absent where it does not run. */
  readonly address?: string;
  /** `HOST:PORT` where this machine reaches it, if it does: processes, and containers of a local engine. */
  readonly local?: string;
  /** How it ended, where it did: an exit code, or 128 and the signal's number. */
  readonly exitCode?: number;
}

/** `starting`: runs, and did not answer as healthy yet. `unhealthy`: runs, and does not answer any more. */
export type RunState = "starting" | "healthy" | "unhealthy" | "stopped";

/** Who has a port: nobody, the front of a deployment, or something else, named as far as it can be. */
export type Occupant =
  | { readonly kind: "free" }
  | { readonly kind: "front"; readonly project: string; readonly deployment: string; readonly target: string }
  | { readonly kind: "other"; readonly what: string };
