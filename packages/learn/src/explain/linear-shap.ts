import { requireNumeric } from "../table/columns.ts";
import type { Table } from "../table/table.ts";
import type { ShapleyValues } from "./shapley-values.ts";

/** Weighted sums of features, with the features' means over the training rows. */
export interface LinearTerms {
  readonly features: readonly string[];
  readonly intercepts: readonly number[];
  /** Outputs × features. */
  readonly coefficients: readonly (readonly number[])[];
  readonly means: readonly number[];
}

/** Coefficient × (value − training mean): the Shapley values of a weighted sum, were its features independent. */
export function compileLinearShap({ features, intercepts, coefficients, means }: LinearTerms): ShapleyValues {
  const expected = Float64Array.from(intercepts, (intercept, output) =>
    coefficients[output]!.reduce((sum, coefficient, index) => sum + coefficient * means[index]!, intercept),
  );
  return {
    expected,
    contributions(table: Table, outputOf) {
      const columns = features.map((name) => requireNumeric(table, name).values);
      const width = features.length;
      const terms = new Float64Array(table.rows * width);
      for (let row = 0; row < table.rows; row++) {
        const weights = coefficients[outputOf(row)]!;
        for (let index = 0; index < width; index++) {
          terms[row * width + index] = weights[index]! * (columns[index]![row]! - means[index]!);
        }
      }
      return terms;
    },
  };
}
