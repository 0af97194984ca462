import { driftReference, judgeDrift, seededRandom, type Table, takeRows } from "@mlopsc/learn";
import { type MonitorDefinition, settingsOf } from "../monitor-definition.ts";
import type { PreparedReference } from "./judge-window.ts";

/** How often a monitor calls windows drifted that are not. */
export interface Calibration {
  readonly windows: number;
  readonly rowsPerWindow: number;
  readonly declared: number;
  /** Windows called drifted: as a whole, by some column, by the classifier. */
  readonly alarms: { readonly whole: number; readonly columns: number; readonly classifier: number };
  /** Share of windows called drifted, and where it would lie 19 times of 20 (Wilson 1927). */
  readonly rate: number;
  readonly interval: readonly [number, number];
  /** Of `drift.auc` and so on: the value that is exceeded in no more than the declared share of windows. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** The same of `psi(COLUMN)`, by column. */
  readonly stability: Readonly<Record<string, number>>;
}

export interface CalibrateOptions {
  readonly windows: number;
  readonly rowsPerWindow: number;
  /** Called with what is done of all windows. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Draws windows without drift from the reference itself and judges them as live ones are. Each time the rows are divided:
 * those of the window are drawn without replacement, and compared with those that are left. So there must be more rows than
 * two windows hold; a window of more rows is taken as half of them.
 */
export function calibrateMonitor(
  definition: MonitorDefinition,
  { drift, features, predictions }: PreparedReference,
  { windows, rowsPerWindow, onProgress }: CalibrateOptions,
): Calibration {
  const { level, adjustment, leastEffect, seed, detector } = settingsOf(definition);
  const rows = Math.min(rowsPerWindow, Math.floor(drift.table.rows / 2));
  const alarms = { whole: 0, columns: 0, classifier: 0 };
  const seen: Record<string, number[]> = { "drift.auc": [], "drift.share": [], "drift.prediction": [] };
  const stability: Record<string, number[]> = {};
  for (let window = 0; window < windows; window++) {
    const [reference, current] = divide(drift.table, rows, seed, window);
    const names = drift.columns.map(({ name }) => name);
    const judged = judgeDrift(driftReference(reference, names), current, {
      ...{ detector, features, besides: predictions, seed: seed + window, level, adjustment, leastEffect },
    });
    if (!judged.ok) throw new Error(`drift could not be judged: ${judged.problem.kind}`);
    const { verdict, columns, classifier, share } = judged.value;
    alarms.whole += Number(verdict === "drifted");
    alarms.columns += Number(columns.some((column) => column.verdict === "drifted"));
    alarms.classifier += Number(classifier?.verdict === "drifted");
    if (classifier !== null) seen["drift.auc"]!.push(classifier.auc);
    if (share !== null) seen["drift.share"]!.push(share);
    for (const { column, effect, populationStability } of columns) {
      stability[column] ??= [];
      if (populationStability !== null) stability[column].push(populationStability);
      if (effect !== null && predictions.includes(column)) seen["drift.prediction"]!.push(effect);
    }
    onProgress?.(window + 1, windows);
  }
  const exceeded = (all: Readonly<Record<string, readonly number[]>>): Record<string, number> =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, values]) => (values.length === 0 ? [] : [[name, upper(values, level)]])),
    );
  return {
    ...{ windows, rowsPerWindow: rows, declared: level, alarms, rate: alarms.whole / windows },
    interval: wilson(alarms.whole, windows),
    ...{ thresholds: exceeded(seen), stability: exceeded(stability) },
  };
}

function divide(table: Table, rows: number, seed: number, window: number): readonly [Table, Table] {
  const order = seededRandom(seed, `window ${window}`).shuffle(
    Int32Array.from({ length: table.rows }, (_, row) => row),
  );
  return [takeRows(table, order.subarray(rows)), takeRows(table, order.subarray(0, rows))];
}

/** The least of the values that no more than this share of them exceed. */
function upper(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, sorted.length - 1 - Math.floor(share * sorted.length))]!;
}

function wilson(found: number, all: number): readonly [number, number] {
  const z2 = 1.959963984540054 ** 2;
  const middle = (found + z2 / 2) / (all + z2);
  const reach = Math.sqrt(z2 * ((found * (all - found)) / all + z2 / 4)) / (all + z2);
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)];
}
