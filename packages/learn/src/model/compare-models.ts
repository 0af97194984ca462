import type { MetricChoice } from "@mlopsc/vocabulary";
import type { Interval } from "../metrics/bootstrap.ts";
import { pairedIntervals } from "../metrics/metric-intervals.ts";
import { type Measurable, takeScored } from "../metrics/take-scored.ts";
import type { Table } from "../table/table.ts";
import { mergedClasses } from "./class-labels.ts";
import { type LabelledPredictions, labelledPredictions, measure, widened } from "./evaluate-model.ts";
import type { StoredModel } from "./trained-model.ts";

/** Another model on the same rows. */
export interface ModelComparison {
  /** That both models predict. */
  readonly rows: number;
  /** By metric. The difference is own - other; its interval is of paired resamples. */
  readonly metrics: Readonly<Record<string, ComparedMetric>>;
}

export interface ComparedMetric {
  readonly own: number;
  readonly other: number;
  readonly difference: number;
  readonly interval?: Interval;
}

/** Why two models cannot be measured on the same rows. */
export type Incomparable =
  | { readonly kind: "task" | "answers" | "rows" | "metrics" | "unreadable" }
  | { readonly kind: "columns"; readonly columns: readonly string[] };

/** Measures a second model on the rows that a first has predicted, which both must predict and mean the same of. */
export function compareModels(
  own: LabelledPredictions,
  other: StoredModel,
  table: Table,
  metrics: readonly MetricChoice[],
  context: { readonly seed: number; readonly today: number },
): ModelComparison | Incomparable {
  if (other.definition.task !== own.scored.task) return { kind: "task" };
  const present = new Map(table.columns.map(({ name, kind }) => [name, kind]));
  const absent = other.definition.input.filter(({ name, type }) => present.get(name) !== type.kind);
  if (absent.length > 0) return { kind: "columns", columns: absent.map(({ name }) => name) };
  const predicted = labelledPredictions(other, table, context);
  if (!predicted.ok) return { kind: "answers" };
  const pair = alignedPair(own, predicted.value);
  if (!("first" in pair)) return pair;
  const { first, second } = pair;
  const [mine, theirs] = [measure(metrics, first), measure(metrics, second)];
  if (!mine.ok || !theirs.ok) return { kind: "metrics" };
  const differences = Object.fromEntries(
    Object.entries(mine.value).map(([key, value]) => [key, value - theirs.value[key]!]),
  );
  const intervals = pairedIntervals(metrics, first, second, differences, context.seed);
  const compared = Object.entries(differences).map(([key, difference]): [string, ComparedMetric] => {
    const interval = intervals[key];
    const values = { own: mine.value[key]!, other: theirs.value[key]!, difference };
    return [key, interval === undefined ? values : { ...values, interval }];
  });
  return { rows: first.truth.length, metrics: Object.fromEntries(compared) };
}

/** Both on the rows that both predict, under the same classes. */
function alignedPair(
  own: LabelledPredictions,
  other: LabelledPredictions,
): { readonly first: Measurable; readonly second: Measurable } | Incomparable {
  const places = new Map(Array.from(other.rows, (row, place) => [row, place]));
  const shared = Int32Array.from(own.rows.keys()).filter((place) => places.has(own.rows[place]!));
  if (shared.length === 0) return { kind: "rows" };
  const classes = mergedClasses(own.classes, other.classes);
  const first = takeScored(underClasses(own, classes), shared);
  const second = takeScored(
    underClasses(other, classes),
    shared.map((place) => places.get(own.rows[place]!)!),
  );
  return first.truth.every((value, row) => value === second.truth[row]) ? { first, second } : { kind: "answers" };
}

function underClasses(of: LabelledPredictions, classes: LabelledPredictions["classes"]): Measurable {
  if (of.classes.length === classes.length) return of;
  const predicted = widened(of.scored.predicted, of.classes, classes);
  return {
    truth: of.truth.map((index) => classes.indexOf(of.classes[index]!)),
    scored: { ...of.scored, classCount: classes.length, predicted, labels: classes.map(String) },
  };
}
