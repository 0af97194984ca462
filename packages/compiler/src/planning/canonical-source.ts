import { type Expectation, expressionText, nameText, shareText } from "@mlopsc/plan";

/**
 * The same steps with their conditions written out anew: what people read in plans, reports and refusals then follows
 * from the meaning, not from spaces in the spec.
 */
export function withCanonicalSource<Step extends { readonly kind: string }>(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => (isFilter(step) ? { ...step, source: expressionText(step.condition) } : step));
}

/** The same expectations, written out anew. */
export function canonicalExpectations(expectations: readonly Expectation[]): readonly Expectation[] {
  return expectations.map((expectation) => ({ ...expectation, source: expectationText(expectation) }));
}

type Filter = { readonly kind: "filter"; readonly condition: Parameters<typeof expressionText>[0] };
const isFilter = (step: { readonly kind: string }): step is Filter => step.kind === "filter";

function expectationText(expectation: Expectation): string {
  switch (expectation.test) {
    case "row":
      return expressionText(expectation.condition);
    case "unique":
      return `unique(${expectation.columns.map(nameText).join(", ")})`;
    case "measure": {
      const { measure, column, operator, bound } = expectation;
      const figure = column === undefined ? measure : `${measure}(${nameText(column)})`;
      const isShare = measure === "missing" || measure === "outliers";
      return `${figure} ${operator} ${isShare ? shareText(bound) : bound}`;
    }
  }
}
