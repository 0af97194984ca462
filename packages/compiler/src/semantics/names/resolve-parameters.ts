import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax, ValueSyntax, Word } from "@mlopsc/grammar";
import type { LiteralValue, ScalarKind } from "@mlopsc/vocabulary";
import type { Pass } from "../../incremental/memory.ts";
import { kindName } from "../expression/typed-expression.ts";
import type { Declaration, Parameter } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { describeSyntax } from "../values/describe-syntax.ts";
import { interpolate } from "../values/interpolate.ts";
import { signedNumber } from "../values/number-value.ts";
import { readGivenValue } from "../values/read-given-value.ts";
import { isScalarKind, scalarKinds } from "../values/scalar-kinds.ts";
import { nearestName } from "./nearest-name.ts";
import { reportUnknown } from "./report-unknown.ts";

/** The params with their values: what was given from outside, else the default. */
export function resolveParameters(
  declarations: ReadonlyMap<string, Declaration>,
  given: Readonly<Record<string, string>>,
  pass: Pass,
): ReadonlyMap<string, Parameter> {
  const texts = pass.map<string, string>("given");
  for (const [name, text] of Object.entries(given)) texts.set(name, text);
  const parameters = pass.map<string, Parameter>("parameters");
  for (const declaration of declarations.values()) {
    const parameter = pass.unit("parameter", declaration, (reporter) => resolve(declaration, texts, reporter));
    parameters.set(declaration.name, parameter);
  }
  const known = [...declarations.keys()];
  for (const name of Object.keys(given)) {
    if (declarations.has(name)) continue;
    pass.reporter.reportNowhere(codes.unknownParameterGiven, { name, suggestion: nearestName(name, known), known });
  }
  return parameters;
}

function resolve(declaration: Declaration, given: ReadonlyMap<string, string>, reporter: Reporter): Parameter {
  const { name, block } = declaration;
  const fallback = block.parameter?.value ?? null;
  const kind = kindOf(declaration, block.parameter?.type ?? null, fallback, reporter);
  if (kind === null) return { declaration, type: { kind: "text", nullable: false }, value: undefined };
  const type = { kind, nullable: false };
  const written = fallback === null ? undefined : readDefault(declaration, kind, fallback, reporter);
  const text = given.get(name);
  if (text !== undefined) {
    const value = readGivenValue(text, kind);
    if (value !== undefined) return { declaration, type, value };
    reporter.report(declaration, nameSpan(declaration), codes.wrongParameterGiven, {
      name,
      value: text,
      type: kindName(kind),
    });
  } else if (fallback === null && block.problems.length === 0) {
    reporter.report(declaration, nameSpan(declaration), codes.parameterWithoutValue, { name });
  }
  return { declaration, type, value: written };
}

/** As declared, else as the default has it; null where the type is unknown (reported). */
function kindOf(
  declaration: Declaration,
  type: Word | null,
  fallback: ValueSyntax | null,
  reporter: Reporter,
): ScalarKind | null {
  if (type !== null && type.text !== "") {
    if (isScalarKind(type.text)) return type.text;
    reportUnknown(reporter, declaration, type, codes.unknownType, scalarKinds, {});
    return null;
  }
  return (fallback === null ? null : kindOfLiteral(fallback.expression)) ?? "text";
}

function kindOfLiteral(syntax: ExpressionSyntax): ScalarKind | null {
  switch (syntax.node) {
    case "text":
    case "date":
    case "timestamp":
      return syntax.node;
    case "boolean":
      return "bool";
    default: {
      const kind = signedNumber(syntax)?.kind;
      if (kind === "percent") return "number";
      return kind === "bytes" || kind === "rate" ? null : (kind ?? null);
    }
  }
}

function readDefault(
  declaration: Declaration,
  kind: ScalarKind,
  { expression, span }: ValueSyntax,
  reporter: Reporter,
): LiteralValue | undefined {
  if (expression.node === "absent") return undefined;
  if (expression.node === "text" && (kind === "text" || kind === "category" || kind === "id")) {
    return interpolate(expression, new Map(), declaration, reporter) ?? undefined;
  }
  const found = kindOfLiteral(expression);
  if (found === kind || (kind === "number" && found === "int")) {
    if (expression.node === "boolean" || expression.node === "date" || expression.node === "timestamp") {
      return expression.value;
    }
    const number = signedNumber(expression);
    if (number !== null) return number.value;
  }
  const wanted = kindName(kind);
  reporter.report(declaration, span, codes.wrongValue, {
    what: declaration.name,
    wanted,
    found: describeSyntax(expression),
  });
  return undefined;
}

const nameSpan = ({ block }: Declaration): { start: number; end: number } => block.name?.span ?? block.kind.span;
