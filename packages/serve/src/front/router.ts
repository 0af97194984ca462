import { type Backend, createBackend } from "./backend.ts";
import { watchHealth } from "./backend-health.ts";
import { countsBetween, type ReleaseCounts, type RunningCounts, runningCounts } from "./release-counts.ts";
import type { Route, Routes } from "./routes.ts";
import { sharePicker } from "./share-picker.ts";

/** Where a request goes, and where its answer is counted. */
export interface Choice {
  readonly release: string;
  readonly backend: Backend;
  readonly counts: RunningCounts;
}

/** What the front knows of its backends and of what it counted. */
export interface FrontStatus {
  /** When the routes were set, and when this was told: milliseconds since 1970-01-01. */
  readonly since: number;
  readonly now: number;
  /** Requests that wait for a backend. */
  readonly held: number;
  /** Requests that no release answered, since the front began. */
  readonly unanswered: number;
  readonly routes: readonly Route[];
  readonly backends: readonly BackendStatus[];
  /** Since the routes were set: those of the routes, and those that still answered what they had begun. */
  readonly releases: readonly ReleaseCounts[];
  /** Since the front began. Two of these make the counts between two moments (`countsBetween`). */
  readonly totals: readonly ReleaseCounts[];
}

export interface BackendStatus {
  readonly release: string;
  readonly address: string;
  readonly isUp: boolean;
  readonly inFlight: number;
}

export interface Router {
  set(routes: Routes): void;
  /** The next release by share and the next of its backends, without those barred; undefined where none is up. */
  pick(barred: ReadonlySet<Backend>): Choice | undefined;
  /** The next backend of this release, whatever its share; undefined where none is up. */
  pickNamed(release: string, barred: ReadonlySet<Backend>): Choice | undefined;
  /** Whether the routes name the release. */
  has(release: string): boolean;
  /** Settles when there is something new to pick from, at the latest after these milliseconds. */
  changed(milliseconds: number): Promise<void>;
  /** How many wait for that. */
  held(): number;
  /** Counts a request that no release answered. */
  gaveUp(): void;
  /** In the order of the routes. */
  backends(): readonly { readonly release: string; readonly backend: Backend }[];
  status(): FrontStatus;
  close(): void;
}

interface RoutedRelease {
  readonly route: Route;
  readonly backends: readonly Backend[];
  readonly counts: RunningCounts;
  turn: number;
}

export function createRouter(timeoutMilliseconds: number): Router {
  let releases: readonly RoutedRelease[] = [];
  let next = sharePicker([]);
  let since = Date.now();
  let before: readonly ReleaseCounts[] = [];
  let unanswered = 0;
  const counts = new Map<string, RunningCounts>();
  const waiting = waitingRoom();
  const backends = (): Backend[] => releases.flatMap((release) => [...release.backends]);
  const health = watchHealth(backends, waiting.release);
  const totals = (): ReleaseCounts[] => [...counts.values()].map((each) => each.now());
  return {
    set: (routes) => {
      const kept = new Map(
        releases.flatMap(({ route, backends: own }) => own.map((each) => [keyOf(route, each.address), each])),
      );
      releases = routes.releases.map((route) => ({
        route,
        backends: route.backends.map((address) => {
          const known = kept.get(keyOf(route, address));
          kept.delete(keyOf(route, address));
          return known ?? createBackend(address, timeoutMilliseconds);
        }),
        counts: countsOf(counts, route.release),
        turn: 0,
      }));
      next = sharePicker(routes.releases.map(({ share }) => share));
      before = totals();
      since = Date.now();
      for (const left of kept.values()) left.close();
      waiting.release();
    },
    pick: (barred) => nextBackend(releases[next((at) => !hasAble(releases[at]!, barred)) ?? -1], barred),
    pickNamed: (release, barred) => nextBackend(named(releases, release), barred),
    has: (release) => named(releases, release) !== undefined,
    changed: waiting.wait,
    held: waiting.size,
    gaveUp: () => {
      unanswered++;
    },
    backends: () =>
      releases.flatMap(({ route: { release }, backends: own }) => own.map((backend) => ({ release, backend }))),
    status: () => {
      const now = totals();
      const routed = new Set(releases.map(({ route }) => route.release));
      return {
        ...{ since, now: Date.now(), held: waiting.size(), unanswered },
        routes: releases.map(({ route }) => route),
        backends: releases.flatMap(({ route: { release }, backends: own }) =>
          own.map(({ address, isUp, inFlight }) => ({ release, address, isUp, inFlight })),
        ),
        releases: now
          .map((later) =>
            countsBetween(
              before.find(({ release }) => release === later.release),
              later,
            ),
          )
          .filter(({ release, requests }) => routed.has(release) || requests > 0),
        totals: now,
      };
    },
    close: () => {
      health.stop();
      for (const backend of backends()) backend.close();
    },
  };
}

const keyOf = ({ release }: Route, address: string): string => `${release} ${address}`;

function countsOf(counts: Map<string, RunningCounts>, release: string): RunningCounts {
  const known = counts.get(release) ?? runningCounts(release);
  counts.set(release, known);
  return known;
}

const named = (releases: readonly RoutedRelease[], release: string): RoutedRelease | undefined =>
  releases.find(({ route }) => route.release === release);

type Barred = ReadonlySet<Backend>;

const isAble = (backend: Backend, barred: Barred): boolean => backend.isUp && !barred.has(backend);

const hasAble = ({ backends }: RoutedRelease, barred: Barred): boolean =>
  backends.some((backend) => isAble(backend, barred));

/** In turn among those that are able; undefined where none is. */
function nextBackend(routed: RoutedRelease | undefined, barred: Barred): Choice | undefined {
  if (routed === undefined || !hasAble(routed, barred)) return undefined;
  for (;;) {
    const backend = routed.backends[routed.turn++ % routed.backends.length]!;
    if (isAble(backend, barred)) return { release: routed.route.release, backend, counts: routed.counts };
  }
}

interface WaitingRoom {
  wait(milliseconds: number): Promise<void>;
  release(): void;
  size(): number;
}

function waitingRoom(): WaitingRoom {
  const waiting = new Set<() => void>();
  return {
    wait: (milliseconds) =>
      new Promise((resolve) => {
        const leave = (): void => {
          clearTimeout(timer);
          waiting.delete(leave);
          resolve();
        };
        const timer = setTimeout(leave, milliseconds);
        waiting.add(leave);
      }),
    release: () => {
      for (const leave of [...waiting]) leave();
    },
    size: () => waiting.size,
  };
}
