import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { DimensionCondition, SpaceDimension } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";
import { linesOf } from "./attributes.ts";
import { constantOf } from "./hyper-parameter.ts";
import { bare, syntaxText } from "./syntax-text.ts";

/**
 * What stands behind `if`: `algorithm == x` or `penalty in [x, y]`, of dimensions above, several joined by `and`. Null
 * where it is something else or cannot hold, which is reported.
 */
export function readConditions(
  dimension: string,
  condition: ExpressionSyntax,
  before: readonly SpaceDimension[],
  search: Declaration,
  reporter: Reporter,
): readonly DimensionCondition[] | null {
  const inner = bare(condition);
  if (inner.node === "binary" && inner.operator === "and") {
    const left = readConditions(dimension, inner.left, before, search, reporter);
    const right = readConditions(dimension, inner.right, before, search, reporter);
    return left && right && [...left, ...right];
  }
  const read = readCondition(dimension, inner, before, search, reporter);
  return read && [read];
}

function readCondition(
  dimension: string,
  condition: ExpressionSyntax,
  before: readonly SpaceDimension[],
  search: Declaration,
  reporter: Reporter,
): DimensionCondition | null {
  if (condition.node === "absent") return null;
  const isAsked = condition.node === "binary" && (condition.operator === "==" || condition.operator === "in");
  const name = isAsked && condition.left.node === "name" ? condition.left.name : null;
  const asked = before.find((each) => each.name === name);
  const line = linesOf(search, "space", "dimension").find((each) => each.name.text === name);
  if (asked !== undefined && line !== undefined && isAsked) {
    const part = { kind: "part", declaration: search, span: line.name.span } as const;
    for (const span of [condition.left.span, part.span]) reporter.resolved(search, span, part);
  }
  const right = condition.node === "binary" ? bare(condition.right) : condition;
  const items = right.node === "list" ? right.items : [right];
  const equals = items.flatMap((item) => wantedValue(asked, item) ?? []);
  if (name === null || asked === undefined || equals.length !== items.length) {
    reporter.report(search, condition.span, codes.dimensionCondition, { source: syntaxText(condition) });
    return null;
  }
  const possible = equals.filter((value) => mayBe(asked, value));
  if (possible.length > 0) return { name, equals: possible };
  const reason = `\`${name}\` is never ${equals.map(String).join(" or ")}`;
  reporter.report(search, condition.span, codes.dimensionNeverApplies, { name: dimension, reason });
  return null;
}

/** `none` is the word where it is one of the options. */
function wantedValue(asked: SpaceDimension | undefined, item: ExpressionSyntax): string | number | boolean | undefined {
  const constant = constantOf(item);
  if (constant !== null) return constant;
  return asked?.values.kind === "choice" && asked.values.options.includes("none") ? "none" : undefined;
}

const mayBe = ({ values }: SpaceDimension, value: number | string | boolean): boolean =>
  values.kind === "choice"
    ? values.options.includes(value)
    : typeof value === "number" && value >= values.low && value <= values.high;
