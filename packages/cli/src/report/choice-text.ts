import type { AlgorithmChoice } from "@mlopsc/vocabulary";
import { numberText } from "./number-text.ts";

/** `gradient_boosting(trees: 300)`, as it would be written. */
export function choiceText({ algorithm, parameters }: AlgorithmChoice): string {
  const written = Object.entries(parameters).map(([name, value]) => `${name}: ${parameterText(value)}`);
  return `${algorithm}(${written.join(", ")})`;
}

export const parameterText = (value: string | number | boolean | null): string =>
  value === null ? "none" : typeof value === "number" ? numberText(value) : String(value);
