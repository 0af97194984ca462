import { type MetricName, metricEntry } from "@mlopsc/vocabulary";
import { type Card, cardOf, facts } from "../card.ts";
import { tasksText } from "./algorithm-card.ts";

/** A metric: which way is good, between which values, for which tasks. */
export function metricCard(name: MetricName): Card {
  const { documentation, better, range, tasks, share, number } = metricEntry(name);
  const parentheses = share ? "(share)" : number ? "(number)" : "";
  const said = facts(`${better} is better`, boundsText(range), tasksText(tasks));
  return cardOf(`metric ${name}${parentheses}`, documentation, said);
}

/** `0..1`, `from 0`, `at most 1`. */
export function boundsText({ low, high }: { readonly low?: number; readonly high?: number }): string | null {
  if (low !== undefined && high !== undefined) return `${low}..${high}`;
  if (low !== undefined) return `from ${low}`;
  return high === undefined ? null : `at most ${high}`;
}
