import type { DeploymentName } from "../deployment.ts";
import type { Outcome } from "../outcome.ts";
import type { Bundle, Installed } from "./bundle.ts";
import type { Found, FoundFront, FoundReplica, Occupant } from "./found.ts";
import type { FrontSpec, FrontStatus, Route } from "./front.ts";
import type { LogSegment, RunLogLine } from "./logs.ts";

/**
 * What a target can do for the deployments on it. Everything that it starts outlives the process that asked, and is known
 * by its labels alone: two platforms on the same engine or folder see the same. Each call may be repeated: what is there
 * already stays. A failure of the outside is an outcome with problems; where one is returned, the call left what was
 * there before it.
 */
export interface Platform {
  readonly kind: "docker" | "process";

  /** Puts a bundle where releases can be started from it. Starts nothing. The same bundle on the same base is the same image. */
  install(name: DeploymentName, bundle: Bundle, options: InstallOptions): Promise<Outcome<Installed>>;

  /** What is really there, now. Never changes anything. */
  inspect(name: DeploymentName): Promise<Outcome<Found>>;

  /** Who listens on a port of the target: nobody, the front of a deployment, or something that is not ours. */
  occupant(port: number): Promise<Outcome<Occupant>>;

  /**
   * Starts the replicas of a release beside whatever runs, and waits until each answers as healthy. No request reaches
   * them until the routes name them. Where one does not become healthy its last log lines are in the problem, and none of
   * the release is left running.
   */
  startRelease(
    name: DeploymentName,
    release: ReleaseSpec,
    options?: StartOptions,
  ): Promise<Outcome<readonly FoundReplica[]>>;

  /** Lets the replicas of a release answer what they have in hand, ends them, and removes them; their request log stays. */
  removeRelease(name: DeploymentName, release: number): Promise<Outcome<void>>;

  /** Removes what `install` put there, unless a release or the front was started from it. */
  removeImage(name: DeploymentName, image: string): Promise<Outcome<void>>;

  /** Has the front run on its port. One that runs there already stays, with its routes and counts. */
  ensureFront(name: DeploymentName, front: FrontSpec, options?: CallOptions): Promise<Outcome<FoundFront>>;

  /** The front follows these routes from now on, and after it was restarted. Backends are addresses of replicas. */
  setRoutes(name: DeploymentName, routes: readonly Route[]): Promise<Outcome<void>>;

  /** The counts of the front since its routes were set. */
  frontStatus(name: DeploymentName): Promise<Outcome<FrontStatus>>;

  /** The files of the request logs of all replicas that there were, oldest first within a replica. */
  logSegments(name: DeploymentName): Promise<Outcome<readonly LogSegment[]>>;

  /** The bytes of a segment from `offset` to its present end: none where nothing was added. */
  readSegment(
    name: DeploymentName,
    segment: Pick<LogSegment, "replica" | "file">,
    offset: number,
  ): Promise<Outcome<Uint8Array>>;

  /** Removes the request log of a replica that is gone, as far as it is there. */
  removeLog(name: DeploymentName, replica: string): Promise<Outcome<void>>;

  /** The last lines that the front and the replicas printed, oldest first. */
  runLog(name: DeploymentName, options: RunLogOptions): Promise<Outcome<readonly RunLogLine[]>>;

  /** Ends and removes all of a deployment: front, releases, images and, unless they are kept, request logs. */
  uninstall(name: DeploymentName, options: { readonly keepLogs: boolean }): Promise<Outcome<void>>;
}

export interface CallOptions {
  /** Aborting gives an outcome with a problem, once nothing half-done is left. */
  readonly signal?: AbortSignal;
  /** A line of progress for a person. */
  readonly onLine?: (line: string) => void;
}

export interface StartOptions extends CallOptions {
  /**
   * These replicas begin once those of this release have ended, whoever is there by then to see it. They are given as soon
   * as they wait; started again without it, as soon as they answer.
   */
  readonly after?: number;
}

export interface InstallOptions extends CallOptions {
  /** The base image, by name or pinned (`node:24-slim@sha256:…`). Processes run on the Node that runs mlopsc. */
  readonly base: string;
}

/** A release: a model version, in so many replicas. Its number counts up, on each target by itself. */
export interface ReleaseSpec {
  /** 1 and up. */
  readonly release: number;
  /** `Installed.image`. */
  readonly image: string;
  readonly replicas: number;
  /** The most memory of one replica, in bytes. */
  readonly memory?: number;
  readonly log: RequestLogSpec;
  /** Clients must send it. Known to the replicas alone: no label, file of the image or log holds it. */
  readonly apiKey?: string;
}

/** What a replica keeps of its requests: beyond either limit its oldest segments go. */
export interface RequestLogSpec {
  readonly bytes: number;
  readonly days: number;
  /** Fields that requests may have besides the model's, kept for joining labels. */
  readonly keys: readonly string[];
}

export interface RunLogOptions {
  /** Only of this release's replicas. */
  readonly release?: number;
  /** The most lines of one process. */
  readonly lines: number;
}
