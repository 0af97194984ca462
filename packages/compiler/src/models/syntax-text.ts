import type { ExpressionSyntax } from "@mlopsc/grammar";
import { nameText } from "../semantics/names/name-text.ts";

/** An expression in canonical form: one meaning of layout, so that spaces and `1_000` against `1000` change no plan. */
export function syntaxText(syntax: ExpressionSyntax): string {
  switch (syntax.node) {
    case "number":
      return `${syntax.value}${syntax.unit}`;
    case "text":
      return syntax.text;
    case "boolean":
      return String(syntax.value);
    case "none":
      return "none";
    case "date":
    case "timestamp":
      return syntax.text;
    case "name":
      return nameText(syntax.name);
    case "member":
      return `${syntaxText(syntax.object)}.${nameText(syntax.member.text)}`;
    case "call":
      return `${syntax.callee.text}(${syntax.arguments.map(argumentText).join(", ")})`;
    case "unary":
      return syntax.operator === "not" ? `not ${syntaxText(syntax.operand)}` : `-${syntaxText(syntax.operand)}`;
    case "binary":
      return `${syntaxText(syntax.left)} ${syntax.operator} ${syntaxText(syntax.right)}`;
    case "range":
      return `${syntaxText(syntax.low)}..${syntaxText(syntax.high)}`;
    case "list":
      return `[${syntax.items.map(syntaxText).join(", ")}]`;
    case "group":
      return `(${syntaxText(syntax.inner)})`;
    case "absent":
      return "…";
  }
}

type Argument = Extract<ExpressionSyntax, { readonly node: "call" }>["arguments"][number];

const argumentText = ({ name, value }: Argument): string =>
  name === null ? syntaxText(value.expression) : `${name.text}: ${syntaxText(value.expression)}`;

/** Without the parentheses around it. */
export function bare(syntax: ExpressionSyntax): ExpressionSyntax {
  return syntax.node === "group" ? bare(syntax.inner) : syntax;
}
