import type { Span, TextEdit } from "@mlopsc/diagnostics";
import type { Snapshot } from "../workspace/snapshot.ts";

/** A change of the text that keeps, or only moves, what it means. */
export interface Refactoring {
  /** Names it on the wire, and nowhere else. */
  readonly name: string;
  readonly kind: "extract" | "inline" | "move" | "rewrite" | "sort";
  /** What it can do where a range of a file stands. Cheap: the edits are made when one is taken. */
  readonly offers: (snapshot: Snapshot, range: Span) => readonly Offer[];
}

export interface Offer {
  readonly title: string;
  readonly edits: () => readonly TextEdit[];
}
