import {
  aggregates,
  blockEntry,
  columnFigures,
  columnMeasures,
  costCalls,
  deployChecks,
  functionEntry,
  gateFigures,
  isBlockKind,
  isFunctionName,
  rangeScales,
  secretCalls,
  tableMeasures,
  type ValueKind,
} from "@mlopsc/vocabulary";
import { type CallParameters, parametersOf } from "../completion/call-parameters.ts";
import { slotOf } from "../completion/contexts/value-contexts.ts";
import { bodyAt, sectionAt } from "../cursor/body-at.ts";
import type { LineAt } from "../cursor/line-at.ts";
import { type Level, nestingOf } from "../cursor/nesting.ts";
import { verbOf } from "../cursor/verb-words.ts";

/** What is called where the cursor stands in its parentheses. */
export type Called =
  | { readonly kind: "parameters"; readonly callee: string; readonly of: CallParameters; readonly level: Level }
  | { readonly kind: "function"; readonly callee: string; readonly level: Level }
  /** Takes one thing, whose name tells what. */
  | {
      readonly kind: "figure";
      readonly callee: string;
      readonly parameter: string;
      readonly documentation: string;
      readonly level: Level;
    };

/** The innermost call around the cursor of which something is known; null where there is none. */
export function calledAt(line: LineAt): Called | null {
  const levels = nestingOf(line.before);
  let value = rootOf(line);
  let found: Called | null = null;
  for (const level of levels) {
    if (level.kind !== "call") continue;
    const callee = level.callee?.text ?? "";
    const of = value === null ? null : parametersOf(value, callee);
    value = of === null ? null : (slotOf(of, level)?.value ?? null);
    const called = of === null ? figureOf(callee, level, line) : ({ kind: "parameters", callee, of, level } as const);
    found = called ?? found;
  }
  return found;
}

/** What kind of value the line holds, where calls of a table stand in it. */
function rootOf({ braces, before }: LineAt): ValueKind | null {
  const [kind = ""] = braces;
  const name = before[0]?.text ?? "";
  switch (bodyAt(braces)) {
    case "attributes": {
      const attributes = isBlockKind(kind) ? blockEntry(kind).attributes : {};
      return Object.hasOwn(attributes, name) ? attributes[name]!.value : null;
    }
    case "steps": {
      const clauses = Object.values(verbOf(before)?.entry.clauses ?? {});
      const options = Object.assign({}, ...clauses.map(({ methods = {} }) => methods));
      return { kind: "choice", options };
    }
    case "checks":
      return { kind: "choice", options: deployChecks };
    case "conditions":
      return sectionAt(braces)?.scope === "gate" ? { kind: "metric" } : null;
    default:
      return null;
  }
}

function figureOf(callee: string, level: Level, { braces, before }: LineAt): Called | null {
  const figure = (parameter: string, documentation: string): Called => ({
    kind: "figure",
    callee,
    parameter,
    documentation,
    level,
  });
  const scope = sectionAt(braces)?.scope;
  const assigns = bodyAt(braces) === "steps" ? verbOf(before)?.entry.assigns : undefined;
  if (scope === "gate" && has(gateFigures, callee)) return figure("metric", gateFigures[callee]);
  if (scope === "expectation" && has(columnMeasures, callee))
    return figure("column", columnMeasures[callee].documentation);
  if (scope === "expectation" && has(tableMeasures, callee)) return figure("columns", tableMeasures[callee]);
  if (assigns === "aggregate" && has(aggregates, callee)) return figure("column", aggregates[callee].documentation);
  if (has(secretCalls, callee)) return figure("name", secretCalls[callee]);
  if (braces.at(-1) !== undefined && bodyAt(braces) === "dimensions" && has(rangeScales, callee))
    return figure("low..high", rangeScales[callee]);
  if (bodyAt(braces) === "amounts" && has(costCalls, callee)) return figure("class: cost", costCalls[callee]);
  if (bodyAt(braces) === "attributes" && has(columnFigures, callee))
    return figure("column", columnFigures[callee]!.documentation);
  return isFunctionName(callee) && functionEntry(callee).operator === undefined
    ? { kind: "function", callee, level }
    : null;
}

const has = <Table extends object>(table: Table, name: PropertyKey): name is keyof Table => Object.hasOwn(table, name);
