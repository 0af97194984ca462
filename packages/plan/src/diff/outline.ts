import type { Place } from "@mlopsc/diagnostics";
import type { BlockKind, Column, SearchDefinition, TransformStep } from "@mlopsc/vocabulary";
import type { FigureBound } from "../figure-bounds.ts";
import type { DesiredState } from "../plan.ts";
import type { Step } from "../step.ts";

/**
 * What one revision of a project says, as plain data: all that a comparison of two reads. Layout, comments, the order of
 * blocks and the names of files are not in it, but for the places.
 */
export interface ProgramOutline {
  readonly project: DesiredState["project"];
  /** Of the blocks without mistakes, inputs first. */
  readonly steps: readonly Step[];
  readonly blocks: readonly BlockOutline[];
  /** False where there are mistakes, or columns that are not known: then steps that are missing say nothing. */
  readonly complete: boolean;
  /** There are mistakes outside all blocks, as a misspelt kind of block: then blocks that are missing say nothing. */
  readonly lost: boolean;
}

export interface BlockOutline {
  readonly address: string;
  readonly kind: BlockKind;
  readonly place: Place;
  readonly documentation: string | null;
  /** It has mistakes: what is not in it says nothing. */
  readonly broken: boolean;
  /** Addresses of the blocks that it refers to. */
  readonly reads: readonly string[];
  /** What no step's config holds, by attribute, with the defaults filled in. */
  readonly attributes: Readonly<Record<string, OutlineValue>>;
  /** The lines of `checks`. */
  readonly checks: readonly OutlineCheck[];
  /** Of a transform: its steps, and what comes out. */
  readonly transform?: { readonly steps: readonly OutlineStep[]; readonly columns: readonly Column[] };
  readonly search?: SearchDefinition;
  /** Of a model: the features that are personal. */
  readonly personalFeatures?: readonly string[];
}

export interface OutlineStep {
  readonly lowered: readonly TransformStep[];
  /** Of a step whose lowered form would hide what was written: `drop`, which becomes a list of what stays. */
  readonly words?: { readonly subject: string; readonly manner: string };
}

export interface OutlineValue {
  readonly meaning: Meaning;
  /** Absent of a default. */
  readonly place?: Place;
}

export interface OutlineCheck {
  /** `load` with its parameters, the defaults filled in. */
  readonly call: Extract<Meaning, { readonly kind: "choice" }>;
  readonly condition: Extract<Meaning, { readonly kind: "condition" }>;
  readonly place: Place;
}

/** What a value means, in one form for all ways of writing it. */
export type Meaning =
  | { readonly kind: "text"; readonly value: string }
  /** Fractions of percents, milliseconds, bytes, rates in 1/s, days since 1970-01-01. */
  | { readonly kind: "number"; readonly unit: NumberUnit; readonly value: number }
  | { readonly kind: "truth"; readonly value: boolean }
  | { readonly kind: "none" }
  /** Addresses; sorted where their order means nothing. */
  | { readonly kind: "references"; readonly to: readonly string[] }
  | { readonly kind: "choice"; readonly name: string; readonly parameters: Readonly<Record<string, Meaning>> }
  | {
      readonly kind: "condition";
      /** All must hold; null where the condition is not of that form. */
      readonly parts: readonly FigureBound[] | null;
      /** As written, in one layout. Only counts where there are no parts. */
      readonly text: string;
      readonly holdMilliseconds?: number;
    };

export type NumberUnit = "number" | "percent" | "duration" | "bytes" | "rate" | "date";
