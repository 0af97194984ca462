import {
  type AggregateEntry,
  type AggregateName,
  aggregates,
  columnMeasures,
  type FunctionEntry,
  functionEntry,
  functions,
  isFunctionName,
  tableMeasures,
} from "@mlopsc/vocabulary";
import { cardMarkdown } from "../../hover/card.ts";
import { aggregateCard, functionCard } from "../../hover/cards/function-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import { type Expected, fits } from "../expected-kind.ts";
import type { Question } from "../question.ts";
import { hole } from "../snippet.ts";

/** The functions that are called by their name; the others are operators. */
const callable = Object.keys(functions)
  .filter(isFunctionName)
  .filter((name) => functionEntry(name).operator === undefined);

/** Functions: those whose result fits first. */
export function functionItems(expected: Expected | null, { place }: Question): readonly CompletionItem[] {
  const isCalled = place.next?.type === "LeftParenthesis";
  return callable.map((name) => {
    const entry = functionEntry(name);
    const { result } = entry;
    const isFit = result === "same" || result === "arithmetic" || fits(result, expected);
    return {
      label: name,
      kind: "function",
      rank: isFit ? 3 : 6,
      note: parametersText(entry),
      origin: result === "same" || result === "arithmetic" ? "" : result,
      snippet: isCalled ? name : callOf(name, entry.parameters.length > 0),
      documentation: () => cardMarkdown(functionCard(name)),
    };
  });
}

const callOf = (name: string, takes: boolean): string => (takes ? `${name}(${hole(1)})` : `${name}()`);

/** `(x, digits?)` */
export const parametersText = ({ parameters }: FunctionEntry): string =>
  `(${parameters.map(({ name, optional, variadic }) => `${name}${optional ? "?" : ""}${variadic ? "…" : ""}`).join(", ")})`;

/** What can be done with the rows of a group. */
export function aggregateItems({ place }: Question): readonly CompletionItem[] {
  const isCalled = place.next?.type === "LeftParenthesis";
  return (Object.entries(aggregates) as [AggregateName, AggregateEntry][]).map(([name, entry]) => ({
    label: name,
    kind: "function",
    rank: 0,
    note: entry.optional ? "(x?)" : "(x)",
    origin: entry.gives === "same" ? "" : entry.gives,
    snippet: isCalled ? name : callOf(name, true),
    opensNext: !isCalled && entry.optional !== true,
    documentation: () => cardMarkdown(aggregateCard(name)),
  }));
}

/** Figures of the whole dataset, for an expectation. */
export function measureItems({ place }: Question): readonly CompletionItem[] {
  const isCalled = place.next?.type === "LeftParenthesis";
  const call = (name: string, documentation: string): CompletionItem => ({
    label: name,
    note: "(column)",
    kind: "figure",
    rank: 0,
    snippet: isCalled ? name : callOf(name, true),
    opensNext: !isCalled,
    documentation: () => documentation,
  });
  const { rows, unique } = tableMeasures;
  const whole: CompletionItem = { label: "rows", kind: "figure", rank: 0, documentation: () => rows };
  const measures = Object.entries(columnMeasures).map(([name, { documentation }]) => call(name, documentation));
  return [whole, call("unique", unique), ...measures];
}
