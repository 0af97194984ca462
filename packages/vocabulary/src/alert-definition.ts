import { columnFigures } from "./conditions.ts";
import type { FigureCondition } from "./figure-condition.ts";

/** What an `alert` block asks for, lowered: plain data that a monitor evaluates. */
export interface AlertDefinition {
  readonly name: string;
  /** The monitor whose figures it looks at. */
  readonly monitor: string;
  /** Figures as `alertFigure` reads them. */
  readonly when: FigureCondition;
  /** What ends an incident; the opposite of `when` unless said otherwise. */
  readonly until: FigureCondition;
  /** `when` as written, for messages: "drift.auc > 0.75 for 2h". */
  readonly source: string;
  /** Figures are taken over so long a stretch, ending now; absent: over the windows of the monitor. */
  readonly overMilliseconds?: number;
  /** How long `when` must have held before it fires; 0: at once. */
  readonly forMilliseconds: number;
  /** How long `until` must have held before an incident has ended; 0: at once. */
  readonly untilMilliseconds: number;
  /** After an incident nobody is told of a new one for so long; if it still lasts then, they are. */
  readonly cooldownMilliseconds: number;
  /** Told again this often while it lasts; absent: once. */
  readonly repeatMilliseconds?: number;
  readonly severity: AlertSeverity;
  /** Names of channels. */
  readonly notify: readonly string[];
  /** What is done when it fires, as `then` says. */
  readonly action?: AlertAction;
}

export type AlertSeverity = "info" | "warning" | "critical";

export type AlertAction =
  | {
      readonly kind: "retrain";
      readonly model: string;
      /** In 1/s; absent: as often as asked. */
      readonly atMost?: number;
      /** Of all retrainings of 24 hours; absent: not limited. */
      readonly budgetMilliseconds?: number;
    }
  | { readonly kind: "rollback"; readonly deploy: string }
  /** A program and its arguments; no shell reads them. */
  | { readonly kind: "run"; readonly command: readonly string[] };

/** A figure of a condition: a row of `alertFigures`, or `live`, `test` (of a metric's key) or a row of `columnFigures` (of a column). */
export interface AlertFigure {
  readonly name: string;
  readonly of?: string;
}

/** What stands for a figure in a condition: `drift.auc`, `live.auc`, `missing(age)`, missing(`Âge`). */
export function alertFigure(text: string): AlertFigure {
  const metric = /^(live|test)\.(.+)$/s.exec(text);
  if (metric) return { name: metric[1]!, of: metric[2]! };
  const column = /^(\w+)\((`?)(.+)\2\)$/s.exec(text);
  return column && Object.hasOwn(columnFigures, column[1]!) ? { name: column[1]!, of: column[3]! } : { name: text };
}

/** Where alerts are told, as a `channel` block says it. */
export type ChannelDefinition = { readonly name: string } & (
  | { readonly kind: "webhook"; readonly address: SecretText; readonly format: "json" | "slack" | "alertmanager" }
  /** `server`: smtp://user:password@host:587 or smtps://…; `to` and `from`: addresses as in a letter's head. */
  | { readonly kind: "email"; readonly to: string; readonly from: string; readonly server: SecretText }
  /** A program and its arguments, which no shell reads, and the names of the variables that it is given. */
  | { readonly kind: "command"; readonly command: readonly string[]; readonly environment: readonly string[] }
);

/** A text that may be known, or the name of the environment variable that holds it when it is used. */
export type SecretText = { readonly text: string } | { readonly secret: string };
