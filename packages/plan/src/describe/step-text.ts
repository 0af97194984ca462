import type { AggregateOutput, FittedStep, OutlierRule, SortKey, SplitStep, TransformStep } from "@mlopsc/vocabulary";
import { expressionText } from "./expression-text.ts";
import { durationText, namesText, nameText, selectorText, shareText } from "./value-text.ts";

/**
 * A lowered step in the words of the language, in two parts: what it is about, which tells it from other steps, and
 * how it does it. A change of the second part alone is printed as `impute age`: median → mean.
 */
export function stepText(step: TransformStep): { readonly subject: string; readonly manner: string } {
  switch (step.kind) {
    case "from":
      return { subject: "from", manner: tableName(step.input) };
    case "join": {
      const on = step.on.map(({ left, right }) =>
        left === right ? nameText(left) : `${nameText(left)} == ${nameText(right)}`,
      );
      const brought = step.columns.map(({ from, to }) => (from === to ? from : `${to} = ${from}`));
      return {
        subject: `${step.how === "inner" ? "inner join" : "join"} ${tableName(step.input)}`,
        manner: [on.length > 0 ? `on ${on.join(", ")}` : "", `bringing ${brought.join(", ")}`].join(" ").trim(),
      };
    }
    case "aggregate":
      return { subject: `aggregate by ${namesText(step.by)}`, manner: outputsText(step.outputs) };
    case "union":
      return { subject: `union ${tableName(step.input)}`, manner: namesText(step.columns) };
    case "dedupe":
      return { subject: `dedupe by ${namesText(step.by)}`, manner: `order ${keysText(step.order)}` };
    case "sort":
      return { subject: "sort", manner: keysText(step.keys) };
    case "sample":
      return { subject: "sample", manner: step.share === undefined ? String(step.rows) : shareText(step.share) };
    case "lag":
    case "rolling":
      return windowText(step);
    case "decompose":
      return {
        subject: `decompose ${nameText(step.column)}`,
        manner: `period ${step.period} order ${keysText(step.order)}`,
      };
    case "sql":
      return {
        subject: "sql",
        manner: `${step.query.trim()} gives ${namesText(step.columns.map(({ name }) => name))}`,
      };
    case "filter":
      return { subject: "filter", manner: expressionText(step.condition) };
    case "derive":
      return { subject: `derive ${nameText(step.name)}`, manner: expressionText(step.expression) };
    case "select":
      return {
        subject: "select",
        manner: [
          ...step.columns.map(({ from, to }) => (from === to ? nameText(to) : `${nameText(to)} = ${nameText(from)}`)),
          ...(step.families ?? []).map((prefix) => `${prefix}*`),
        ].join(", "),
      };
    case "split":
      return { subject: "split test", manner: splitText(step) };
    default:
      return fittedText(step);
  }
}

/** `20% stratify churned`. */
export function splitText(split: SplitStep): string {
  if ("milliseconds" in split) return `${durationText(split.milliseconds)} by time ${nameText(split.column)}`;
  const share = shareText(split.share);
  if (split.by === "random") return `${share} random`;
  return `${share} ${split.by === "time" ? "by time" : split.by} ${nameText(split.column)}`;
}

type Window = Extract<TransformStep, { kind: "lag" | "rolling" }>;

function windowText(step: Window): { readonly subject: string; readonly manner: string } {
  const tail = `order ${keysText(step.order)}${step.by.length > 0 ? ` group ${namesText(step.by)}` : ""}`;
  if (step.kind === "rolling") {
    return {
      subject: `rolling ${namesText(step.outputs.map(({ name }) => name))}`,
      manner: `${outputsText(step.outputs)} over ${"rows" in step ? `${step.rows}${step.includeCurrent ? " with the current row" : ""}` : durationText(step.milliseconds)} ${tail}`,
    };
  }
  const columns = [...new Set(step.outputs.map(({ column }) => column))];
  const lengths = step.outputs.map((each) =>
    "offset" in each ? String(each.offset) : durationText(each.milliseconds),
  );
  const offsets = [...new Set(lengths)];
  return { subject: `lag ${namesText(columns)}`, manner: `by ${offsets.join(", ")} ${tail}` };
}

function fittedText(step: FittedStep): { readonly subject: string; readonly manner: string } {
  const columns = selectorText(step.columns);
  switch (step.kind) {
    case "impute": {
      const value = step.value === undefined ? step.neighbours : JSON.stringify(step.value);
      return { subject: `impute ${columns}`, manner: called(step.strategy, value) };
    }
    case "outliers":
      return {
        subject: `${step.action === "clip" ? "clip" : "drop outliers"} ${columns}`,
        manner: ruleText(step.by),
      };
    case "encode":
      return {
        subject: `encode ${columns}`,
        manner: called(step.method, step.limit ?? step.buckets ?? step.smoothing),
      };
    case "scale":
      return { subject: `scale ${columns}`, manner: step.method };
    case "bin":
      return { subject: `bin ${columns}`, manner: called(step.method, step.count) };
    case "pca":
      return { subject: `pca ${columns}`, manner: String(step.components) };
    case "select_features":
      return { subject: "select features", manner: called(step.method, step.count ?? step.alpha) };
  }
}

const called = (word: string, value: number | string | undefined): string =>
  value === undefined ? word : `${word}(${value})`;

const ruleText = (by: OutlierRule): string =>
  by.rule === "isolation_forest" ? called(by.rule, shareText(by.contamination)) : called(by.rule, by.factor);

/** `dataset.customers` → customers. */
const tableName = (input: string): string => nameText(input.slice(input.indexOf(".") + 1));

const keysText = (keys: readonly SortKey[]): string =>
  keys.map(({ column, descending }) => `${descending ? "-" : ""}${nameText(column)}`).join(", ");

const outputsText = (outputs: readonly AggregateOutput[]): string =>
  outputs
    .map(
      ({ name, aggregate, argument }) =>
        `${nameText(name)} = ${aggregate}(${argument ? expressionText(argument) : ""})`,
    )
    .join(", ");
