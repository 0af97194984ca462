import type { SchemaColumn } from "@mlopsc/compiler";
import {
  alertFigures,
  alertMetrics,
  columnFigures,
  type FigureEntry,
  functionEntry,
  gateFigures,
  gateRivals,
} from "@mlopsc/vocabulary";
import { type Level, wantsOperand } from "../../cursor/nesting.ts";
import { boundsText } from "../../hover/cards/metric-card.ts";
import type { CompletionItem } from "../completion-item.ts";
import type { FigureContext } from "../cursor-context.ts";
import { marked } from "../markdown.ts";
import { modelOf } from "../model-of.ts";
import type { Question } from "../question.ts";
import { hole } from "../snippet.ts";
import { columnItem } from "./column-items.ts";
import { metricItems } from "./metric-items.ts";

/** Figures that a condition can ask for: of a gate, an alert, a check. */
export function figureItems({ scope, levels }: FigureContext, question: Question): readonly CompletionItem[] {
  const level = levels.at(-1)!;
  const owner = ownerOf(level);
  if (owner === null && !wantsOperand(level)) return level.kind === "call" ? [] : connectives;
  if (scope === "gate") return gateItems(owner, level, question);
  if (scope === "alert") return alertItems(owner, level, question);
  return owner === null ? tableItems(scope, "") : [];
}

/** The name before a dot, of which a member is asked. */
function ownerOf({ tail }: Level): string | null {
  const [owner, dot] = tail.slice(-2);
  return dot?.type === "Dot" && owner !== undefined ? owner.text : null;
}

function gateItems(owner: string | null, level: Level, question: Question): readonly CompletionItem[] {
  if (owner !== null) return Object.hasOwn(gateRivals, owner) ? metricItems([], question) : [];
  if (level.kind === "call")
    return Object.hasOwn(gateFigures, level.callee?.text ?? "") ? metricItems([], question) : [];
  const made = Object.entries(gateFigures).map(
    ([name, documentation]): CompletionItem => ({
      label: name,
      note: "(metric)",
      kind: "function",
      rank: 1,
      snippet: `${name}(${hole(1)})`,
      opensNext: true,
      documentation: () => documentation,
    }),
  );
  const rivals = Object.entries(gateRivals).map(([name, text]) =>
    memberItem(name, text, level.tail.length > 0 ? 0 : 2),
  );
  return [...metricItems([], question), ...made, ...rivals];
}

function memberItem(name: string, documentation: string, rank: number): CompletionItem {
  const shared = { kind: "figure", rank, snippet: `${name}.`, opensNext: true } as const;
  return { label: name, note: ".metric", ...shared, documentation: () => documentation };
}

function alertItems(owner: string | null, level: Level, question: Question): readonly CompletionItem[] {
  if (owner !== null) {
    if (Object.hasOwn(alertMetrics, owner)) return metricItems([], question);
    return tableItems(alertFigures, `${owner}.`);
  }
  if (level.kind === "call")
    return Object.hasOwn(columnFigures, level.callee?.text ?? "") ? requestItems(question) : [];
  const ofColumns = Object.entries(columnFigures).map(
    ([name, { documentation }]): CompletionItem => ({
      label: name,
      note: "(column)",
      kind: "function",
      rank: 1,
      snippet: `${name}(${hole(1)})`,
      opensNext: true,
      documentation: () => documentation,
    }),
  );
  const ofMetrics = Object.entries(alertMetrics).map(([name, text]) => memberItem(name, text, 0));
  return [...tableItems(alertFigures, ""), ...ofMetrics, ...ofColumns];
}

/** The columns of the requests to the watched model. */
function requestItems(question: Question): readonly CompletionItem[] {
  const transform = modelOf(question.block, question)?.transform;
  if (!transform) return [];
  const names = new Set(transform.requestColumns.map(({ name }) => name));
  const known: readonly SchemaColumn[] = [...transform.splitSchema.columns, ...transform.dataSchema.columns];
  const columns = known.filter(
    ({ name }, at) => names.has(name) && known.findIndex((each) => each.name === name) === at,
  );
  return columns.map((column) => columnItem(column, 0, question));
}

/** Rows of a table of figures whose names begin so; without the beginning. */
const tableItems = (figures: Readonly<Record<string, FigureEntry>>, prefix: string): readonly CompletionItem[] =>
  Object.entries(figures)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, { unit, range, better, documentation }]) => ({
      label: name.slice(prefix.length),
      kind: "figure",
      rank: 0,
      origin: better === undefined ? unit : `${unit}, ${better} is better`,
      documentation: () => marked({ documentation, domain: boundsText(range) }),
    }));

const connectives = (["and", "or"] as const).map(
  (name): CompletionItem => ({
    label: name,
    kind: "word",
    rank: 5,
    snippet: `${name} `,
    opensNext: true,
    documentation: () => functionEntry(name).documentation,
  }),
);
