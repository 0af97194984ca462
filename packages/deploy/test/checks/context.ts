import type { CheckDefinition, FigureComparison } from "@mlopsc/vocabulary";
import type { CheckContext } from "../../src/index.ts";
import type { Planted } from "./planted/sample-models.ts";

/** What the checks of a test look at, around a model and its address. */
export const contextOf = ({ model, rows }: Planted, url: string, more: Partial<CheckContext> = {}): CheckContext => ({
  ...{ places: [{ url }], model, rows, sizes: {}, deployment: "api", target: "staging", seed: 1 },
  runProgram: () => Promise.reject(new Error("no program is run here")),
  signal: new AbortController().signal,
  ...more,
});

export const comparison = (
  figure: string,
  operator: FigureComparison["operator"],
  bound: number,
): FigureComparison => ({
  ...{ kind: "compare", terms: [{ figure, coefficient: 1 }], constant: 0 - bound, operator },
  source: `${figure} ${operator} ${bound}`,
});

export const parity = (sample: number, bound = 1e-9): Extract<CheckDefinition, { kind: "parity" }> => ({
  ...{ kind: "parity", sample, source: `parity(${sample})` },
  condition: comparison("difference", "<=", bound),
});
