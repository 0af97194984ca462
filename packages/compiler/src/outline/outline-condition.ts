import type { Meaning, OutlineBound } from "@mlopsc/plan";
import type { FigureComparison, FigureCondition } from "@mlopsc/vocabulary";

/** What a condition asks for, in one form: comparisons that must all hold, each solved for its figures. */
export function outlineCondition(
  condition: FigureCondition | null,
  text: string,
): Extract<Meaning, { readonly kind: "condition" }> {
  const comparisons = condition === null ? [] : conjuncts(condition);
  const parts = comparisons?.map(solved);
  const sorted = parts?.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
  return { kind: "condition", parts: sorted ?? null, text };
}

/** Null where some may hold without the others. */
function conjuncts(condition: FigureCondition): readonly FigureComparison[] | null {
  if (condition.kind === "compare") return [condition];
  if (condition.kind !== "all") return null;
  const parts = condition.of.map(conjuncts);
  return parts.includes(null) ? null : parts.flatMap((part) => part ?? []);
}

function solved({ terms, constant, operator }: FigureComparison): OutlineBound {
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

const mirrored: Readonly<Record<OutlineBound["operator"], OutlineBound["operator"]>> = {
  "<": ">",
  "<=": ">=",
  ">": "<",
  ">=": "<=",
  "==": "==",
  "!=": "!=",
};

const tidy = (value: number): number => Number(value.toPrecision(15)) + 0;

const keyOf = ({ subject, operator, bound }: OutlineBound): string => `${subject} ${operator} ${bound}`;
