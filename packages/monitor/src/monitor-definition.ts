import type { Adjustment, ClassLabel, ColumnProfile, JudgeOptions, Table } from "@mlopsc/learn";
import type { LoggedColumn, LoggedColumns } from "@mlopsc/serve";
import type { DriftDetector, MetricChoice, MonitorWindow, NamedCosts, Task } from "@mlopsc/vocabulary";

/** What is watched, and how it is judged. */
export interface MonitorDefinition {
  readonly window: MonitorWindow;
  readonly task: Task;
  /** Empty for regression. */
  readonly classes: readonly ClassLabel[];
  /** The columns of a request that are looked at: those of the log's schema that the model reads. */
  readonly columns: readonly LoggedColumn[];
  readonly detector: DriftDetector;
  readonly seed: number;
  /** How often a window without drift may be called drifted; 0.05 when not given. */
  readonly level?: number;
  readonly adjustment?: Adjustment;
  readonly leastEffect?: NonNullable<JudgeOptions["leastEffect"]>;
  /** What joins labels to requests; without it there are no live metrics. */
  readonly labels?: { readonly key: readonly string[]; readonly target: string };
  readonly metrics?: readonly MetricChoice[];
  /** Of two classes the second is answered above this probability; 0.5 when not given. */
  readonly threshold?: number;
  /** Of more than two classes the cheapest to expect is answered; the most probable when not given. */
  readonly costs?: NamedCosts;
  /** So long after its end a window of time waits for requests; half a minute when not given. */
  readonly lateMilliseconds?: number;
  /** How long the counts of the service are kept, for alerts over stretches that end now; a day when not given. */
  readonly serviceMilliseconds?: number;
  /** Rows of a window that are kept to be compared, and predictions that wait for labels. */
  readonly sampleRows?: number;
  readonly answerRows?: number;
}

/** What live data are compared with. */
export interface MonitorReference {
  /** Rows as requests carry them, at most some thousands. */
  readonly table: Table;
  /** Of all rows of that part. */
  readonly profile: readonly ColumnProfile[];
  /** What the model says of the rows of `table`; without it predictions are not compared. */
  readonly predictions?: Pick<LoggedColumns, "values" | "labels">;
}

/** The settings with what holds where they are not given. */
export const settingsOf = (definition: MonitorDefinition): MonitorSettings => ({
  ...{ level: 0.05, adjustment: "benjamini_hochberg", leastEffect: {}, lateMilliseconds: 30_000 },
  ...{ serviceMilliseconds: 86_400_000, sampleRows: 2000, answerRows: 20_000, metrics: [] },
  ...definition,
});

export type MonitorSettings = MonitorDefinition &
  Required<
    Pick<
      MonitorDefinition,
      | ("level" | "adjustment" | "leastEffect" | "metrics" | "lateMilliseconds")
      | ("serviceMilliseconds" | "sampleRows" | "answerRows")
    >
  >;
