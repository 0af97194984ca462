import type { ComparisonOperator, FigureComparison, FigureCondition } from "@mlopsc/vocabulary";

/** `subject operator bound`: the figures with their factors stand left, the first with 1. */
export interface FigureBound {
  readonly subject: string;
  readonly operator: ComparisonOperator;
  readonly bound: number;
}

/** The bounds that must all hold, in one form and order for all ways of writing them; null where some need not. */
export function figureBounds(condition: FigureCondition): readonly FigureBound[] | null {
  const comparisons = conjuncts(condition);
  return comparisons === null ? null : comparisons.map(solved).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** A condition as plain data that is equal for equal meanings, as far as its form can be undone. */
export function conditionMeaning(condition: FigureCondition): unknown {
  if (condition.kind === "compare") return solved(condition);
  if (condition.kind === "not") return { kind: "not", of: conditionMeaning(condition.of) };
  return figureBounds(condition) ?? { kind: condition.kind, of: condition.of.map(conditionMeaning) };
}

function conjuncts(condition: FigureCondition): readonly FigureComparison[] | null {
  if (condition.kind === "compare") return [condition];
  if (condition.kind !== "all") return null;
  const parts = condition.of.map(conjuncts);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function solved({ terms, constant, operator }: FigureComparison): FigureBound {
  const factors = new Map<string, number>();
  for (const { figure, coefficient } of terms) factors.set(figure, (factors.get(figure) ?? 0) + coefficient);
  const sorted = [...factors].filter(([, factor]) => factor !== 0).sort(([left], [right]) => (left < right ? -1 : 1));
  // What asks for no figure always or never holds, which is a mistake.
  const [, scale] = sorted[0] ?? ["", 1];
  return {
    subject: sorted.map(([key, factor], at) => termText(key, tidy(factor / scale), at === 0)).join(" "),
    operator: scale < 0 ? mirrored[operator] : operator,
    bound: tidy(-constant / scale),
  };
}

function termText(key: string, factor: number, first: boolean): string {
  if (first) return key;
  const size = Math.abs(factor) === 1 ? key : `${Math.abs(factor)} * ${key}`;
  return `${factor < 0 ? "-" : "+"} ${size}`;
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

const tidy = (value: number): number => Number(value.toPrecision(15)) + 0;

const keyOf = ({ subject, operator, bound }: FigureBound): string => `${subject} ${operator} ${bound}`;
