import {
  classIndices,
  evaluateMetric,
  jsonAt,
  requireColumn,
  requireNumeric,
  type ScoredRows,
  type Table,
} from "@mlopsc/learn";
import { metricKey } from "@mlopsc/vocabulary";
import type { MonitorDefinition } from "../monitor-definition.ts";
import { keyText, type WaitingAnswer } from "../windows/window-part.ts";

/** How good the predictions of a window were, as far as labels have come. */
export interface LiveMetrics {
  /** Predictions of the window that wait or have waited; a sample where there were very many. */
  readonly answers: number;
  readonly labelled: number;
  /** By metric key; null where too few labels have come, or the metric has no value on them. */
  readonly metrics: Readonly<Record<string, number | null>>;
}

/** Fewer labels than these tell nothing. */
export const leastLabelled = 30;

/** Labels by key: made once, for the predictions of many windows. */
export type LabelIndex = ReadonlyMap<string, number>;

/**
 * The rows of a table of labels by key, of several with the same key the last that has a label. Throws where a column is
 * absent: names are checked long before.
 */
export function indexLabels({ labels, task, classes }: MonitorDefinition, table: Table): LabelIndex {
  if (labels === undefined) return new Map();
  const keys = labels.key.map((name) => requireColumn(table, name));
  const target = requireColumn(table, labels.target);
  const truth = task === "regression" ? requireNumeric(table, labels.target).values : classIndices(target, classes);
  const index = new Map<string, number>();
  for (let row = 0; row < table.rows; row++) {
    const key = keyText(keys.map((column) => jsonAt(column, row)));
    if (key !== null && !Number.isNaN(truth[row]!)) index.set(key, truth[row]!);
  }
  return index;
}

/** Measures a window's predictions by the labels there are. With more labels, measure again: nothing is kept in between. */
export function measureLive(
  definition: MonitorDefinition,
  answers: readonly WaitingAnswer[],
  labels: LabelIndex,
): LiveMetrics {
  const { task, classes, costs, metrics = [] } = definition;
  const names = classes.map(String);
  const joined = answers.filter(([, key, value, label]) => labels.has(key) && (value !== null || label >= 0));
  const truth = Float64Array.from(joined, ([, key]) => labels.get(key)!);
  const scored: ScoredRows = {
    ...{ task, classCount: classes.length, predicted: predicted(joined, classes.length) },
    labels: names,
    ...(costs === undefined ? {} : { costs: { by: costs, known: names } }),
    ...(definition.threshold === undefined ? {} : { threshold: definition.threshold }),
  };
  const measured = metrics.map((choice) => {
    const found = joined.length < leastLabelled ? null : evaluateMetric(choice, truth, scored);
    return [metricKey(choice), found?.ok === true ? found.value : null] as const;
  });
  return { answers: answers.length, labelled: joined.length, metrics: Object.fromEntries(measured) };
}

/** Numbers, or probabilities: rows × classes. */
function predicted(answers: readonly WaitingAnswer[], classes: number): Float64Array {
  if (classes === 0) return Float64Array.from(answers, ([, , value]) => value!);
  if (classes === 2) return Float64Array.from(answers.flatMap(([, , value]) => [1 - value!, value!]));
  return Float64Array.from(answers.flatMap(([, , , , probabilities]) => probabilities!));
}
