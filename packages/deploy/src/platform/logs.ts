/** A file of a replica's request log: written at its end only, and in the end removed when it is beyond the limits. */
export interface LogSegment {
  /** The folder of the replica that wrote it: `r3-1` is replica 1 of release 3. */
  readonly replica: string;
  /** `000001.mlog` */
  readonly file: string;
  /** Bytes, now. */
  readonly size: number;
  /** When it was written to last: milliseconds since the epoch. */
  readonly written: number;
}

/** A line that a process of a deployment printed. */
export interface RunLogLine {
  /** `front`, or a replica as `r3-1`. */
  readonly from: string;
  readonly text: string;
}
