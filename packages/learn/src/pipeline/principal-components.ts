import type { FittedStep } from "@mlopsc/vocabulary";
import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import { failed } from "../problem.ts";
import type { NumericColumn, Table } from "../table/table.ts";
import { chosenNumbers } from "./choose-columns.ts";
import type { StepContext, StepOutcome } from "./fit-context.ts";
import type { PrincipalComponents } from "./fitted-part.ts";
import { largestOf } from "./largest-of.ts";
import { standardisedOf, standardisedValues } from "./numeric-features.ts";

type PrincipalStep = Extract<FittedStep, { kind: "pca" }>;

/** Learns the directions of most variance: eigenvectors of the correlation matrix, each with its largest weight positive. */
export function fitPrincipalComponents(step: PrincipalStep, table: Table, context: StepContext): StepOutcome {
  const chosen = chosenNumbers(table, step.columns, context);
  if (!chosen.ok) return chosen;
  for (const { name, values } of chosen.value) {
    const rows = values.reduce((count, value) => count + Number(Number.isNaN(value)), 0);
    if (rows > 0) return failed({ kind: "missingValues", step: context.step, column: name, rows });
  }
  if (step.components > chosen.value.length) {
    const columns = chosen.value.length;
    return failed({ kind: "tooManyComponents", step: context.step, components: step.components, columns });
  }
  const columns = chosen.value.map(standardisedOf);
  // Of what is no number there are no eigenvectors.
  if (columns.some(({ mean, deviation }) => !Number.isFinite(mean) || !Number.isFinite(deviation)))
    return failed({ kind: "tooLarge", step: context.step, ...largestOf(chosen.value) });
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    correlation(standardisedValues(table, columns)),
    {
      assumeSymmetric: true,
    },
  );
  const order = realEigenvalues.map((_, at) => at).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]! || a - b);
  const total = realEigenvalues.reduce((sum, value) => sum + Math.max(0, value), 0);
  const taken = order.slice(0, step.components);
  return {
    ok: true,
    part: {
      kind: "principal_components",
      columns,
      weights: taken.map((at) => withLargestPositive(eigenvectorMatrix.getColumn(at))),
      explained: taken.map((at) => (total > 0 ? Math.max(0, realEigenvalues[at]!) / total : 0)),
    },
  };
}

/** `pca_1` … in place of the columns, after the others; missing where a column is. */
export function applyPrincipalComponents(table: Table, part: PrincipalComponents): Table {
  const values = standardisedValues(table, part.columns);
  const names = new Set(part.columns.map(({ name }) => name));
  const components = part.weights.map((weights, at): NumericColumn => {
    const scores = new Float64Array(table.rows);
    for (let column = 0; column < weights.length; column++) {
      const weight = weights[column]!;
      const standardised = values[column]!;
      for (let row = 0; row < scores.length; row++) scores[row]! += weight * standardised[row]!;
    }
    return { name: `pca_${at + 1}`, kind: "number", values: scores };
  });
  return { rows: table.rows, columns: [...table.columns.filter(({ name }) => !names.has(name)), ...components] };
}

function correlation(values: readonly Float64Array[]): Matrix {
  const matrix = Matrix.zeros(values.length, values.length);
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let row = 0; row < values[i]!.length; row++) sum += values[i]![row]! * values[j]![row]!;
      matrix.set(i, j, sum / values[i]!.length);
      matrix.set(j, i, matrix.get(i, j));
    }
  }
  return matrix;
}

function withLargestPositive(vector: readonly number[]): readonly number[] {
  const largest = vector.reduce((best, weight) => (Math.abs(weight) > Math.abs(best) ? weight : best), 0);
  return vector.map((weight) => (largest < 0 ? -weight : weight) + 0);
}
