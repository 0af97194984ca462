import type { ExpressionSyntax } from "@mlopsc/grammar";
import { numberValue } from "./number-value.ts";

const numberNames = {
  int: "a whole number",
  number: "a number",
  percent: "a percentage",
  duration: "a duration",
  bytes: "a size",
  rate: "a rate",
} as const;

/** What stands there, in words for messages. */
export function describeSyntax(syntax: ExpressionSyntax): string {
  switch (syntax.node) {
    case "number":
      return numberNames[numberValue(syntax).kind];
    case "text":
      return "text";
    case "boolean":
      return "true or false";
    case "none":
      return "none";
    case "date":
      return "a date";
    case "timestamp":
      return "a timestamp";
    case "name":
      return `the name \`${syntax.name}\``;
    case "member":
      return "a part of something";
    case "call":
      return `a call of \`${syntax.callee.text}\``;
    case "unary":
      return syntax.operator === "-" ? describeSyntax(syntax.operand) : "a condition";
    case "binary":
      return "a calculation";
    case "range":
      return "a range";
    case "list":
      return "a list";
    case "group":
      return describeSyntax(syntax.inner);
    case "absent":
      return "nothing";
  }
}
