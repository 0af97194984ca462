import { domainText } from "@mlopsc/compiler";
import type { DimensionSyntax, ExpressionSyntax } from "@mlopsc/grammar";
import {
  type AlgorithmName,
  algorithmEntry,
  algorithms,
  type Domain,
  type HyperParameter,
  isAlgorithmName,
  rangeScales,
  spaceNames,
} from "@mlopsc/vocabulary";
import type { CompletionItem } from "../completion-item.ts";
import type { CursorContext } from "../cursor-context.ts";
import { marked } from "../markdown.ts";
import { taskOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { hole } from "../snippet.ts";
import { algorithmItems } from "./algorithm-items.ts";
import { listItem } from "./list-item.ts";

const [algorithmWord] = Object.keys(spaceNames) as ["algorithm"];

/** What a space has not varied yet: hyper-parameters of the algorithms that it chooses from. */
export function dimensionItems(question: Question): readonly CompletionItem[] {
  const lines = linesOf(question);
  const written = new Set(lines.map(({ name }) => name.text));
  const task = taskOf(question.block, question);
  const isFollowed = question.place.next?.type === "In";
  const items = [...parametersOf(lines)].filter(
    ([name, { tasks }]) => !written.has(name) && (task === null || tasks === undefined || tasks.includes(task)),
  );
  const parameters = items.map(
    ([name, parameter]): CompletionItem => ({
      label: name,
      kind: "parameter",
      rank: 1,
      origin: domainText(parameter.domain),
      snippet: isFollowed ? name : `${name} in `,
      opensNext: true,
      documentation: () =>
        marked({ ...parameter, default: shownDefault(parameter), domain: domainText(parameter.domain) }),
    }),
  );
  if (written.has(algorithmWord)) return parameters;
  const algorithm: CompletionItem = {
    label: algorithmWord,
    kind: "parameter",
    rank: 0,
    snippet: isFollowed ? algorithmWord : `${algorithmWord} in [${hole(1)}]`,
    opensNext: true,
    documentation: () => spaceNames[algorithmWord],
  };
  return [algorithm, ...parameters];
}

/** The values that a dimension may have: options, or a range to fill in. */
export function dimensionValueItems(
  { name, written }: Extract<CursorContext, { at: "dimensionValues" }>,
  question: Question,
): readonly CompletionItem[] {
  if (name === algorithmWord)
    return written === null
      ? [oneOfThese]
      : algorithmItems({ items: written }, question).filter(({ note }) => note === undefined);
  const domain = parametersOf(linesOf(question)).get(name)?.domain;
  if (domain === undefined) return [];
  if (domain.kind === "choice") {
    if (written === null) return [oneOfThese];
    const left = domain.values.map(String).filter((value) => !written.includes(value));
    return left.map((label) => ({ label, kind: "choice", rank: 0 }));
  }
  return written === null ? rangeItems(domain) : [];
}

const oneOfThese = listItem("One of these.", 0);

function rangeItems(domain: Domain): readonly CompletionItem[] {
  if (domain.kind !== "int" && domain.kind !== "number") return [oneOfThese];
  const range = `${hole(1, String(domain.low))}..${hole(2, String(domain.high))}`;
  const plain = `${domain.low}..${domain.high}`;
  const scaled = Object.entries(rangeScales).map(
    ([name, documentation]): CompletionItem => ({
      label: `${name}(…..…)`,
      kind: "function",
      rank: 1,
      snippet: `${name}(${hole(1)}..${hole(2)})`,
      filter: name,
      documentation: () => documentation,
    }),
  );
  const whole = { label: plain, kind: "value", rank: 0, snippet: range, origin: "all" } as const;
  return [whole, ...scaled, { ...oneOfThese, rank: 2 }];
}

/** Dimensions above, or the values of the one that is compared. */
export function dimensionConditionItems(
  { left }: Extract<CursorContext, { at: "dimensionConditions" }>,
  question: Question,
): readonly CompletionItem[] {
  const lines = linesOf(question);
  const line = question.place.line?.before[0]?.start ?? 0;
  if (left === null) {
    const above = lines.filter(({ span }) => span.start < line);
    return above.map(({ name }) => ({ label: name.text, kind: "parameter", rank: 0, snippet: `${name.text} == ` }));
  }
  const asked = lines.find(({ name }) => name.text === left.text);
  const values = asked?.values.node === "list" ? asked.values.items.flatMap(nameOf) : [];
  return values.map((label) => ({ label, kind: "choice", rank: 0 }));
}

const nameOf = (syntax: ExpressionSyntax): readonly string[] => (syntax.node === "name" ? [syntax.name] : []);

/** The dimensions of the space but for the one that the cursor stands in. */
function linesOf({ place }: Question): readonly DimensionSyntax[] {
  const start = place.line?.before[0]?.start ?? place.word.span.start - (place.placed?.offset ?? 0);
  const sections = place.placed?.block.members ?? [];
  const lines = sections.flatMap((member) => (member.node === "section" ? member.members : []));
  return lines.flatMap((line) => (line.node === "dimension" && line.span.start !== start ? [line] : []));
}

function parametersOf(lines: readonly DimensionSyntax[]): ReadonlyMap<string, HyperParameter> {
  const chosen = lines.find(({ name }) => name.text === algorithmWord)?.values;
  const named = (chosen?.node === "list" ? chosen.items.flatMap(nameOf) : []).filter(isAlgorithmName);
  const all = Object.keys(algorithms).filter(isAlgorithmName);
  const names: readonly AlgorithmName[] = named.length > 0 ? named : all;
  return new Map(names.flatMap((name) => Object.entries(algorithmEntry(name).parameters)));
}

const shownDefault = ({ default: value }: HyperParameter): string | null => (value === null ? null : String(value));
