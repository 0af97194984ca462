/**
 * One line of the log. It has fields for nothing that a client sent, save the name of the route: no body, no address, no
 * query, so that personal data cannot get into it.
 */
export interface LogEntry {
  readonly level: "info" | "warn" | "error";
  readonly message: string;
  readonly requestId?: string;
  readonly method?: string;
  /** The route's pattern, not the path asked for. */
  readonly route?: string;
  readonly status?: number;
  readonly milliseconds?: number;
  /** Of an error that is ours: its class and where it was thrown, never its message. */
  readonly error?: string;
  readonly stack?: readonly string[];
}

export type Log = (entry: LogEntry) => void;

/** The class of an error and the places in its stack: all that may be logged of one that a request has set off. */
export function errorFields(error: unknown): Pick<LogEntry, "error" | "stack"> {
  if (!(error instanceof Error)) return { error: typeof error };
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return { error: error.constructor.name, stack: lines.slice(0, 12).map((line) => line.trim()) };
}
