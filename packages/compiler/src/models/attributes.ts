import type { Span } from "@mlopsc/diagnostics";
import type { Member, SectionSyntax, ValueSyntax } from "@mlopsc/grammar";
import type { BoundAttribute, ChoiceValue, Declaration, Program, Value } from "../semantics/program.ts";

/** The attribute of a block, where it was given and could be read. */
export const attributeOf = (program: Program, block: Declaration, name: string): BoundAttribute | undefined =>
  program.bound.get(block)?.attributes.get(name);

/** Its value, where it is of this kind. */
export function typedValueOf<Kind extends Value["kind"]>(
  program: Program,
  block: Declaration,
  name: string,
  kind: Kind,
): (Value & { readonly kind: Kind }) | undefined {
  const value = attributeOf(program, block, name)?.value;
  return value?.kind === kind ? (value as Value & { readonly kind: Kind }) : undefined;
}

/** The one word or call of a choice. */
export const choiceOf = (program: Program, block: Declaration, name: string): ChoiceValue | undefined =>
  typedValueOf(program, block, name, "choice")?.choices[0];

/** The blocks that an attribute refers to. */
export const referencesOf = (
  program: Program,
  block: Declaration,
  name: string,
): readonly { readonly declaration: Declaration; readonly span: Span }[] =>
  typedValueOf(program, block, name, "reference")?.to ?? [];

/** The columns that join labels to requests, as a monitor says them; none where it has no labels. */
export function labelKey(monitor: Declaration, program: Program): readonly string[] {
  const key = attributeOf(program, monitor, "labels")?.clauses.get("on");
  return key?.kind === "columns" ? key.selection.names.map(({ text }) => text) : [];
}

/** A number among a call's parameters, or the table's default where it was not given. */
export function numberOf(choice: ChoiceValue | undefined, name: string, fallback: number): number {
  const value = choice?.parameters.get(name);
  return typeof value === "object" && "value" in value && typeof value.value === "number" ? value.value : fallback;
}

/** Syntax that was left for the block's own checks: an algorithm, a metric, a condition. */
export const syntaxOf = (program: Program, block: Declaration, name: string): ValueSyntax | undefined =>
  typedValueOf(program, block, name, "syntax")?.value;

/** The lines of a section that have this form. */
export function linesOf<Node extends Member["node"]>(
  block: Declaration,
  section: string,
  node: Node,
): readonly Extract<Member, { readonly node: Node }>[] {
  return block.block.members
    .filter((member): member is SectionSyntax => member.node === "section" && member.name.text === section)
    .flatMap(({ members }) => members)
    .filter((line): line is Extract<Member, { readonly node: Node }> => line.node === node);
}

/** Where a message about the whole block stands: its name. */
export const nameSpan = (block: Declaration): Span => block.block.name?.span ?? block.block.kind.span;
