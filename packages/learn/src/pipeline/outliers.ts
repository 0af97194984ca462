import type { FittedStep } from "@mlopsc/vocabulary";
import { failed } from "../problem.ts";
import type { NumericColumn, Table } from "../table/table.ts";
import { chosenNumbers } from "./choose-columns.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { Bounds } from "./fitted-part.ts";
import { isolationScores } from "./isolation-forest.ts";
import { replaceNumbers } from "./replace-columns.ts";
import { meanAndDeviation, quantile, sortedValues } from "./statistics.ts";

type OutliersStep = Extract<FittedStep, { kind: "outliers" }>;

/** Learns the bounds to clip to, or leaves outlying rows out of training. A missing value is no outlier. */
export function fitOutliers(step: OutliersStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenNumbers(table, step.columns, context);
  if (!chosen.ok) return chosen;
  if (step.by.rule === "isolation_forest") {
    if (step.action === "clip") {
      return failed({ kind: "unsupported", step: context.step, what: "clip by isolation_forest" });
    }
    return dropIsolated(chosen.value, step.by.contamination, table, context);
  }
  const { rule, factor } = step.by;
  const bounds = chosen.value.map((column) => boundsOf(column, rule, factor));
  if (step.action === "clip") return { ok: true, part: { kind: "clip", columns: bounds } };
  const inside = (row: number): boolean =>
    chosen.value.every(({ values }, at) => !(values[row]! < bounds[at]!.low || values[row]! > bounds[at]!.high));
  return dropping(chosen.value, bounds, table.rows, inside);
}

/** The table with values beyond a bound brought to it. */
export function applyClip(table: Table, bounds: readonly Bounds[]): Table {
  return replaceNumbers(table, bounds, (column, { low, high }) => {
    const values = column.values.map((value) => (value < low ? low : Math.min(value, high)));
    return { ...column, kind: column.kind === "int" ? "number" : column.kind, values };
  });
}

function boundsOf(column: NumericColumn, rule: "iqr" | "z_score", factor: number): Bounds {
  if (rule === "z_score") {
    const { mean, deviation } = meanAndDeviation(column.values);
    return { name: column.name, low: mean - factor * deviation + 0, high: mean + factor * deviation + 0 };
  }
  const sorted = sortedValues(column.values);
  const [first, third] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = factor * (third - first);
  return { name: column.name, low: first - reach + 0, high: third + reach + 0 };
}

/** The share of rows with the highest scores; missing values stand at the median. */
function dropIsolated(
  columns: readonly NumericColumn[],
  contamination: number,
  table: Table,
  context: StepContext,
): StepOutcome {
  const values = columns.map((column) => {
    const median = quantile(sortedValues(column.values), 0.5);
    return column.values.map((value) => (Number.isNaN(value) ? median : value));
  });
  const scores = isolationScores(values, table.rows, context.seed, `isolation_forest ${context.step}`);
  const threshold = quantile(Float64Array.from(scores).sort(), 1 - contamination);
  return dropping(columns, [], table.rows, (row) => scores[row]! <= threshold);
}

function dropping(
  columns: readonly NumericColumn[],
  bounds: readonly Bounds[],
  rows: number,
  keeps: (row: number) => boolean,
): StepOutcome {
  const kept = new Int32Array(rows);
  let count = 0;
  for (let row = 0; row < rows; row++) if (keeps(row)) kept[count++] = row;
  const names = columns.map(({ name }) => name);
  return {
    ok: true,
    part: { kind: "drop_outliers", columns: names, bounds, rows, dropped: rows - count },
    rows: kept.slice(0, count),
  };
}
