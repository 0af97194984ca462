import type { IToken } from "chevrotain";
import { endOf } from "./lexer.ts";
import type { BinaryOperator, ExpressionSyntax } from "./syntax-tree.ts";

/** How tightly operators bind, loosest first; `^` groups to the right, comparisons and `..` do not chain. */
export const precedence: readonly (readonly string[])[] = [
  ["or"],
  ["and"],
  ["not"],
  ["==", "!=", "<", "<=", ">", ">=", "in"],
  [".."],
  ["+", "-"],
  ["*", "/", "%"],
  ["- (sign)"],
  ["^"],
];
const levels: ReadonlyMap<string, number> = new Map(
  precedence.flatMap((operators, level) => operators.map((operator) => [operator, level] as const)),
);
const levelOf = (operator: string): number => levels.get(operator) ?? 0;
const comparison = levelOf("==");
const power = levelOf("^");

/** An operand with the `-` and `not` before it. */
export interface Operand {
  readonly prefixes: readonly IToken[];
  readonly expression: ExpressionSyntax;
}

/**
 * Groups `operand operator operand …` by {@link precedence}. As in mathematics, `-x ^ 2` is `-(x ^ 2)`.
 * @param onChain is told of the second comparison of `a < b < c`
 */
export function group(
  operands: readonly Operand[],
  operators: readonly IToken[],
  onChain: (left: ExpressionSyntax, operator: IToken, right: ExpressionSyntax) => void,
): ExpressionSyntax {
  let at = 0;
  const climb = (least: number, prefix: number): ExpressionSyntax => {
    let left = prefixed(prefix);
    for (;;) {
      const operator = operators[at];
      const level = operator ? levelOf(operator.image) : -1;
      if (!operator || level < least) return left;
      at += 1;
      const right = climb(level === power ? level : level + 1, 0);
      if (level === comparison && left.node === "binary" && levelOf(left.operator) === comparison) {
        onChain(left, operator, right);
      }
      left = join(left, operator.image, right);
    }
  };
  const prefixed = (index: number): ExpressionSyntax => {
    const operand = operands[at] as Operand;
    const sign = operand.prefixes[index];
    if (!sign) return operand.expression;
    const isNot = sign.image === "not";
    const inner = climb(levelOf(isNot ? "not" : "- (sign)"), index + 1);
    const span = { start: sign.startOffset, end: Math.max(inner.span.end, endOf(sign)) };
    return { node: "unary", operator: isNot ? "not" : "-", operand: inner, span };
  };
  return climb(0, 0);
}

function join(left: ExpressionSyntax, image: string, right: ExpressionSyntax): ExpressionSyntax {
  const span = { start: left.span.start, end: right.span.end };
  if (image === "..") return { node: "range", low: left, high: right, span };
  return { node: "binary", operator: image as BinaryOperator, left, right, span };
}
