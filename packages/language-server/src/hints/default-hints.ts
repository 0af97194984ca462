import type { BlockSyntax, ExpressionSyntax, Member } from "@mlopsc/grammar";
import { blockEntry, type CallEntry, isBlockKind, isVerb, stepEntry } from "@mlopsc/vocabulary";
import type { InlayHint } from "./inlay-hints.ts";

/** What words that may be calls are called with when nothing is said: `clip spend by iqr` (factor: 1.5). */
export function defaultHints(block: BlockSyntax): readonly InlayHint[] {
  const known = kept.get(block);
  if (known !== undefined) return known;
  const hints = block.members.flatMap((member) => memberHints(member, block.kind.text));
  kept.set(block, hints);
  return hints;
}

const kept: WeakMap<BlockSyntax, readonly InlayHint[]> = new WeakMap();

function memberHints(member: Member, kind: string): readonly InlayHint[] {
  if (member.node === "attribute") {
    const value = isBlockKind(kind) ? blockEntry(kind).attributes[member.name.text]?.value : undefined;
    return value?.kind === "choice" ? hintOf(member.value.expression, value.options) : [];
  }
  if (member.node !== "step" || !isVerb(member.verb.text)) return [];
  const { clauses } = stepEntry(member.verb.text);
  return member.clauses.flatMap(({ word, values }) =>
    values.flatMap((value) => hintOf(value, clauses[word.text]?.methods ?? {})),
  );
}

function hintOf(expression: ExpressionSyntax, options: Readonly<Record<string, CallEntry>>): readonly InlayHint[] {
  if (expression.node !== "name" || !Object.hasOwn(options, expression.name)) return [];
  const given = Object.entries(options[expression.name]?.parameters ?? {}).filter(
    ([, parameter]) => parameter.default !== undefined,
  );
  if (given.length === 0) return [];
  const text = `(${given.map(([name, parameter]) => `${name}: ${parameter.default}`).join(", ")})`;
  const tooltip = given.map(([name, parameter]) => `${name}: ${parameter.documentation}`).join("\n");
  return [{ offset: expression.span.end, text, topic: "defaults", tooltip }];
}
