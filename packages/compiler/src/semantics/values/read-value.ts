import { codes } from "@mlopsc/diagnostics";
import type { ClauseSyntax, ExpressionSyntax, ValueSyntax } from "@mlopsc/grammar";
import type { ValueKind } from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import type { Value } from "../program.ts";
import { describeSyntax } from "./describe-syntax.ts";
import { readChoice } from "./read-choice.ts";
import { readColumns } from "./read-columns.ts";
import { readReferences, readSample } from "./read-reference.ts";
import { readScalar } from "./read-scalar.ts";
import { readTexts } from "./read-texts.ts";
import { reportWrongValue } from "./report-wrong-value.ts";
import type { ValueContext } from "./value-context.ts";

/**
 * The value that the syntax stands for, of the kind that the table asks for; null where it is none, which was reported.
 * `what` names the attribute or parameter in messages; `clauses` are the words that may follow, beside the kind's own.
 */
export function readValue(
  kind: ValueKind,
  syntax: ValueSyntax,
  what: string,
  context: ValueContext,
  clauses: readonly string[] = [],
): Value | null {
  const own = ownClauses(kind, what);
  checkClauses(syntax.clauses, [...clauses, ...own], what, kind, context);
  if (syntax.expression.node === "absent") return null;
  return readByKind(kind, syntax, what, context);
}

function readByKind(kind: ValueKind, syntax: ValueSyntax, what: string, context: ValueContext): Value | null {
  const { expression, span } = syntax;
  switch (kind.kind) {
    case "reference":
      return readReferences(expression, kind.to, kind.many === true, what, context);
    case "choice":
      return readChoice(expression, kind.options, kind.many === true, what, context, readValue);
    case "columns":
      return readColumns(expression, clauseOf(syntax, "except"), what, context);
    case "sample":
      return readSample(expression, clauseOf(syntax, "where"), what, context);
    case "texts":
      return { kind: "texts", texts: readTexts(expression, what, context), span };
    case "secret":
      return readSecret(expression, what, context);
    case "either":
      return readByKind(alternativeFor(kind.of, expression, context), syntax, what, context);
    case "algorithm":
    case "metric":
    case "condition":
      return { kind: "syntax", value: syntax, span };
    case "percent": {
      const value = readScalar(kind.kind, expression, what, context);
      const by = clauseOf(syntax, "by")?.values[0];
      if (value?.kind !== "percent" || by?.node !== "name") return value;
      return { ...value, by: { text: by.name, span: by.span } };
    }
    default:
      return readScalar(kind.kind, expression, what, context);
  }
}

/** The kind that is written so: a word or call is a choice, unless it is the name of a `param`. */
function alternativeFor(
  kinds: readonly ValueKind[],
  expression: ExpressionSyntax,
  { parameters }: ValueContext,
): ValueKind {
  const isWord = expression.node === "call" || (expression.node === "name" && !parameters.has(expression.name));
  const fitting = kinds.find(({ kind }) => {
    if (expression.node === "boolean") return kind === "bool";
    return isWord ? kind === "choice" : kind !== "bool" && kind !== "choice";
  });
  return fitting ?? kinds[0]!;
}

const clauseOf = (syntax: ValueSyntax, word: string): ClauseSyntax | undefined =>
  syntax.clauses.find((clause) => clause.word.text === word);

function ownClauses(kind: ValueKind, what: string): readonly string[] {
  if (kind.kind === "columns") return ["except"];
  if (kind.kind === "sample") return ["where"];
  return kind.kind === "percent" && what === "test" ? ["by"] : [];
}

function checkClauses(
  clauses: readonly ClauseSyntax[],
  known: readonly string[],
  what: string,
  kind: ValueKind,
  { declaration, reporter }: ValueContext,
): void {
  // Whoever reads the syntax reads its clauses.
  if (kind.kind === "algorithm" || kind.kind === "metric" || kind.kind === "condition") return;
  const seen = new Set<string>();
  for (const { word } of clauses) {
    if (!known.includes(word.text)) {
      reportUnknown(reporter, declaration, word, codes.unknownClause, known, { within: `\`${what}\`` });
    } else if (seen.has(word.text)) {
      reporter.report(declaration, word.span, codes.duplicateClause, { name: word.text });
    }
    seen.add(word.text);
  }
}

function readSecret(expression: ExpressionSyntax, what: string, context: ValueContext): Value | null {
  if (expression.node === "call" && expression.callee.text === "secret") {
    const [name, ...more] = expression.arguments;
    const text = name?.value.expression;
    if (text?.node === "text" && more.length === 0 && text.parts.every((part) => typeof part === "string")) {
      return { kind: "secret", name: text.parts.join(""), span: expression.span };
    }
    return reportWrongValue(what, 'secret("NAME")', describeSyntax(text ?? expression), expression.span, context);
  }
  if (expression.node === "text") return readScalar("text", expression, what, context);
  return reportWrongValue(what, 'secret("NAME") or text', describeSyntax(expression), expression.span, context);
}
