import type { Step } from "./step.ts";

/** What the compiler asks for, in an order in which inputs come first. */
export interface DesiredState {
  readonly project: { readonly name: string; readonly description: string | null; readonly seed: number };
  readonly steps: readonly Step[];
}

/** What the registry knows of one step that was finished. */
export interface FinishedStep {
  readonly address: string;
  readonly kind: string;
  /** Canonical JSON of the config, to say what changed. */
  readonly config: string;
  /** Role → address, as in the step. */
  readonly inputs: Readonly<Record<string, string>>;
  /** The digest of the definition when it was done: see `digest.ts`. */
  readonly digest: string;
  /** Digest of what came out: equal outputs make equal digests, so what follows can be reused. */
  readonly output: string;
  /** For sources: digest of the files taken in. */
  readonly fingerprint?: string;
  /** The version of the handler that did it: tells "done differently now" from "an input was done anew since". */
  readonly handlerVersion?: number | string;
  readonly durationMilliseconds: number;
}

export interface RegistrySnapshot {
  /** Grows with every change of the registry; a saved plan is stale when it moved on. */
  readonly serial: number;
  readonly steps: Readonly<Record<string, FinishedStep>>;
}

/** reuse: nothing to do. update: measured or recorded anew, in place. replace: computed anew. */
export type Action = "reuse" | "create" | "update" | "replace" | "remove";

/** The glyph that a printed plan shows for each action. */
export const glyphs: Readonly<Record<Action, string>> = {
  reuse: " ",
  create: "+",
  update: "~",
  replace: "-/+",
  remove: "-",
};

export type ChangeClass =
  | "metadata"
  | "monitor"
  | "redeploy"
  | "re-evaluate"
  | "retrain"
  | "re-transform"
  | "re-validate"
  | "re-ingest";

/** One link of the chain from what a person changed to this step: "`impute age`: median → mean". */
export interface Cause {
  readonly address: string;
  readonly change: string;
}

export interface PlannedStep {
  readonly action: Action;
  readonly address: string;
  readonly kind: string;
  /** Absent where the step is removed. */
  readonly step?: Step;
  readonly class: ChangeClass;
  /** Only with `reuse`: the result is recorded under this address, which the project no longer has. */
  readonly movedFrom?: string;
  /** Empty for reuse (but for a move). The first is what a person changed, the last is this step. */
  readonly causes: readonly Cause[];
  /** True where an input will be computed anew: if that gives the same bytes, this is reused after all. */
  readonly provisional: boolean;
  /** Nothing of it is asked otherwise: only what it left out there came undone. */
  readonly drifted?: true;
  /** Of a search that was stopped: what is kept of it. An apply does the rest. */
  readonly kept?: SearchProgress;
  /** From history, of this step or of its kind; absent where there is none. */
  readonly estimateMilliseconds?: number;
}

/** How far a search came. */
export interface SearchProgress {
  readonly done: number;
  /** At most. */
  readonly of: number;
  /** A halving measures a trial several times, each time on more rows. */
  readonly unit: "trials" | "measurements";
}

export interface Plan {
  readonly formatVersion: 1;
  readonly project: DesiredState["project"];
  /** Only this block or step and what it needs was planned: the plan is incomplete on purpose. */
  readonly target?: string;
  /** The registry that it was made against. */
  readonly serial: number;
  /** Inputs first; removals last. */
  readonly steps: readonly PlannedStep[];
  /** Digest of source files at planning, by address of the `ingest-dataset` step. */
  readonly fingerprints: Readonly<Record<string, string>>;
}
