import type { Declaration } from "@mlopsc/compiler";
import { tableSchema } from "../columns-at.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { Question } from "../question.ts";
import { referenceItem } from "./reference-items.ts";

/** Datasets and transforms that a step or a sample can read: without a split, and not made from who asks. */
export function tableItems(verb: string, question: Question): readonly CompletionItem[] {
  const { program, block, analyses } = question;
  const isFirst = verb !== "" && question.place.line?.before.length === 1;
  const makes = dependents(question);
  const transforms = [...program.byKind.transform.values()].filter((transform) => {
    const isSplit = analyses.transforms.get(transform)?.steps.some(({ stage }) => stage === "split") === true;
    return transform !== block && !makes(transform) && (verb === "" || !isSplit);
  });
  const read = new Set(block === null ? [] : analyses.transforms.get(block)?.sources);
  const rankOf = (table: Declaration): number => (read.has(table) && isFirst ? 1 : 0);
  return [...program.byKind.dataset.values(), ...transforms].map((table) => ({
    ...referenceItem(table, rankOf(table), question),
    origin: `${table.kind}${countOf(tableSchema(table, question)?.columns.length)}`,
  }));
}

const countOf = (count: number | undefined): string =>
  count === undefined || count === 0 ? "" : ` · ${count} columns`;

/** Whether a transform is made from the block that asks. */
function dependents({ analyses, block }: Question): (transform: Declaration) => boolean {
  const known = new Map<Declaration, boolean>();
  const reads = (transform: Declaration): boolean => {
    const answer = known.get(transform);
    if (answer !== undefined) return answer;
    // In a cycle nobody is done before the others.
    known.set(transform, false);
    const sources = analyses.transforms.get(transform)?.sources ?? [];
    const found = sources.some((source) => source === block || reads(source));
    known.set(transform, found);
    return found;
  };
  return reads;
}
