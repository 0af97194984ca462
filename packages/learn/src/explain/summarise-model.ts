import type { ScalarKind } from "@mlopsc/vocabulary";
import type { ClassLabel } from "../model/class-labels.ts";
import { compileModel } from "../model/predict-model.ts";
import type { StoredModel } from "../model/trained-model.ts";
import { quantile } from "../pipeline/statistics.ts";
import { seededRandom } from "../random/seeded-random.ts";
import type { JsonScalar } from "../table/records.ts";
import type { Table } from "../table/table.ts";
import { allRows, takeRows } from "../table/take-rows.ts";
import { isSampled } from "./background.ts";
import { compileExplainer } from "./explain-model.ts";
import type { ExplanationMethod, ExplanationScale } from "./explanation.ts";
import { type PartialDependence, partialDependence } from "./partial-dependence.ts";

/** What a model makes of its columns, over a sample of rows. */
export interface ModelSummary {
  readonly curves: readonly ColumnCurve[];
  /** Absent where the model cannot be explained. */
  readonly contributions?: MeanContributions;
}

/** The prediction when one column is set to each of its places, all else left as it is. */
export interface ColumnCurve {
  readonly column: string;
  readonly kind: ScalarKind;
  /** The class whose probability it is. Absent for regression. */
  readonly explained?: ClassLabel;
  readonly points: readonly CurvePoint[];
}

export interface CurvePoint {
  readonly value: JsonScalar;
  readonly mean: number;
  /** Between them lie the middle 80 % of the single rows' curves. */
  readonly low: number;
  readonly high: number;
}

/** How far each column moves a prediction, up or down: mean |SHAP| (Lundberg and Lee 2017). */
export interface MeanContributions {
  readonly scale: ExplanationScale;
  readonly method: ExplanationMethod;
  readonly rows: number;
  /** The largest first. */
  readonly columns: readonly { readonly column: string; readonly mean: number }[];
}

export interface SummaryOptions {
  readonly today: number;
  readonly seed: number;
  /** Columns of the request to draw curves of; those that are personal are left out. */
  readonly columns: readonly string[];
}

/** Nodes × rows that one summary may visit, so that its time is bounded whatever the trees. */
const mostVisits = 20_000_000;
const mostRows = 500;
/** A learner without a form that can be read is asked over and over. */
const slowRows = 20;

/** Of a table of rows as a request carries them. The same arguments give the same summary. */
export function summariseModel(model: StoredModel, table: Table, options: SummaryOptions): ModelSummary {
  const personal = new Set(model.definition.input.filter(({ type }) => type.pii).map(({ name }) => name));
  const rows = isSlow(model) ? 50 : 200;
  const curves = options.columns.flatMap((column): ColumnCurve[] => {
    if (personal.has(column)) return [];
    const found = partialDependence(model, table, column, { ...options, rows });
    return found.ok ? [curveOf(found.value, table)] : [];
  });
  const contributions = meanContributions(model, table, options);
  return { curves, ...(contributions === undefined ? {} : { contributions }) };
}

function curveOf({ column, grid, mean, curves, explained }: PartialDependence, table: Table): ColumnCurve {
  const points = grid.flatMap((value, at): CurvePoint[] => {
    const middle = mean[at];
    const single = Float64Array.from(curves.flatMap((curve) => curve[at] ?? [])).sort();
    if (middle === null || middle === undefined || single.length === 0) return [];
    return [{ value, mean: middle, low: quantile(single, 0.1), high: quantile(single, 0.9) }];
  });
  const kind = table.columns.find(({ name }) => name === column)?.kind ?? "number";
  return { column, kind, ...(explained === undefined ? {} : { explained }), points };
}

function meanContributions(
  model: StoredModel,
  table: Table,
  { seed, today }: SummaryOptions,
): MeanContributions | undefined {
  const explainer = compileExplainer(model);
  if (!explainer.ok) return undefined;
  const rows = seededRandom(seed, "summary").shuffle(allRows(table.rows)).slice(0, affordableRows(model)).sort();
  const request = takeRows(table, rows);
  const serving = { today, serving: true };
  const explained = explainer.value(compileModel(model)(request, serving), request, serving);
  const [first] = explained;
  if (first === undefined || first.contributions.length === 0) return undefined;
  const sums = new Map<string, number>();
  for (const { contributions } of explained) {
    for (const { column, contribution } of contributions) {
      sums.set(column, (sums.get(column) ?? 0) + Math.abs(contribution));
    }
  }
  const columns = Array.from(sums, ([column, sum]) => ({ column, mean: sum / explained.length }));
  columns.sort((a, b) => b.mean - a.mean || (a.column < b.column ? -1 : 1));
  return { scale: first.scale, method: first.method, rows: explained.length, columns };
}

const isSlow = (model: StoredModel): boolean => "members" in model || isSampled(model.learner);

function affordableRows(model: StoredModel): number {
  if ("members" in model || isSampled(model.learner)) return slowRows;
  const nodes = "ensemble" in model.learner ? model.learner.ensemble.feature.length : 1;
  return Math.max(slowRows, Math.min(mostRows, Math.floor(mostVisits / nodes)));
}
