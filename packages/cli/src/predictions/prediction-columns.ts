import {
  type ClassLabel,
  type NumericColumn,
  type Predictions,
  type StoredModel,
  type TableColumn,
  textColumn,
} from "@mlopsc/learn";

/** What the output adds to the columns of the input, in order. */
export function predictionNames({ classes, definition }: StoredModel): readonly string[] {
  const scored = classes.length === 0 ? [] : classes.length === 2 ? ["probability"] : classes.map(probabilityName);
  const filtered = definition.steps.some(({ kind }) => kind === "filter") ? ["out_of_scope"] : [];
  return ["prediction", ...scored, ...filtered, "incomplete"];
}

/**
 * A value a row of the input. Of two classes `probability` is that of the second, which is `true` of a bool; of more,
 * each class has its own. Rows without a prediction say why: the filter that turned them away, or the columns they lack.
 */
export function predictionColumns(predictions: Predictions, model: StoredModel, rows: number): readonly TableColumn[] {
  const { outOfScope, incomplete } = predictions;
  const columns = [predictionColumn(predictions, rows), ...probabilityColumns(predictions, rows)];
  if (predictionNames(model).includes("out_of_scope")) {
    columns.push(
      reasons(
        "out_of_scope",
        rows,
        outOfScope.map(({ row, filter }) => [row, filter]),
      ),
    );
  }
  if (incomplete.length > 0) {
    columns.push(
      reasons(
        "incomplete",
        rows,
        incomplete.map((each) => [each.row, each.columns.join(", ")]),
      ),
    );
  }
  return columns;
}

function predictionColumn(predictions: Predictions, rows: number): TableColumn {
  const { classes, labels, values } = predictions;
  const name = "prediction";
  if (classes.length === 0) return spread(name, "number", predictions, rows, (place) => values?.[place]);
  const label = (place: number): ClassLabel | undefined => classes[labels?.[place] as number];
  if (classes.every((each) => typeof each === "string")) {
    const texts = new Array<string | null>(rows).fill(null);
    for (const [place, row] of predictions.rows.entries()) texts[row] = String(label(place));
    return textColumn(name, "category", texts);
  }
  const kind = classes.every((each) => typeof each === "boolean")
    ? "bool"
    : classes.every(Number.isInteger)
      ? "int"
      : "number";
  return spread(name, kind, predictions, rows, (place) => Number(label(place)));
}

function probabilityColumns(predictions: Predictions, rows: number): TableColumn[] {
  const { classes, probabilities } = predictions;
  const width = classes.length;
  const of = (name: string, index: number): TableColumn =>
    spread(name, "number", predictions, rows, (place) => probabilities?.[place * width + index]);
  if (width === 0) return [];
  return width === 2 ? [of("probability", 1)] : classes.map((label, index) => of(probabilityName(label), index));
}

const probabilityName = (label: ClassLabel): string => `probability_${label}`;

function spread(
  name: string,
  kind: NumericColumn["kind"],
  { rows: predicted }: Predictions,
  rows: number,
  valueAt: (place: number) => number | undefined,
): NumericColumn {
  const values = new Float64Array(rows).fill(Number.NaN);
  for (const [place, row] of predicted.entries()) values[row] = valueAt(place) ?? Number.NaN;
  return { name, kind, values };
}

function reasons(name: string, rows: number, found: readonly (readonly [row: number, reason: string])[]): TableColumn {
  const texts = new Array<string | null>(rows).fill(null);
  for (const [row, reason] of found) texts[row] = reason;
  return textColumn(name, "text", texts);
}
