import type { Declaration } from "@mlopsc/compiler";
import { type BlockKind, blockEntry, isBlockKind, type ValueKind } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import type { ValueContext } from "../cursor-context.ts";
import { modelOf } from "../model-of.ts";
import { type Question, referencesOf } from "../question.ts";
import { escaped } from "../snippet.ts";
import { writtenName } from "../written-name.ts";

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
  return (fitting.length > 0 ? fitting : others).map((block) => referenceItem(block, 0));
}

export const referenceItem = (block: Declaration, rank: number): CompletionItem => ({
  label: block.name,
  kind: "reference",
  rank,
  origin: block.kind,
  snippet: escaped(writtenName(block.name)),
  documentation: () => documentationOf(block),
});

function documentationOf({ kind, name, file, documentation }: Declaration): string {
  const own = documentation ?? blockEntry(kind).documentation;
  return `\`\`\`mlops\n${kind} ${writtenName(name)}\n\`\`\`\n\n${own}\n\n${file}`;
}

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
