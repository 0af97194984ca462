import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, Member, ValueSyntax } from "@mlopsc/grammar";
import { blockEntry } from "@mlopsc/vocabulary";
import type { Declaration } from "../semantics/program.ts";
import type { Reporter } from "../semantics/reporter.ts";

/** `secret(…)` stands only where the table of blocks has one: everything else is written into plans and state. */
export function checkSecrets(declaration: Declaration, reporter: Reporter): void {
  const value = declaration.block.parameter?.value;
  if (value) report(value, `param ${declaration.name}`, declaration, reporter);
  for (const member of declaration.block.members) visit(member, declaration, reporter);
}

function visit(member: Member, declaration: Declaration, reporter: Reporter): void {
  if (member.node === "section") for (const line of member.members) visit(line, declaration, reporter);
  if (member.node !== "attribute") return;
  const { name, value } = member;
  const { attributes } = blockEntry(declaration.kind);
  const isPlace = Object.hasOwn(attributes, name.text) && attributes[name.text]?.value.kind === "secret";
  if (!isPlace) report(value, name.text, declaration, reporter);
}

function report(value: ValueSyntax, what: string, declaration: Declaration, reporter: Reporter): void {
  const found = secretIn(value.expression);
  if (found) reporter.report(declaration, found.span, codes.misplacedSecret, { what });
}

function secretIn(syntax: ExpressionSyntax): ExpressionSyntax | null {
  switch (syntax.node) {
    case "call":
      if (syntax.callee.text === "secret") return syntax;
      return first(syntax.arguments.map(({ value }) => value.expression));
    case "list":
      return first(syntax.items);
    case "group":
      return secretIn(syntax.inner);
    case "binary":
      return first([syntax.left, syntax.right]);
    default:
      return null;
  }
}

function first(parts: readonly ExpressionSyntax[]): ExpressionSyntax | null {
  for (const part of parts) {
    const found = secretIn(part);
    if (found) return found;
  }
  return null;
}
