import type { Diagnostic } from "@mlopsc/diagnostics";

/** What was asked for, or why the outside did not give it: no engine, a taken port, no room on the disk. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

export const done = <T>(value: T): Outcome<T> => ({ ok: true, value });

export const failed = (...problems: readonly Diagnostic[]): Outcome<never> => ({ ok: false, problems });
