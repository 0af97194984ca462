import { extname } from "node:path";
import {
  type Contribution,
  compileExplainer,
  compileModel,
  type Explanation,
  type ExplanationScale,
  type JsonScalar,
  type StoredModel,
  type Table,
  type TableColumn,
  takeRows,
  textColumn,
} from "@mlopsc/learn";
import { numberText } from "../data/value-text.ts";
import { UsageError } from "../exit-code.ts";
import { cut } from "../terminal/fit-table.ts";

/** What the output says of why: three sentences, or the whole explanation as JSON. */
export type ExplanationForm = "reasons" | "json";

export const reasonNames: readonly string[] = ["reason_1", "reason_2", "reason_3"];
export const jsonName = "explanation";

/** The screen and CSV hold sentences; what can hold more holds all. */
export const explanationForm = (out: string | undefined, onScreen: boolean): ExplanationForm =>
  onScreen || (out !== undefined && extname(out).toLowerCase() === ".csv") ? "reasons" : "json";

/** The columns that a form adds. */
export const explanationNames = (form: ExplanationForm): readonly string[] =>
  form === "reasons" ? reasonNames : [jsonName];

/** By row of the table, for the first rows of it; rows without a prediction have none. */
export function explainRows(
  model: StoredModel,
  table: Table,
  context: { readonly today: number; readonly personal: ReadonlySet<string>; readonly first?: number },
): ReadonlyMap<number, Explanation> {
  const explainer = compileExplainer(model, { personal: context.personal });
  if (!explainer.ok) {
    throw new UsageError(`The model ${model.definition.name} cannot be explained: ${explainer.problem.reason}.`);
  }
  const { first = table.rows, today } = context;
  const head =
    first < table.rows
      ? takeRows(
          table,
          Int32Array.from({ length: first }, (_, row) => row),
        )
      : table;
  const serving = { today, serving: true };
  const predictions = compileModel(model)(head, serving);
  const explanations = explainer.value(predictions, head, serving);
  return new Map(Array.from(predictions.rows, (row, at) => [row, explanations[at] as Explanation]));
}

/** Columns of so many rows; missing where a row has no explanation, or fewer reasons. */
export function explanationColumns(
  form: ExplanationForm,
  explanations: ReadonlyMap<number, Explanation>,
  rows: number,
): readonly TableColumn[] {
  const textOf = (make: (explanation: Explanation) => string | null): (string | null)[] =>
    Array.from({ length: rows }, (_, row) => {
      const explanation = explanations.get(row);
      return explanation === undefined ? null : make(explanation);
    });
  if (form === "json") return [textColumn(jsonName, "text", textOf(jsonOf))];
  return reasonNames.map((name, at) => {
    const reasonOf = ({ contributions }: Explanation): string | null => {
      const contribution = contributions[at];
      return contribution === undefined || contribution.contribution === 0 ? null : reasonText(contribution);
    };
    return textColumn(name, "text", textOf(reasonOf));
  });
}

/** The prediction itself stands in columns of its own. */
function jsonOf({ prediction: _, ...explanation }: Explanation): string {
  return JSON.stringify(explanation);
}

/** `tenure_in_months 2 → +0.18`; of a personal column without its value. */
export function reasonText({ column, value, contribution }: Contribution): string {
  const size = Math.abs(contribution);
  const amount = size >= 0.005 && size < 1000 ? size.toFixed(2) : numberText(size);
  const shown = value === undefined ? "" : ` ${shownValue(value)}`;
  return `${column}${shown} → ${contribution < 0 ? "-" : "+"}${amount}`;
}

function shownValue(value: JsonScalar): string {
  if (value === null) return "missing";
  return typeof value === "number" ? String(Number(value.toPrecision(6))) : cut(String(value), 20);
}

/** In what the reasons are counted, for a person. */
export function scaleText({ definition: { target } }: StoredModel, explanation: Explanation): string {
  const words: Readonly<Record<ExplanationScale, string>> = {
    value: `in the unit of ${target}`,
    log: `in the logarithm of ${target}: +0.69 doubles it`,
    probability: `in the probability of ${named(explanation, target)}`,
    log_odds: `in the log-odds of ${named(explanation, target)}`,
    score: "in the score of the class predicted",
  };
  return `${words[explanation.scale]}${explanation.calibrated ? ", before calibration" : ""}`;
}

const named = ({ explained, prediction }: Explanation, target: string): string =>
  typeof prediction === "string" && explained === prediction
    ? "the class predicted"
    : `${target} = ${String(explained)}`;
