import type { GateDefinition } from "@mlopsc/vocabulary";
import { changeText } from "../../describe/change-text.ts";
import type { Step, StepKind } from "../../step.ts";
import { blockOf } from "../../target-steps.ts";
import type { Risk } from "../difference.ts";
import { meaningText, sameMeaning } from "../meaning-text.ts";
import type { BlockOutline, Meaning } from "../outline.ts";
import type { Sides } from "../sides.ts";

/** Something that a reviewer should not miss: a row of `table.ts`, told in docs/review.md. */
export interface Rule {
  readonly name: string;
  /** What it finds, in a few words: "Alert loosened". */
  readonly title: string;
  readonly find: (sides: Sides) => readonly Finding[];
}

export type Finding = Pick<Risk, "address" | "change" | "at">;

/** A block that both sides have. */
export interface KeptBlock {
  readonly address: string;
  readonly before: BlockOutline;
  readonly after: BlockOutline;
}

export const keptBlocks = ({ blocks }: Sides, kind: BlockOutline["kind"]): readonly KeptBlock[] =>
  blocks.flatMap(({ address, before, after }) =>
    before !== undefined && after?.kind === kind ? [{ address, before, after }] : [],
  );

/** One finding for each block of a kind that only the base has. */
export const removedBlocks = (
  { blocks }: Sides,
  kind: BlockOutline["kind"],
  change: (before: BlockOutline) => string,
): readonly Finding[] =>
  blocks.flatMap(({ address, before, after }) =>
    before?.kind === kind && after === undefined
      ? [{ address, change: change(before), at: { side: "base", place: before.place } }]
      : [],
  );

type StepOfKind<Kind extends StepKind> = Extract<Step, { readonly kind: Kind }>;

export interface KeptStep<Kind extends StepKind> {
  readonly address: string;
  readonly before: StepOfKind<Kind>;
  readonly after: StepOfKind<Kind>;
}

/** Steps of a kind that both sides have. */
export const keptSteps = <Kind extends StepKind>({ steps }: Sides, kind: Kind): readonly KeptStep<Kind>[] =>
  steps.flatMap(({ address, before, after }) =>
    before?.kind === kind && after?.kind === kind
      ? [{ address, before: before as StepOfKind<Kind>, after: after as StepOfKind<Kind> }]
      : [],
  );

/** A finding about a step of the head; the place is that of a part of it, where the part is known. */
export const stepFinding = ({ address, place, partPlaces }: Step, change: string, part = -1): Finding => ({
  address: blockOf(address),
  change,
  at: { side: "head", place: partPlaces?.[part] ?? place },
});

/** A finding about an attribute: "`port`: 8081 → 8082", where it stands in the head. */
export const attributeFinding = ({ address, before, after }: KeptBlock, name: string): Finding => ({
  address,
  change: changeText(name, meaningText(meaningOf(before, name)), meaningText(meaningOf(after, name))),
  at: { side: "head", place: after.attributes[name]?.place ?? after.place },
});

export const meaningOf = ({ attributes }: BlockOutline, name: string): Meaning =>
  attributes[name]?.meaning ?? { kind: "none" };

export const attributeDiffers = ({ before, after }: KeptBlock, name: string): boolean =>
  !sameMeaning(meaningOf(before, name), meaningOf(after, name));

/** Addresses that an attribute refers to. */
export function referencesOf(block: BlockOutline, name: string): readonly string[] {
  const meaning = meaningOf(block, name);
  return meaning.kind === "references" ? meaning.to : [];
}

/** The number of an attribute, or of a parameter of the call that it is; undefined where it is something else. */
export function numberOf(block: BlockOutline, name: string, parameter?: string): number | undefined {
  const meaning = meaningOf(block, name);
  const value = parameter !== undefined && meaning.kind === "choice" ? meaning.parameters[parameter] : meaning;
  return value?.kind === "number" ? value.value : undefined;
}

/** The word of an attribute that is a choice. */
export function wordOf(block: BlockOutline, name: string): string | undefined {
  const meaning = meaningOf(block, name);
  return meaning.kind === "choice" ? meaning.name : undefined;
}

/** Whether a number grew, where both sides have one. */
export const grew = (before: number | undefined, after: number | undefined): boolean =>
  before !== undefined && after !== undefined && after > before;

export interface Bound {
  readonly operator: GateDefinition["operator"];
  readonly bound: number;
}

/** Whether a condition asks for more than before (holds less often), for less, or neither can be said. */
export function demandOf(before: Bound, after: Bound): "same" | "more" | "less" | "other" {
  if (before.operator === after.operator && before.bound === after.bound) return "same";
  const direction = before.operator.charAt(0);
  if (direction !== after.operator.charAt(0) || (direction !== "<" && direction !== ">")) return "other";
  if (before.bound === after.bound) return after.operator.endsWith("=") ? "less" : "more";
  return after.bound > before.bound === (direction === ">") ? "more" : "less";
}
