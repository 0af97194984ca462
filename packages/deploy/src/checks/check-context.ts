import type { Diagnostic } from "@mlopsc/diagnostics";
import type { StoredModel, Table } from "@mlopsc/learn";
import type { CheckDefinition, Figures, ProgramLine } from "@mlopsc/vocabulary";

/** What the checks of one target measure, and with what. */
export interface CheckContext {
  /** Where the release answers. Smoke and parity try each place; load is spread over them. */
  readonly places: readonly CheckPlace[];
  /** The model as it was trained: what the places ought to answer. */
  readonly model: StoredModel;
  /** What answers call the model's version, where that is known: another version must not be what is measured. */
  readonly version?: string;
  /** Rows of the test part. */
  readonly rows: RecordedRows;
  /** In bytes; those that are absent are not known on this target. */
  readonly sizes: { readonly image?: number; readonly layer?: number; readonly model?: number };
  readonly deployment: string;
  readonly target: string;
  readonly seed: number;
  /** Runs a team's own test where its files are. */
  readonly runProgram: ProgramRunner;
  /** Aborting ends the check that runs; `runChecks` then rejects with the signal's reason. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/** A base URL, and headers that go with every request: they may name a release, or carry a key. */
export interface CheckPlace {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RecordedRows {
  /** The columns of a request, in any order. Those that are not there, as they hold personal data, are made up. */
  readonly table: Table;
  /** What each row is called in messages: `customer_id = C-17`. */
  readonly keys?: readonly string[];
}

export interface CheckProgress {
  readonly check: string;
  /** 0..1. */
  readonly share: number;
  /** What is left, where that can be told. */
  readonly milliseconds?: number;
}

/** Runs a program; its files are there when it starts, and all that it started has ended when this settles. */
export type ProgramRunner = (
  program: ProgramLine,
  options: {
    readonly variables: Readonly<Record<string, string>>;
    readonly timeoutMilliseconds: number;
    readonly signal: AbortSignal;
  },
) => Promise<ProgramEnd>;

/** How a program ended; `log` holds its last lines. */
export type ProgramEnd =
  | { readonly kind: "exited"; readonly exitCode: number; readonly log: readonly string[] }
  | { readonly kind: "killed"; readonly signal: string; readonly log: readonly string[] }
  | { readonly kind: "timedOut"; readonly log: readonly string[] }
  | { readonly kind: "missing"; readonly reason: string };

/** What a check found. */
export interface CheckResult {
  readonly kind: CheckDefinition["kind"];
  /** As written. */
  readonly source: string;
  readonly holds: boolean;
  readonly figures: Figures;
  /** The comparisons of its condition; `holds` is null where that hangs on a figure that is not known here. */
  readonly comparisons: readonly { readonly source: string; readonly holds: boolean | null }[];
  /** Why it does not hold, and what else is worth saying. */
  readonly findings: readonly Diagnostic[];
  readonly milliseconds: number;
}

/** What a check measured, before its condition is looked at. */
export interface Measured {
  readonly figures: Figures;
  /** Errors among them fail the check whatever its condition says. */
  readonly findings: readonly Diagnostic[];
  /** Nothing answered: there is no use in asking more. */
  readonly unreachable?: true;
}
