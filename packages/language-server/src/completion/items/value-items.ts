import { type CallEntry, isBlockKind, secretCalls, type ValueKind } from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import type { ValueContext } from "../cursor-context.ts";
import { marked } from "../markdown.ts";
import type { Question } from "../question.ts";
import { escaped, hole } from "../snippet.ts";
import { algorithmItems } from "./algorithm-items.ts";
import { listItem } from "./list-item.ts";
import { metricItems } from "./metric-items.ts";
import { referenceItems } from "./reference-items.ts";

/** Values of a kind: the default first. */
export function valueItems(context: ValueContext, question: Question): readonly CompletionItem[] {
  const isMany = "many" in context.value && context.value.many === true && !context.inList;
  const items = [...ofKind(context.value, context, question), ...(isMany ? [listItem("Several of them.")] : [])];
  const fallback = context.default;
  if (fallback === null || context.inList) return items;
  const known = items.find(({ label }) => label === fallback || label === bareCall(fallback));
  if (known !== undefined)
    return items.map((item) => (item === known ? { ...item, rank: -1, origin: "default" } : item));
  return [defaultItem(context), ...items];
}

const bareCall = (text: string): string => text.replace(/\(.*/s, "");

const defaultItem = ({ default: text, name }: ValueContext): CompletionItem => {
  const isTemplate = text?.includes("$1") === true;
  return {
    label: isTemplate ? text.replace("$1", "") : (text ?? ""),
    kind: "value",
    rank: -1,
    origin: isTemplate ? "" : "usual",
    snippet: isTemplate ? text : escaped(text ?? ""),
    documentation: () => `The usual value of \`${name}\`.`,
  };
};

function ofKind(value: ValueKind, context: ValueContext, question: Question): readonly CompletionItem[] {
  switch (value.kind) {
    case "text":
      return [quotes, ...parameterItems(["text", "category", "id"], question)];
    case "texts":
      return [quotes, ...(context.inList ? [] : [list])];
    case "int":
    case "duration":
    case "date":
      return parameterItems([value.kind], question);
    case "number":
    case "percent":
    case "bytes":
    case "rate":
      return parameterItems(["number", "int"], question);
    case "bool":
      return [word("true"), word("false"), ...parameterItems(["bool"], question)];
    case "reference":
      return referenceItems(value, context, question);
    case "choice":
      return Object.entries(value.options).map(([name, entry]) => callItem(name, entry, question));
    case "algorithm":
      return algorithmItems(context, question);
    case "metric":
      return metricItems(context.items, question);
    case "either":
      return value.of.flatMap((kind) => ofKind(kind, context, question));
    case "secret":
      return Object.entries(secretCalls).map(([name, documentation]) => ({
        label: name,
        note: '("…")',
        kind: "function",
        rank: 0,
        snippet: `${name}("${hole(1, "NAME")}")`,
        documentation: () => documentation,
      }));
    default:
      return [];
  }
}

const word = (label: string): CompletionItem => ({ label, kind: "value", rank: 0 });
const quotes: CompletionItem = { label: '"…"', kind: "value", rank: 0, snippet: `"${hole(1)}"`, filter: '"' };
const list: CompletionItem = { label: '["…"]', kind: "value", rank: 1, snippet: `["${hole(1)}"]`, filter: "[" };

/** The project's parameters of some types, by name. */
export function parameterItems(kinds: readonly string[], { program, place }: Question): readonly CompletionItem[] {
  // A parameter is not made from others.
  if (place.line?.braces.length === 0) return [];
  const fitting = [...program.parameters.values()].filter(({ type }) => kinds.includes(type.kind));
  return fitting.map(({ declaration, type, value }) => ({
    label: declaration.name,
    kind: "variable",
    rank: 1,
    note: `: ${type.kind}`,
    origin: declaration.kind,
    documentation: () => `${declaration.documentation ?? ""}\n\nNow: \`${String(value)}\``,
  }));
}

/** A word of a table; one that wants something in parentheses is called with it. */
function callItem(name: string, entry: CallEntry, { place }: Question): CompletionItem {
  const { parameters, documentation } = entry;
  const names = Object.keys(parameters);
  const isCalled = place.next?.type === "LeftParenthesis";
  const wanted = names.filter((each) => parameters[each]!.required);
  const arguments_ = wanted.map((each, at) => {
    const { positional, value } = parameters[each]!;
    return `${positional ? "" : `${each}: `}${value.kind === "text" ? `"${hole(at + 1)}"` : hole(at + 1)}`;
  });
  const call = wanted.length === 0 ? name : `${name}(${arguments_.join(", ")})`;
  const shown = names.map((each) => (parameters[each]!.required ? each : `${each}?`)).join(", ");
  return {
    label: name,
    kind: names.length === 0 ? "choice" : "function",
    rank: 0,
    ...(names.length === 0 ? {} : { note: `(${shown})` }),
    snippet: isCalled ? name : call,
    opensNext: !isCalled && wanted.some((each) => asksForNames(parameters[each]!.value)),
    documentation: () => marked({ documentation }),
  };
}

const asksForNames = (value: ValueKind): boolean =>
  value.kind === "metric" ||
  value.kind === "algorithm" ||
  (value.kind === "reference" && value.to.some(isBlockKind)) ||
  (value.kind === "text" && value.holds !== undefined);
