import { type LineMap, lineMap } from "@mlopsc/diagnostics";
import type { Difference, SidedPlace } from "@mlopsc/plan";
import type { CompiledSide } from "../revisions/compile-side.ts";

/** All that a reviewer is shown, whatever the format. */
export interface Review {
  readonly base: ReviewedSide;
  readonly head: ReviewedSide;
  readonly difference: Difference;
  readonly metrics: readonly ModelMetrics[];
}

export interface ReviewedSide {
  /** `main`, `the working tree`, a folder. */
  readonly label: string;
  readonly commit?: string;
  /** By path. */
  readonly lines: ReadonlyMap<string, LineMap>;
}

/** What is known of a model that is trained anew, as each side has it; null: never trained as that side says. */
export interface ModelMetrics {
  readonly address: string;
  readonly base: SideMetrics | null;
  readonly head: SideMetrics | null;
}

/** On the test part; of a model that was not measured there none. */
export type SideMetrics = Readonly<Record<string, number | null>>;

export const reviewedSide = ({ side, files }: CompiledSide): ReviewedSide => ({
  label: side.label,
  ...(side.kind === "commit" ? { commit: side.commit } : {}),
  lines: new Map(files.map(({ path, text }) => [path, lineMap(text)])),
});

/** `churn.mlops:12`; of what only the base has, with its name. */
export function placeText({ at }: { readonly at?: SidedPlace }, review: Review): string {
  if (at === undefined) return "";
  const { label } = review[at.side];
  const position = positionOf(at, review);
  return `${at.place.file}:${position.line}${at.side === "base" ? ` in ${label}` : ""}`;
}

/** 1-based. */
export function positionOf(
  { side, place }: SidedPlace,
  review: Review,
): { readonly line: number; readonly column: number } {
  const lines = review[side].lines.get(place.file);
  return lines?.positionAt(place.span.start) ?? { line: 1, column: 1 };
}

/** `main (3f2a1c0)`. */
export const sideText = ({ label, commit }: ReviewedSide): string =>
  commit === undefined || label.includes(commit.slice(0, 7)) ? label : `${label} (${commit.slice(0, 7)})`;
