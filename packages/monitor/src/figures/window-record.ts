import type { DriftResult, DriftVerdict, JudgedColumn } from "@mlopsc/learn";
import type { Window } from "../window.ts";
import type { LatencyHistogram } from "../windows/latency-histogram.ts";
import type { OnlineChange } from "./online-changes.ts";

/** All that is known of a window that has ended: plain data. A figure is null where too little was seen to tell it. */
export interface WindowRecord {
  readonly window: Window;
  /** Watching began within it, so its number of requests says nothing. */
  readonly partial: boolean;
  readonly requests: number;
  readonly records: number;
  /** Requests by release. */
  readonly releases: Readonly<Record<string, number>>;
  /** Shares of the requests: answered with 5xx, and with 4xx. */
  readonly errors: number | null;
  readonly rejected: number | null;
  /** Milliseconds. */
  readonly latency: {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
    readonly histogram: LatencyHistogram;
  };
  /** Requests that came when the window they belong to had ended: they are in no window, and told by the next. */
  readonly late: number;
  /** What became of records: answered, out of the model's scope, too incomplete for it. */
  readonly outcomes: { readonly predicted: number; readonly outOfScope: number; readonly incomplete: number };
  readonly quality: Readonly<Record<string, ColumnQuality>>;
  readonly drift: DriftRecord;
  readonly changes: readonly OnlineChange[];
}

/** Shares of the records; null where there are too few. */
export interface ColumnQuality {
  readonly missing: number | null;
  readonly outOfRange: number | null;
  readonly unseen: number | null;
  /** Values for which a request was refused. */
  readonly refused: number;
}

export interface DriftRecord {
  readonly verdict: DriftVerdict["verdict"];
  /** Why there is none. */
  readonly reason?: "few_rows";
  /** Records that were compared: a sample of those of the window. */
  readonly rows: number;
  /** The share of the judged columns that have drifted. */
  readonly share: number | null;
  readonly columns: readonly JudgedColumn[];
  readonly predictions: readonly JudgedColumn[];
  readonly classifier:
    | (Pick<DriftResult, "auc" | "pValue" | "interval" | "roc" | "testRows"> & {
        readonly verdict: DriftVerdict["verdict"];
        /** The most important first, as shares of 1. */
        readonly importances: readonly { readonly column: string; readonly importance: number }[];
      })
    | null;
}
