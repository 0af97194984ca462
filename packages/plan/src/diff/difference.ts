import type { Place } from "@mlopsc/diagnostics";
import type { Action, ChangeClass } from "../plan.ts";

/** What the head of a comparison says otherwise than its base. */
export interface Difference {
  /** Nothing differs but layout, comments, the order of blocks, the names of files, or ways of writing the same. */
  readonly same: boolean;
  /** Gravest first. */
  readonly risks: readonly Risk[];
  /** By block; what causes the heaviest work first. */
  readonly changes: readonly Change[];
  /** What only people read. */
  readonly documentation: readonly DocumentationChange[];
  /** Addresses of blocks that have mistakes on a side, or need one that has. */
  readonly notCompared: readonly string[];
  /** All steps that have to be done, in order; each follows from some change. */
  readonly work: readonly Consequence[];
  /** Of all that has to be done, from history; absent where there is none. */
  readonly estimateMilliseconds?: number;
}

/** Where something stands: in which of the two revisions. */
export interface SidedPlace {
  readonly side: "base" | "head";
  readonly place: Place;
}

/** A change that a reviewer should not miss. */
export interface Risk {
  /** Name of the rule that found it: `alert-loosened`. */
  readonly rule: string;
  /** What the rule finds, in a few words. */
  readonly title: string;
  readonly address: string;
  /** "`when`: drift.auc > 0.75 → drift.auc > 0.9". */
  readonly change: string;
  readonly at?: SidedPlace;
}

/** What was changed of one block, and what has to be done because of it. */
export interface Change {
  readonly address: string;
  readonly kind: "added" | "removed" | "renamed" | "changed";
  /** Of a renamed block its address in the base. */
  readonly formerly?: string;
  /** "`impute age`: median → mean". */
  readonly phrases: readonly string[];
  readonly at?: SidedPlace;
  /** In the order in which they would be done; empty where nothing follows. */
  readonly consequences: readonly Consequence[];
}

export interface Consequence {
  readonly address: string;
  readonly action: Exclude<Action, "reuse">;
  readonly class: ChangeClass;
  /** Not done where its inputs come out the same. */
  readonly provisional: boolean;
  readonly estimateMilliseconds?: number;
}

export interface DocumentationChange {
  readonly address: string;
  readonly change: string;
}
