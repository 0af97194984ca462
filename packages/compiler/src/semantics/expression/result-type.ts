import type { ColumnType, FunctionEntry, FunctionName, ScalarKind } from "@mlopsc/vocabulary";
import { commonKind, eitherType, intervalOf, rangeOf } from "./kinds.ts";
import { isNone, type Operand } from "./typed-expression.ts";

/** The type that comes out, but for whether it may be missing; null where all that decides it is `none`. */
export function resultType(name: FunctionName, entry: FunctionEntry, operands: readonly Operand[]): ColumnType | null {
  switch (name) {
    case "if":
      return unified(operands.slice(1));
    case "coalesce":
      return unified(operands);
    case "least":
    case "greatest":
      return extreme(name, operands);
    case "abs":
      return absolute(operands[0]!.type);
    default:
      break;
  }
  const kind = entry.result === "same" || entry.result === "arithmetic" ? operands[0]!.type.kind : entry.result;
  const range = ranges[name];
  return { kind, nullable: false, ...(range === undefined ? {} : { range }) };
}

/** What may be any of these. A literal takes the kind of a column beside it: `if(…, segment, "other")`. */
function unified(operands: readonly Operand[]): ColumnType | null {
  const typed = operands.filter((operand) => !isNone(operand));
  const [first, ...others] = typed;
  if (first === undefined) return null;
  const columns = typed.filter(({ constant }) => constant === undefined);
  const kind = unifiedKind(columns.length > 0 ? columns : typed, typed);
  return others.reduce((type, other) => eitherType(type, other.type, kind), { ...first.type, kind });
}

function unifiedKind(deciding: readonly Operand[], all: readonly Operand[]): ScalarKind {
  const start = deciding[0]!.type.kind;
  const isText = start === "text" || start === "category" || start === "id";
  return (isText ? deciding : all).reduce((kind, { type }) => commonKind(kind, type.kind) ?? kind, start);
}

function extreme(name: "least" | "greatest", operands: readonly Operand[]): ColumnType {
  const intervals = operands.map(({ type }) => intervalOf(type));
  const pick = name === "least" ? Math.min : Math.max;
  const range = rangeOf({
    low: pick(...intervals.map(({ low }) => low)),
    high: pick(...intervals.map(({ high }) => high)),
  });
  const kind = operands.every(({ type }) => type.kind === "int") ? "int" : "number";
  return { kind, nullable: false, ...range };
}

function absolute(type: ColumnType): ColumnType {
  const { low, high } = intervalOf(type);
  const least = low >= 0 ? low : high <= 0 ? -high : 0;
  return {
    kind: type.kind,
    nullable: false,
    ...rangeOf({ low: least, high: Math.max(Math.abs(low), Math.abs(high)) }),
  };
}

/** What the results of some functions lie between, whatever their arguments. */
const ranges: Partial<Record<FunctionName, { readonly low?: number; readonly high?: number }>> = {
  quarter: { low: 1, high: 4 },
  month: { low: 1, high: 12 },
  week: { low: 1, high: 53 },
  day: { low: 1, high: 31 },
  day_of_year: { low: 1, high: 366 },
  weekday: { low: 1, high: 7 },
  hour: { low: 0, high: 23 },
  minute: { low: 0, high: 59 },
  length: { low: 0 },
  sign: { low: -1, high: 1 },
  sqrt: { low: 0 },
  exp: { low: 0 },
  sin: { low: -1, high: 1 },
  cos: { low: -1, high: 1 },
};
