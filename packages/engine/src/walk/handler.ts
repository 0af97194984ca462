import type { Diagnostic } from "@mlopsc/diagnostics";
import type { HandlerVersions, Step, StepKind } from "@mlopsc/plan";
import type { NewVersions } from "../registry/step-records.ts";

/** One piece of work, with all that it may look at. */
export interface StepTask<Kind extends StepKind = StepKind> {
  readonly step: Extract<Step, { kind: Kind }>;
  /** By role. */
  readonly inputs: Readonly<Record<string, StepOutput>>;
  readonly executionKey: string;
  /** Digest of the source files as the plan saw them (`ingest-dataset` only). */
  readonly fingerprint?: string;
  /** Aborted on Ctrl-C: stop at once and leave nothing behind. */
  readonly signal: AbortSignal;
  /** `fraction` is 0..1; null where it is not known, or as before. */
  progress(fraction: number | null, message: string): void;
  /** A line that a person may want to read again later. */
  note(message: string): void;
}

/** What an earlier step gave. */
export interface StepOutput {
  readonly address: string;
  readonly kind: string;
  /** Digest of the outcome. */
  readonly output: string;
  readonly outcome: unknown;
}

export type HandlerResult =
  | {
      /** Plain JSON data; the digest of its canonical text is the output of the step. No time of day, no duration. */
      readonly outcome: unknown;
      /** Every object that the outcome names. */
      readonly objects: readonly string[];
      /** Warnings. */
      readonly diagnostics?: readonly Diagnostic[];
      readonly failed?: never;
      readonly held?: never;
    }
  | { readonly failed: readonly Diagnostic[]; readonly held?: never }
  /** It may not be done yet, and that is no failure: what it waits for, in words. */
  | { readonly held: string; readonly failed?: never };

/** A step whose outcome is known. */
export type DoneStep<Kind extends StepKind = StepKind> = Pick<StepTask<Kind>, "step" | "inputs" | "fingerprint"> & {
  readonly outcome: unknown;
};

/** A step that was done for an earlier spec, as it was asked for then. */
export interface GoneStep<Kind extends StepKind = StepKind> {
  readonly address: string;
  readonly config: Extract<Step, { kind: Kind }>["config"];
  readonly outcome: unknown;
  readonly signal: AbortSignal;
}

/** Carries out one kind of step. */
export interface Handler<Kind extends StepKind = StepKind> {
  /** Raised when the same step would give another outcome. */
  readonly version: number;
  run(task: StepTask<Kind>): Promise<HandlerResult>;
  /** What the outcome, computed now or known already, adds to the lists of versions. */
  versions?(done: DoneStep<Kind>): NewVersions;
  /** Takes down what a step that is no longer in the project left out there. Absent: there is nothing. */
  remove?(gone: GoneStep<Kind>): Promise<readonly Diagnostic[]>;
  /** Why nothing may be built on this finished step: gates that do not hold. Told at every apply. */
  objections?(step: Extract<Step, { kind: Kind }>, outcome: unknown): readonly Diagnostic[];
}

export type Handlers = { readonly [Kind in StepKind]: Handler<Kind> };

/** The handler of a step, as one that takes any step: the table guarantees that they belong together. */
export const handlerOf = (handlers: Handlers, kind: StepKind): Handler => handlers[kind] as unknown as Handler;

/** What `stepDigest` and `comparePlan` ask for. */
export const versionsOf = (handlers: Handlers): HandlerVersions =>
  Object.fromEntries(Object.entries(handlers).map(([kind, handler]) => [kind, handler.version])) as HandlerVersions;
