import type { FittedStep } from "@mlopsc/vocabulary";
import type { NumericColumn, Table } from "../table/table.ts";
import { chosenNumbers } from "./choose-columns.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import { replaceNumbers } from "./replace-columns.ts";
import { meanAndDeviation, quantile, sortedValues, widthOrOne } from "./statistics.ts";

type ScaleStep = Extract<FittedStep, { kind: "scale" }>;

/** Learns centre and width as scikit-learn's StandardScaler, MinMaxScaler and RobustScaler; a constant column gives 0. */
export function fitScale(step: ScaleStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenNumbers(table, step.columns, context);
  if (!chosen.ok) return chosen;
  const columns = chosen.value.map((column) => ({ name: column.name, ...centreAndWidth(column, step.method) }));
  return { ok: true, part: { kind: "scale", columns } };
}

/** (x - centre) / width; missing stays missing, as does what is too large for a double. */
export function applyScale(
  table: Table,
  columns: readonly { readonly name: string; readonly centre: number; readonly width: number }[],
): Table {
  return replaceNumbers(table, columns, (column, { name, centre, width }) => {
    const values = new Float64Array(table.rows);
    for (let row = 0; row < values.length; row++) {
      const scaled = (column.values[row]! - centre) / width;
      values[row] = Number.isFinite(scaled) ? scaled : Number.NaN;
    }
    return { name, kind: "number", values };
  });
}

function centreAndWidth(
  { values }: NumericColumn,
  method: ScaleStep["method"],
): { readonly centre: number; readonly width: number } {
  switch (method) {
    case "standard": {
      const { mean, deviation } = meanAndDeviation(values);
      const width = widthOrOne(deviation, mean);
      // The mean of equal values may be off by a rounding; their own value makes the result 0.
      return { centre: deviation === width ? mean : quantile(sortedValues(values), 0.5), width };
    }
    case "min_max": {
      const [low, high] = extentOf(values);
      return { centre: low + 0, width: high > low ? high - low : 1 };
    }
    case "robust": {
      const sorted = sortedValues(values);
      const width = quantile(sorted, 0.75) - quantile(sorted, 0.25);
      return { centre: quantile(sorted, 0.5), width: width > 0 ? width : 1 };
    }
  }
}

function extentOf(values: Float64Array): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
