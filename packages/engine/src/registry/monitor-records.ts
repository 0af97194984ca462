/** What monitors have seen, and how far they have read. */
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
