import type { Column } from "@mlopsc/vocabulary";
import type { Expectation, IngestDataset, SplitData, TransformData, ValidateDataset } from "../step.ts";
import { changed, changedFields, changedItems } from "./change-text.ts";
import { expressionText } from "./expression-text.ts";
import { stepListChanges } from "./step-list-changes.ts";
import { splitText } from "./step-text.ts";
import { namesText, nameText, shareText, typeText } from "./value-text.ts";

export function ingestChanges(before: IngestDataset, after: IngestDataset): readonly string[] {
  return [
    ...changed("source", before.source.path, after.source.path),
    ...changedFields(before.source, after.source, ["path"]),
    ...columnChanges(before.columns, after.columns),
    ...changed("key", namesText(before.key), namesText(after.key)),
  ];
}

export function columnChanges(before: readonly Column[], after: readonly Column[]): readonly string[] {
  return changedItems(before, after, {
    noun: "column",
    key: ({ name }) => name,
    text: (column) => columnText(column),
  });
}

/** Expectations are told apart by what they look at, so that another bound is a change, not a removal and an addition. */
export function expectationChanges(before: ValidateDataset, after: ValidateDataset): readonly string[] {
  return changedItems(before.expectations, after.expectations, {
    noun: "expectation",
    key: (each) => `${expectationSubject(each)} ${each.test === "measure" ? each.operator.charAt(0) : ""}`,
    text: expectationManner,
    label: expectationSubject,
    whole: (each) =>
      each.test === "measure" ? `${expectationSubject(each)} ${measureText(each)}` : expectationSubject(each),
  });
}

export function transformChanges(before: TransformData, after: TransformData): readonly string[] {
  return orElse([...stepListChanges(before.steps, after.steps), ...changed("seed", before.seed, after.seed)], () =>
    columnChanges(before.columns, after.columns),
  );
}

export function splitChanges(before: SplitData, after: SplitData): readonly string[] {
  return [
    ...stepListChanges(before.steps, after.steps),
    ...changed("split test", splitText(before.split), splitText(after.split)),
    ...changed("kept on one side", namesText(before.disjoint), namesText(after.disjoint)),
    ...changed("seed", before.seed, after.seed),
  ];
}

/** The first list, or the second where the first says nothing: what follows from a change is not told beside it. */
export const orElse = (first: readonly string[], second: () => readonly string[]): readonly string[] =>
  first.length > 0 ? first : second();

function columnText({ type, ...rest }: Column): string {
  const { name: _name, ...more } = rest as Readonly<Record<string, unknown>>;
  const extra = Object.keys(more)
    .sort()
    .map((key) => `${key} ${String(more[key])}`);
  return [typeText(type), ...extra].join(" ");
}

export function expectationSubject(expectation: Expectation): string {
  if (expectation.test === "unique") return `unique(${namesText(expectation.columns)})`;
  if (expectation.test === "row") return expressionText(expectation.condition);
  return expectation.column === undefined
    ? expectation.measure
    : `${expectation.measure}(${nameText(expectation.column)})`;
}

function expectationManner(expectation: Expectation): string {
  const otherwise = `else ${expectation.otherwise}`;
  return expectation.test === "measure" ? `${measureText(expectation)} ${otherwise}` : otherwise;
}

export const measureText = ({ operator, bound, measure }: Extract<Expectation, { test: "measure" }>): string =>
  `${operator} ${measure === "missing" || measure === "outliers" ? shareText(bound) : bound}`;
