import type { Diagnostic } from "@mlopsc/diagnostics";

/** What came of an attempt to tell a channel something. */
export type Delivery =
  | { readonly outcome: "sent" }
  /** It may be taken later. `afterMilliseconds`: not before, as the other side asked. */
  | { readonly outcome: "later"; readonly problem: Diagnostic; readonly afterMilliseconds?: number }
  | { readonly outcome: "refused"; readonly problem: Diagnostic };

export const sent: Delivery = { outcome: "sent" };
export const later = (problem: Diagnostic): Delivery => ({ outcome: "later", problem });
export const refused = (problem: Diagnostic): Delivery => ({ outcome: "refused", problem });

/** Variables of the process that sends, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What sending needs to know beside the message and its channel. */
export interface SendOptions {
  /** Where secrets are looked up, at the moment of sending. */
  readonly environment: Environment;
  /** The project's folder, in which commands run. */
  readonly folder: string;
  /** The time of day: never that of a replay, for pauses between attempts are real. */
  readonly clock: () => number;
  /** How long one attempt may take; 15 s when not said. */
  readonly timeoutMilliseconds?: number;
}

export const usualTimeoutMilliseconds = 15_000;
