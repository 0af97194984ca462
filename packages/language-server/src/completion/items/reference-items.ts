import type { Declaration } from "@mlopsc/compiler";
import { nameText } from "@mlopsc/plan";
import { type BlockKind, isBlockKind, type ValueKind } from "@mlopsc/vocabulary";
import { cardMarkdown } from "../../hover/card.ts";
import { declarationCard } from "../../hover/cards/declaration-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { ValueContext } from "../cursor-context.ts";
import { hoverContext } from "../hover-context.ts";
import { modelOf } from "../model-of.ts";
import { type Question, referencesOf } from "../question.ts";
import { escaped } from "../snippet.ts";

/** Blocks of the wanted kinds that fit; all of them where none does. */
export function referenceItems(
  value: Extract<ValueKind, { kind: "reference" }>,
  context: ValueContext,
  question: Question,
): readonly CompletionItem[] {
  const kinds = value.to.filter(isBlockKind);
  const all = kinds.flatMap((kind) => [...question.program.byKind[kind].values()]);
  const others = all.filter((block) => block !== question.block && !context.items.includes(block.name));
  const fitting = others.filter((block) => fits(block, question));
  return (fitting.length > 0 ? fitting : others).map((block) => referenceItem(block, 0, question));
}

export const referenceItem = (block: Declaration, rank: number, question: Question): CompletionItem => ({
  label: block.name,
  kind: "reference",
  rank,
  origin: block.kind,
  snippet: escaped(nameText(block.name)),
  documentation: () => cardMarkdown(declarationCard(block, hoverContext(question))),
});

/** Whether a block can stand where it is of the right kind. */
function fits(block: Declaration, question: Question): boolean {
  const asks = question.block?.kind;
  return asks === undefined ? true : (fitting[asks]?.(block, question) ?? true);
}

const fitting: Partial<Record<BlockKind, (block: Declaration, question: Question) => boolean>> = {
  // Learning begins below a split.
  model: (block, { analyses }) => block.kind !== "transform" || analyses.transforms.get(block)?.split !== null,
  // Members answer as one: they predict the same of the same rows.
  ensemble: (block, question) => {
    const [first] = referencesOf(question, question.block, "members");
    const [own, wanted] = [modelOf(block, question), modelOf(first ?? null, question)];
    return wanted === undefined || (own?.task === wanted.task && own?.target?.name === wanted.target?.name);
  },
};
