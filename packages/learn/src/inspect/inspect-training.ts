import { classesOf, classIndices } from "../model/class-labels.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { hasOneValue, isMissingAt } from "../table/columns.ts";
import { isText, type Table, type TableColumn } from "../table/table.ts";
import { takeColumnRows } from "../table/take-rows.ts";
import type { DataDoubt } from "./data-doubt.ts";
import { inspectedColumns } from "./inspected-columns.ts";
import { tellingFact } from "./telling-fact.ts";

/** More rows than this are thinned before values are counted and sorted. */
const mostRows = 20_000;
/** In so few rows anything may be unlike everything else. */
const leastRows = 20;
/** What trees tell apart of a category. */
const mostLevels = 255;

/**
 * What is doubtful about the rows that a model was trained on. Whether a column is constant or empty is asked of all rows,
 * the rest of 20 000 of them, evenly spaced. At most one doubt of a kind that lists columns.
 */
export function inspectTraining(model: TrainedModel, table: Table, today: number): readonly DataDoubt[] {
  const { rows, columns, target } = inspectedColumns(model, table, today);
  const varying: TableColumn[] = [];
  const [empty, constant]: [string[], string[]] = [[], []];
  for (const column of columns) {
    const kind = variation(column);
    if (kind === "varies") varying.push(column);
    else (kind === "empty" ? empty : constant).push(column.name);
  }
  const sampled = evenly(rows, mostRows);
  const thin = (column: TableColumn): TableColumn =>
    sampled.length === rows ? column : takeColumnRows(column, sampled);
  const thinned = varying.map(thin);
  const naming = thinned.filter(namesRows).map(({ name }) => name);
  const doubts: DataDoubt[] = [];
  if (empty.length > 0) doubts.push({ kind: "withoutValue", columns: empty, rows });
  if (constant.length > 0) doubts.push({ kind: "constant", columns: constant, rows });
  if (naming.length > 0) doubts.push({ kind: "identifying", columns: naming, rows });
  doubts.push(...tellingDoubts(model, thinned, thin(target)));
  doubts.push(...varying.filter(({ name }) => !naming.includes(name)).flatMap((column) => levelDoubts(model, column)));
  return doubts;
}

const variation = (column: TableColumn): "empty" | "constant" | "varies" =>
  !hasOneValue(column) ? "varies" : isMissingAt(column, 0) ? "empty" : "constant";

/** Row numbers below `count`, at most `most` of them. */
const evenly = (count: number, most: number): Int32Array =>
  Int32Array.from({ length: Math.min(count, most) }, (_, at) => Math.floor((at * count) / Math.min(count, most)));

/** Whether each row has a text of its own, or a whole number in one unbroken count. */
function namesRows(column: TableColumn): boolean {
  if (isText(column)) {
    const rows = column.codes.length;
    return rows >= leastRows && new Set(column.codes).size === rows && !column.codes.includes(-1);
  }
  const { kind, values } = column;
  if (kind !== "int" || values.length < leastRows || values.some(Number.isNaN)) return false;
  const distinct = new Set(values).size;
  const steps = values.map((value, row) => (row === 0 ? Number.NaN : value - values[row - 1]!)).subarray(1);
  const rises = steps.every((step) => step > 0);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  return distinct === values.length && (high - low + 1 === values.length || (rises && high - low < 10 * values.length));
}

function tellingDoubts(
  { definition: { target: name, task } }: TrainedModel,
  columns: readonly TableColumn[],
  target: TableColumn,
): readonly DataDoubt[] {
  const classes = task === "regression" ? [] : classesOf(target);
  const truth = task === "regression" && !isText(target) ? target.values : classIndices(target, classes);
  if (truth.length < leastRows) return [];
  return columns.flatMap((column) => {
    const by = tellingFact(column, truth, classes.length);
    return by === undefined ? [] : { kind: "tellsTarget", column: column.name, target: name, by };
  });
}

/** Only of a category that reaches trees as it is: encodings have limits of their own, and are told in the spec. */
function levelDoubts({ learner }: TrainedModel, column: TableColumn): readonly DataDoubt[] {
  if (!isText(column) || !("ensemble" in learner)) return [];
  if (!learner.ensemble.features.some(({ name, kind }) => name === column.name && kind === "category")) return [];
  const levels = new Set(column.codes.filter((code) => code >= 0)).size;
  return levels > mostLevels ? [{ kind: "manyLevels", column: column.name, levels, told: mostLevels }] : [];
}
