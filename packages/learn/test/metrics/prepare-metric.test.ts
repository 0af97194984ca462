import { evaluateMetric, prepareMetric, type ScoredRows } from "@mlopsc/learn";
import { type MetricChoice, type MetricName, metricEntry, metricKey, metrics, type Task } from "@mlopsc/vocabulary";
import fc from "fast-check";
import { expect, test } from "vitest";
import stored from "../reference/evaluation.json" with { type: "json" };
import rows from "../reference/metrics.json" with { type: "json" };

const tasks = ["binary", "multiclass", "regression"] as const;
const truths: Record<Task, Float64Array> = {
  binary: Float64Array.from(rows.binary.truth),
  multiclass: Float64Array.from(rows.multiclass.truth),
  regression: Float64Array.from(rows.regression.truth),
};
const scoredRows: Record<Task, ScoredRows> = {
  binary: {
    task: "binary",
    classCount: 2,
    predicted: Float64Array.from(rows.binary.second.flatMap((share) => [1 - share, share])),
  },
  multiclass: { task: "multiclass", classCount: 4, predicted: Float64Array.from(rows.multiclass.probabilities) },
  regression: { task: "regression", classCount: 0, predicted: Float64Array.from(rows.regression.predicted) },
};

function prepared(choice: MetricChoice, task: Task): (weights: Float64Array) => number {
  const made = prepareMetric(choice, truths[task], scoredRows[task]);
  if (typeof made === "string") throw new Error(made);
  return made;
}

const entries = (form: "plain" | "weighted"): [Task, string, MetricChoice, number][] =>
  tasks.flatMap((task) =>
    stored[task][form].map(({ choice, value }): [Task, string, MetricChoice, number] => {
      const metric = choice as MetricChoice;
      return [task, metricKey(metric), metric, value];
    }),
  );

/** Only ours, worked by hand elsewhere; or those of which scikit-learn has another weighted form. */
const ours: readonly MetricName[] = ["lift", "gain", "ece"];

test("every metric of every task is compared, but for those that are only ours", () => {
  const wanted = Object.keys(metrics).flatMap((name) =>
    metricEntry(name as MetricName).tasks.flatMap((task) =>
      ours.includes(name as MetricName) || name === "cost" ? [] : [`${task} ${name}`],
    ),
  );
  const compared = new Set(entries("plain").map(([task, , { metric }]) => `${task} ${metric}`));
  expect([...compared].sort()).toEqual([...wanted].sort());
});

test.each(entries("plain"))("%s %s is scikit-learn's, within 1e-12", (task, _key, choice, wanted) => {
  const value = evaluateMetric(choice, truths[task], scoredRows[task]);
  if (!value.ok) throw new Error(value.problem.kind);
  expect(Math.abs(value.value - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
});

test.each(entries("weighted"))(
  "%s %s of weighed rows is scikit-learn's, within 1e-12",
  (task, _key, choice, wanted) => {
    const value = prepared(choice, task)(Float64Array.from(stored[task].weights));
    expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
  },
);

const choices: [Task, MetricChoice][] = tasks.flatMap((task) => [
  ...stored[task].plain.map(({ choice }): [Task, MetricChoice] => [task, choice as MetricChoice]),
  ...(task === "binary"
    ? ([
        [task, { metric: "lift", share: 0.1 }],
        [task, { metric: "gain", share: 0.25 }],
        [task, { metric: "ece" }],
      ] as [Task, MetricChoice][])
    : []),
]);

test.each(choices)("a row of %s that weighs n counts as n rows do: %o", (task, choice) => {
  const truth = truths[task];
  const scored = scoredRows[task];
  const width = Math.max(1, scored.classCount);
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { minLength: truth.length, maxLength: truth.length }),
      (weights) => {
        const repeated = weights.flatMap((count, row) => new Array<number>(count).fill(row));
        const drawn = {
          truth: Float64Array.from(repeated, (row) => truth[row]!),
          predicted: Float64Array.from(
            repeated.flatMap((row) => Array.from(scored.predicted.subarray(row * width, (row + 1) * width))),
          ),
        };
        const value = evaluateMetric(choice, drawn.truth, { ...scored, predicted: drawn.predicted });
        const weighed = prepared(choice, task)(Float64Array.from(weights));
        if (value.ok) expect(weighed).toBeCloseTo(value.value, 9);
        else expect(weighed).toBeNaN();
      },
    ),
    { numRuns: 30 },
  );
});
