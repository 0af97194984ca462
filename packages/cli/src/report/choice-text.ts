import type { AlgorithmChoice, OutsideAlgorithm } from "@mlopsc/vocabulary";
import { numberText } from "./number-text.ts";

/** `gradient_boosting(trees: 300)`, as it would be written. */
export function choiceText({ algorithm, parameters, outside }: AlgorithmChoice): string {
  const source = outside === undefined ? [] : [sourceText(outside)];
  const written = Object.entries(parameters).map(([name, value]) => `${name}: ${parameterText(value)}`);
  return `${algorithm}(${[...source, ...written].join(", ")})`;
}

/** `gradient_boosting`, `command("python train.py")`: without parameters. */
export const learnerText = ({ algorithm, outside }: AlgorithmChoice): string =>
  outside === undefined ? algorithm : `${algorithm}(${sourceText(outside)})`;

const sourceText = (outside: OutsideAlgorithm): string =>
  JSON.stringify(outside.kind === "onnx" ? outside.path : outside.line);

export const parameterText = (value: string | number | boolean | null): string =>
  value === null ? "none" : typeof value === "number" ? numberText(value) : String(value);
