import type { ColumnType, Expression } from "@mlopsc/vocabulary";
import type { TableSchema } from "../table-schema.ts";

/** The schema of the rows for which a condition is true: what it reads is there, and within the bounds that it names. */
export function refine(schema: TableSchema, condition: Expression): TableSchema {
  const facts = new Map<string, Fact>();
  collect(condition, facts);
  if (facts.size === 0) return schema;
  const columns = schema.columns.map((column) => {
    const fact = facts.get(column.name);
    if (fact === undefined || column.type === null) return column;
    return { ...column, type: narrowed(column.type, fact) };
  });
  return { ...schema, columns };
}

interface Fact {
  low?: number;
  high?: number;
}

function collect(condition: Expression, facts: Map<string, Fact>): void {
  if (condition.kind !== "call") return;
  const [left, right] = condition.arguments;
  switch (condition.function) {
    case "and":
      condition.arguments.forEach((side) => {
        collect(side, facts);
      });
      return;
    case "not_equal":
    case "equal":
    case "in":
    case "between":
    case "less":
    case "less_or_equal":
    case "greater":
    case "greater_or_equal":
      break;
    default:
      return;
  }
  if (condition.function === "equal" && (isNone(left) || isNone(right))) return;
  for (const side of condition.arguments) if (side.kind === "column") factOf(side.name, facts);
  if (left?.kind === "column" && right?.kind === "literal") bound(condition.function, factOf(left.name, facts), right);
  if (right?.kind === "column" && left?.kind === "literal") {
    bound(mirrored[condition.function] ?? "", factOf(right.name, facts), left);
  }
}

const mirrored: Readonly<Record<string, string>> = {
  less: "greater",
  less_or_equal: "greater_or_equal",
  greater: "less",
  greater_or_equal: "less_or_equal",
};

const isNone = (expression: Expression | undefined): boolean =>
  expression?.kind === "literal" && expression.value === null;

function factOf(name: string, facts: Map<string, Fact>): Fact {
  const fact = facts.get(name) ?? {};
  facts.set(name, fact);
  return fact;
}

function bound(operator: string, fact: Fact, literal: Extract<Expression, { kind: "literal" }>): void {
  // Dates and timestamps count in different units: their bounds are left as they were.
  if (typeof literal.value !== "number" || literal.type === "date" || literal.type === "timestamp") return;
  if (operator === "greater" || operator === "greater_or_equal") {
    fact.low = Math.max(fact.low ?? Number.NEGATIVE_INFINITY, literal.value);
  }
  if (operator === "less" || operator === "less_or_equal") {
    fact.high = Math.min(fact.high ?? Number.POSITIVE_INFINITY, literal.value);
  }
}

function narrowed(type: ColumnType, { low, high }: Fact): ColumnType {
  const least = Math.max(low ?? Number.NEGATIVE_INFINITY, type.range?.low ?? Number.NEGATIVE_INFINITY);
  const most = Math.min(high ?? Number.POSITIVE_INFINITY, type.range?.high ?? Number.POSITIVE_INFINITY);
  const range = {
    ...(Number.isFinite(least) ? { low: least } : {}),
    ...(Number.isFinite(most) ? { high: most } : {}),
  };
  return { ...type, nullable: false, ...(Object.keys(range).length > 0 ? { range } : {}) };
}
