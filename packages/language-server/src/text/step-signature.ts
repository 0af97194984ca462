import type { StepEntry } from "@mlopsc/vocabulary";

/** `impute columns with method`: as a step of that verb is written. */
export function stepSignature(verb: string, { operands, clauses }: StepEntry): string {
  const following = Object.entries(clauses).map(([word, { operands: given, required }]) =>
    required ? `${word} ${clauseWords[given] ?? given}` : `[${word} ${clauseWords[given] ?? given}]`,
  );
  return [verb, ...(operands === "none" ? [] : [operandWords[operands] ?? operands]), ...following].join(" ");
}

const operandWords: Readonly<Partial<Record<StepEntry["operands"], string>>> = {
  sortKeys: "columns",
  assignments: "name = expression",
};
const clauseWords: Readonly<Record<string, string>> = {
  sortKeys: "columns",
  onKeys: "columns",
  assignments: "name = type",
};
