import type { ColumnProfile, SplitProof } from "@mlopsc/learn";
import type { Column } from "@mlopsc/vocabulary";
import type { DriftReport } from "./drift-data.ts";
import type { ModelReport } from "./model-data.ts";
import type { MonitorReport } from "./monitor-data.ts";

/**
 * All that a report shows, as plain data. It holds no clock and no look-up: the same data gives the same page. Parts that
 * a project does not have are empty lists or absent, and their sections are left out.
 */
export interface ReportData {
  readonly project: { readonly name: string; readonly description?: string; readonly seed: number };
  /** When the report was made: ISO 8601 in UTC. */
  readonly madeAt: string;
  /** The version of mlopsc that made it. */
  readonly toolVersion: string;
  readonly datasets: readonly DatasetReport[];
  readonly splits: readonly SplitReport[];
  readonly models: readonly ModelReport[];
  readonly drifts: readonly DriftReport[];
  readonly monitors: readonly MonitorReport[];
  readonly lineage: LineageGraph;
}

/** A version of a dataset, after its expectations. */
export interface DatasetReport {
  readonly name: string;
  /** The `##` comment before the block. */
  readonly documentation?: string;
  /** Digest of the version, or its number. */
  readonly version: string;
  readonly source?: string;
  /** ISO 8601. */
  readonly takenIn?: string;
  readonly rows: number;
  readonly key: readonly string[];
  readonly columns: readonly ColumnReport[];
  readonly expectations: readonly ExpectationReport[];
}

/** Of a column whose type is `pii` only counts are shown, whatever its profile holds. */
export interface ColumnReport {
  readonly type: Column["type"];
  readonly profile: ColumnProfile;
}

export interface ExpectationReport {
  /** As written: `missing(age) < 5%`. */
  readonly source: string;
  readonly outcome: "held" | "warned" | "dropped" | "failed";
  /** The figure measured, where it tests one; a share where `share` is true. */
  readonly measured?: number;
  readonly share?: true;
  /** Rows that did not meet it: put aside where dropped. */
  readonly rows?: number;
}

export interface SplitReport {
  /** The transform that holds the split. */
  readonly name: string;
  /** As written: `split test 20% by time at`. */
  readonly method: string;
  readonly train: number;
  readonly test: number;
  /** Rows that a filter above the split left out. */
  readonly outOfScope: number;
  readonly proof: SplitProof;
}

export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
  /** From what is read to what is made; both ends are ids of nodes. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

export interface LineageNode {
  readonly id: string;
  readonly kind:
    | "source"
    | "dataset"
    | "transform"
    | "split"
    | "search"
    | "model"
    | "ensemble"
    | "drift"
    | "deployment"
    | "monitor";
  readonly label: string;
  /** A second line: rows, version, algorithm. */
  readonly detail?: string;
}
