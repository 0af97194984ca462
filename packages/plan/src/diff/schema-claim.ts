import type { Column, Expression } from "@mlopsc/vocabulary";
import type { Expectation, IngestDataset } from "../step.ts";

/** Whether an expectation only says what the schema says already: the key, what may be missing, what a column may hold. */
export function isSchemaClaim(expectation: Expectation, { columns, key }: IngestDataset): boolean {
  if (expectation.otherwise !== "fail") return false;
  if (expectation.test === "unique") return expectation.columns.join("\n") === key.join("\n");
  if (expectation.test === "measure") {
    const { measure, operator, bound, column } = expectation;
    if (measure !== "missing" || operator !== "==" || bound !== 0) return false;
    return columns.some(({ name, type }) => name === column && !type.nullable);
  }
  return columns.some((column) => isDomain(expectation.condition, column));
}

function isDomain(condition: Expression, { name, type }: Column): boolean {
  if (condition.kind !== "call") return false;
  const [subject, ...values] = condition.arguments;
  if (subject?.kind !== "column" || subject.name !== name) return false;
  const given = values.map((value) => (value.kind === "literal" ? value.value : undefined));
  const { levels, range } = type;
  if (condition.function === "in") return levels !== undefined && given.join("\n") === levels.join("\n");
  return condition.function === "between" && given[0] === range?.low && given[1] === range?.high;
}
