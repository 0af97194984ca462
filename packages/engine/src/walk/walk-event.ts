import type { Diagnostic } from "@mlopsc/diagnostics";

/** What a renderer hears of an apply, in order. Steps that the plan simply reuses are silent. */
export type WalkEvent =
  | {
      readonly type: "started";
      readonly address: string;
      readonly kind: string;
      readonly estimateMilliseconds?: number;
    }
  | {
      readonly type: "progress";
      readonly address: string;
      /** 0..1; null where it cannot be told. */
      readonly fraction: number | null;
      readonly message: string;
    }
  /** Said on the way, and worth keeping. */
  | { readonly type: "noted"; readonly address: string; readonly message: string }
  | {
      readonly type: "finished";
      readonly address: string;
      readonly durationMilliseconds: number;
      /** Warnings. */
      readonly diagnostics: readonly Diagnostic[];
    }
  /** Its inputs turned out as they were, or it was computed for an earlier spec: nothing was done. */
  | { readonly type: "reused"; readonly address: string }
  /** `finished` too, and kept, but nothing may follow from it: a gate does not hold. */
  | { readonly type: "objected"; readonly address: string; readonly diagnostics: readonly Diagnostic[] }
  | { readonly type: "failed"; readonly address: string; readonly diagnostics: readonly Diagnostic[] }
  /** It may not be done yet: a person is to say so first. */
  | { readonly type: "held"; readonly address: string; readonly because: string }
  | { readonly type: "skipped"; readonly address: string; readonly because: string }
  | { readonly type: "interrupted"; readonly address: string }
  | { readonly type: "removed"; readonly address: string }
  | ({ readonly type: "estimate" } & RemainingTime);

export interface RemainingTime {
  readonly remainingMilliseconds: number;
  /** False where some step was never done before: then it is a lower bound. */
  readonly complete: boolean;
}

export type StepState = "finished" | "reused" | "held" | "failed" | "skipped" | "interrupted" | "removed";

export interface WalkSummary {
  readonly status: "done" | "failed" | "interrupted";
  /** Of every planned step. A step with objections counts as failed. */
  readonly states: ReadonlyMap<string, StepState>;
  /** Errors and warnings of all steps, in the order in which they came. */
  readonly diagnostics: readonly Diagnostic[];
}
