import type { Meaning } from "@mlopsc/plan";
import { algorithmText, nameText } from "@mlopsc/plan";
import type { CallEntry, ValueKind } from "@mlopsc/vocabulary";
import { readAlgorithm } from "../models/read-algorithm.ts";
import { bare, syntaxText } from "../models/syntax-text.ts";
import type { BoundAttribute, ChoiceValue, ColumnSelection, Value } from "../semantics/program.ts";
import { createReporter } from "../semantics/reporter.ts";
import type { ValueContext } from "../semantics/values/value-context.ts";
import { defaultValue } from "./default-value.ts";

/** What an attribute means, clauses and all. */
export function outlineAttribute(kind: ValueKind, { value, clauses }: BoundAttribute, context: ValueContext): Meaning {
  const meaning = outlineValue(kind, value, context);
  const hold = clauses.get("for");
  if (meaning.kind === "condition")
    return hold?.kind === "duration" ? { ...meaning, holdMilliseconds: hold.value } : meaning;
  const columns = clauses.get("on");
  return columns === undefined
    ? meaning
    : {
        kind: "choice",
        name: "table",
        parameters: { from: meaning, on: outlineValue({ kind: "columns" }, columns, context) },
      };
}

/** What a value means, whichever way it is written. `kind` is what the table of blocks asks for at this place. */
export function outlineValue(kind: ValueKind, value: Value, context: ValueContext): Meaning {
  switch (value.kind) {
    case "text":
    case "name":
      return { kind: "text", value: value.value };
    case "secret":
      return { kind: "text", value: `secret ${value.name}` };
    case "int":
    case "number":
      return { kind: "number", unit: "number", value: value.value };
    case "percent":
    case "duration":
    case "bytes":
    case "rate":
    case "date":
      return value.by === undefined
        ? { kind: "number", unit: value.kind, value: value.value }
        : {
            kind: "choice",
            name: "by",
            parameters: { share: plainShare(value.value), column: { kind: "text", value: value.by.text } },
          };
    case "bool":
      return { kind: "truth", value: value.value };
    case "reference": {
      const to = value.to.map(({ declaration }) => declaration.address);
      return { kind: "references", to: kind.kind === "reference" && kind.ordered ? to : to.sort() };
    }
    case "choice":
      return outlineChoices(kind, value.choices, context);
    case "texts":
      return { kind: "text", value: value.texts.map(({ line }) => line).join(", ") };
    case "columns":
      return { kind: "text", value: selectionText(value.selection) };
    case "sample":
      return {
        kind: "text",
        value: `${value.table.address}${value.where === null ? "" : ` where ${syntaxText(value.where)}`}`,
      };
    case "syntax":
      return outlineSyntax(kind, value.value.expression, context);
  }
}

const plainShare = (value: number): Meaning => ({ kind: "number", unit: "percent", value });

function outlineSyntax(
  kind: ValueKind,
  expression: Extract<Value, { kind: "syntax" }>["value"]["expression"],
  { declaration }: ValueContext,
): Meaning {
  // What it asks for is known to whoever checked it.
  if (kind.kind === "condition") return { kind: "condition", parts: null, text: syntaxText(bare(expression)) };
  const algorithm = kind.kind === "algorithm" ? readAlgorithm(expression, declaration, createReporter()) : null;
  return { kind: "text", value: algorithm === null ? syntaxText(expression) : algorithmText(algorithm) };
}

function outlineChoices(kind: ValueKind, choices: readonly ChoiceValue[], context: ValueContext): Meaning {
  const options = optionsOf(kind);
  const [first, ...more] = choices.map((choice) => outlineCall(choice, options[choice.name], context));
  if (first === undefined) return { kind: "none" };
  if (more.length === 0) return first;
  return {
    kind: "choice",
    name: "list",
    parameters: Object.fromEntries([first, ...more].map((each, at) => [at, each])),
  };
}

/** A word or call with every parameter that it has, in the order of the table. */
export function outlineCall(
  { name, parameters }: ChoiceValue,
  entry: CallEntry | undefined,
  context: ValueContext,
): Extract<Meaning, { readonly kind: "choice" }> {
  const meanings: Record<string, Meaning> = {};
  for (const [key, parameter] of Object.entries(entry?.parameters ?? {})) {
    const given = parameters.get(key);
    const value =
      given ?? (parameter.default === undefined ? null : defaultValue(parameter.value, parameter.default, context));
    if (value !== null) meanings[key] = outlineValue(parameter.value, value, context);
  }
  return { kind: "choice", name, parameters: meanings };
}

const optionsOf = (kind: ValueKind): Readonly<Record<string, CallEntry>> => {
  if (kind.kind === "choice") return kind.options;
  return kind.kind === "either" ? Object.assign({}, ...kind.of.map(optionsOf)) : {};
};

function selectionText({ all, names, except }: ColumnSelection): string {
  if (all === null) return names.map(({ text }) => nameText(text)).join(", ");
  const word = all === "any" ? "all" : all;
  return except.length === 0 ? word : `${word} except ${except.map(({ text }) => nameText(text)).join(", ")}`;
}
