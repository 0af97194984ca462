import type { OnlineChange, OnlineState } from "./figures/online-changes.ts";
import type { ServiceTimeline } from "./windows/service-timeline.ts";
import type { WindowPart } from "./windows/window-part.ts";

/**
 * All that a monitor knows between two looks: plain data. Kept in one transaction with the cursors of the logs that it was
 * made from, each request counts once, whenever whoever keeps it is stopped.
 */
export interface MonitorState {
  readonly version: 1;
  /** The columns that the sampled rows hold: where they change, the rows of open windows are dropped. */
  readonly columns: readonly string[];
  /** Windows that have begun, and of windows by count those that are full and not closed. */
  readonly parts: readonly WindowPart[];
  /** Windows before have ended; null before the first request. */
  readonly closedTo: number | null;
  /** Whether no window has ended yet: watching began within the first. */
  readonly first: boolean;
  /** Requests that came too late, since the last window ended. */
  readonly late: number;
  readonly timeline: ServiceTimeline;
  readonly online: OnlineState;
  /** Not yet told by a window. */
  readonly changes: readonly OnlineChange[];
}

/** A window that has ended, ready to be judged: plain data. */
export interface ClosedWindow {
  readonly part: WindowPart;
  readonly partial: boolean;
  readonly late: number;
  readonly changes: readonly OnlineChange[];
}
