import { type AlgorithmName, algorithmEntry, algorithms, isAlgorithmName } from "@mlopsc/vocabulary";
import { cardMarkdown } from "../../hover/card.ts";
import { algorithmCard } from "../../hover/cards/algorithm-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { ValueContext } from "../cursor-context.ts";
import { taskOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { hole } from "../snippet.ts";

const names = Object.keys(algorithms).filter(isAlgorithmName);

/** Learners that can do the task; all where it is not known. */
export function algorithmItems(
  { items }: Pick<ValueContext, "items">,
  { place, ...question }: Question,
): readonly CompletionItem[] {
  const task = taskOf(question.block, question);
  const fitting = names.filter((name) => task === null || algorithmEntry(name).tasks.includes(task));
  const isCalled = place.next?.type === "LeftParenthesis";
  return fitting.filter((name) => !items.includes(name)).map((name) => algorithmItem(name, isCalled));
}

function algorithmItem(name: AlgorithmName, isCalled: boolean): CompletionItem {
  const { outside, tasks } = algorithmEntry(name);
  return {
    label: name,
    kind: "algorithm",
    rank: outside === undefined ? 0 : 1,
    ...(outside === undefined ? {} : { note: '("…")' }),
    origin: tasks.length === 3 ? "" : tasks.join(", "),
    snippet: outside === undefined || isCalled ? name : `${name}("${hole(1)}")`,
    opensNext: outside !== undefined,
    documentation: () => cardMarkdown(algorithmCard(name)),
  };
}
