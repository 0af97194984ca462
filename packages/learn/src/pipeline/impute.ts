import type { FittedStep } from "@mlopsc/vocabulary";
import { failed } from "../problem.ts";
import { dictionaryBuilder } from "../table/dictionary-builder.ts";
import { isText, type Table, type TableColumn } from "../table/table.ts";
import { chosenColumns, wrongKind } from "./choose-columns.ts";
import { between, filledNumbers } from "./filled-numbers.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { Fill } from "./fitted-part.ts";
import { fitModelFill } from "./impute-model.ts";
import { fitNeighbourFill } from "./impute-neighbours.ts";
import { levelCounts, mostFrequentFirst } from "./levels.ts";
import { replaceColumns } from "./replace-columns.ts";
import { meanAndDeviation, modeOf, quantile, sortedValues } from "./statistics.ts";

type ImputeStep = Extract<FittedStep, { kind: "impute" }>;

/** Learns what goes in where a value is missing. */
export function fitImpute(step: ImputeStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenColumns(table, step.columns, context);
  if (!chosen.ok) return chosen;
  const numeric = chosen.value.filter((column) => !isText(column));
  if (step.strategy === "knn" || step.strategy === "model" || step.strategy === "mean" || step.strategy === "median") {
    const text = chosen.value.find(isText);
    if (text !== undefined) return failed(wrongKind(text, context));
  }
  if (step.strategy !== "constant") {
    const empty = chosen.value.find(holdsNothing);
    if (empty !== undefined) return failed({ kind: "allMissing", step: context.step, column: empty.name });
  }
  if (step.strategy === "knn") return fitNeighbourFill(numeric, step.neighbours ?? 5, table, context);
  if (step.strategy === "model") return fitModelFill(numeric, table, context);
  const fills: Fill[] = [];
  for (const column of chosen.value) {
    const fill = fillOf(column, step);
    if (fill === undefined) return failed(wrongKind(column, context));
    fills.push(fill);
  }
  return { ok: true, part: { kind: "fill", columns: fills } };
}

/** The table with the fills in place of missing values. */
export function applyFill(table: Table, fills: readonly Fill[]): Table {
  return replaceColumns(table, fills, (column, fill) => {
    if (isText(column)) {
      if (column.codes.indexOf(-1) < 0) return column;
      const builder = dictionaryBuilder(column.dictionary);
      const filled = builder.codeOf(String(fill.value));
      return {
        ...column,
        codes: column.codes.map((code) => (code < 0 ? filled : code)),
        dictionary: builder.dictionary,
      };
    }
    const value = Number(fill.value);
    return filledNumbers(column, fill, () => value);
  });
}

function fillOf(column: TableColumn, step: ImputeStep): Fill | undefined {
  const { name, kind } = column;
  if (step.strategy === "constant") {
    const fits = isText(column) ? typeof step.value === "string" : typeof step.value === "number";
    return fits ? { name, kind, value: step.value! } : undefined;
  }
  if (isText(column)) return { name, kind, value: mostFrequentFirst(levelCounts(column))[0]!.level };
  if (step.strategy === "mode") return { name, kind, value: modeOf(sortedValues(column.values)) };
  const value =
    step.strategy === "mean" ? meanAndDeviation(column.values).mean : quantile(sortedValues(column.values), 0.5);
  return between(column, value);
}

const holdsNothing = (column: TableColumn): boolean =>
  isText(column) ? column.codes.every((code) => code < 0) : column.values.every(Number.isNaN);
