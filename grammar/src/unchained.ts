import type { IToken } from "chevrotain";
import type { ProblemEdit } from "./problem.ts";
import type { ExpressionSyntax } from "./syntax-tree.ts";

/** `18 <= age < 65` can only mean one thing, where both comparisons go the same way about a name. */
export function unchained(left: ExpressionSyntax, operator: IToken): ProblemEdit | undefined {
  if (left.node !== "binary" || left.right.node !== "name") return undefined;
  const { span, name } = left.right;
  const direction = left.operator[0];
  if ((direction !== "<" && direction !== ">") || operator.image[0] !== direction) return undefined;
  const written = span.end - span.start === name.length ? name : `\`${name}\``;
  const at = { start: operator.startOffset, end: operator.startOffset };
  return { title: "Compare twice", span: at, newText: `and ${written} ` };
}
