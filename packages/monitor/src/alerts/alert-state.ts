import type { AlertAction, AlertSeverity } from "@mlopsc/vocabulary";

/**
 * Where an alert stands. Plain data: kept in one transaction with the windows that it was judged by, it is all that a
 * restart needs. Times are milliseconds since 1970-01-01 UTC.
 */
export type AlertState = AlertMemory &
  (
    | { readonly status: "inactive" }
    /** The condition holds: since the start of that stretch, and for so long, stretches that were not judged left out. */
    | { readonly status: "pending"; readonly since: number; readonly heldMilliseconds: number }
    /** `clearMilliseconds`: how long what ends it has held without a break. */
    | { readonly status: "firing"; readonly incident: Incident; readonly clearMilliseconds: number }
    | { readonly status: "resolved"; readonly incident: Incident; readonly resolvedAt: number }
  );

interface AlertMemory {
  /** End of the last stretch that was judged: none is judged twice, none after a later one. */
  readonly judgedTo: number;
  /** Nobody is told of a new incident before. */
  readonly quietUntil: number;
}

export interface Incident {
  /** Start of the first stretch in which the condition held. No two incidents of an alert share it. */
  readonly since: number;
  readonly firedAt: number;
  /** When it was told last; null: not yet, because the incident before had only just ended. */
  readonly toldAt: number | null;
  readonly repeats: number;
  /** Who was told what: the same are told of its end, though the spec has changed meanwhile. */
  readonly monitor: string;
  readonly severity: AlertSeverity;
  readonly source: string;
  readonly notify: readonly string[];
}

/** Something to tell, and on `firing` to act on. Each incident has at most one `firing`, and after it one `resolved`. */
export interface AlertEvent {
  readonly kind: "firing" | "repeat" | "resolved";
  readonly alert: string;
  readonly incident: Incident;
  readonly at: number;
  /** What the condition's figures were, as far as they are known. */
  readonly figures: Readonly<Record<string, number>>;
  /** On `firing`: what is done about it. */
  readonly action?: AlertAction;
  /** On `resolved`: the alert is no longer in the spec. */
  readonly removed?: true;
}

export const initialState: AlertState = {
  status: "inactive",
  judgedTo: 0,
  quietUntil: 0,
};
