import type { AlertAction } from "@mlopsc/vocabulary";

/** What an alert asked for. Kept until it is done, so that a kill does not lose it. */
export interface PendingAction {
  readonly alert: string;
  readonly action: AlertAction;
  /** When it was asked for. */
  readonly at: number;
  /** The condition as written. */
  readonly source: string;
}
