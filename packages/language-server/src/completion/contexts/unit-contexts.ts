import {
  alertFigures,
  columnFigures,
  type FigureEntry,
  type FigureUnit,
  unitsOf,
  type ValueKind,
} from "@mlopsc/vocabulary";
import { isComparison, isOperator } from "../../cursor/token.ts";
import type { CursorContext, FigureContext } from "../cursor-context.ts";

type Units = Readonly<Record<string, string>>;

/** The units of a number that is being written, by what may stand there. */
export function unitContexts(contexts: readonly CursorContext[]): readonly CursorContext[] {
  const units = contexts.map(unitsIn).find((found) => found !== null);
  return units === undefined || units === null ? [] : [{ at: "units", units }];
}

function unitsIn(context: CursorContext): Units | null {
  switch (context.at) {
    case "value":
      return unitsOfValue(context.value);
    case "expression":
      return { ...unitsOf.percent, ...unitsOf.duration };
    case "figures":
      return unitsOfCondition(context);
    default:
      return null;
  }
}

function unitsOfValue(value: ValueKind): Units | null {
  if (value.kind === "either") {
    const all = value.of.map(unitsOfValue).filter((units) => units !== null);
    return all.length === 0 ? null : Object.assign({}, ...all);
  }
  return Object.hasOwn(unitsOf, value.kind) ? unitsOf[value.kind as keyof typeof unitsOf] : null;
}

/** The units of a figure; null where it is a bare number. */
function unitsOfFigure(unit: FigureUnit): Units | null {
  if (unit === "number") return null;
  return unitsOf[unit === "share" ? "percent" : unit];
}

/** The units of the figure that the number is compared with; shares where that is a metric. */
function unitsOfCondition({ scope, levels }: FigureContext): Units | null {
  const { tail } = levels.at(-1)!;
  const before = tail.slice(0, Math.max(0, tail.findLastIndex(isComparison)));
  const start = before.findLastIndex(isOperator) + 1;
  const name = before
    .slice(start)
    .map(({ text }) => text)
    .join("");
  const figures: Readonly<Record<string, FigureEntry>> =
    scope === "gate" ? {} : scope === "alert" ? { ...alertFigures, ...columnFigures } : scope;
  return Object.hasOwn(figures, name) ? unitsOfFigure(figures[name]!.unit) : unitsOf.percent;
}
