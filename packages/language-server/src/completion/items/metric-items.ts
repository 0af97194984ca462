import { isMetricName, type MetricName, metricEntry, metrics } from "@mlopsc/vocabulary";
import { cardMarkdown } from "../../hover/card.ts";
import { metricCard } from "../../hover/cards/metric-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import { modelOf, taskOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { hole } from "../snippet.ts";

const names = Object.keys(metrics).filter(isMetricName);

/** Metrics that the task has: those that the model measures first. */
export function metricItems(written: readonly string[], question: Question, prefix = ""): readonly CompletionItem[] {
  const { place, block } = question;
  const task = taskOf(block, question);
  const measured = new Set(modelOf(block, question)?.metrics.map(({ metric }) => metric));
  const isCalled = place.next?.type === "LeftParenthesis";
  const fitting = names.filter((name) => task === null || metricEntry(name).tasks.includes(task));
  return fitting
    .filter((name) => !written.includes(name))
    .map((name) => metricItem(name, measured.has(name) ? 0 : 1, isCalled, prefix));
}

function metricItem(name: MetricName, rank: number, isCalled: boolean, prefix: string): CompletionItem {
  const { share, number, better } = metricEntry(name);
  const example = share === true ? "10%" : number?.example;
  return {
    label: `${prefix}${name}`,
    kind: "metric",
    rank,
    ...(example === undefined ? {} : { note: `(${example})` }),
    origin: `${better} is better`,
    snippet: example === undefined || isCalled ? `${prefix}${name}` : `${prefix}${name}(${hole(1, example)})`,
    documentation: () => cardMarkdown(metricCard(name)),
  };
}
