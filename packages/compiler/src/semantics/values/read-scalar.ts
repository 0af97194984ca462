import { codes } from "@mlopsc/diagnostics";
import type { ExpressionSyntax } from "@mlopsc/grammar";
import type { ColumnType, LiteralValue } from "@mlopsc/vocabulary";
import { kindName } from "../expression/typed-expression.ts";
import { findParameter, wordOf } from "../names/find-parameter.ts";
import { replaceName } from "../names/report-unknown.ts";
import type { Value } from "../program.ts";
import { describeSyntax } from "./describe-syntax.ts";
import { interpolate } from "./interpolate.ts";
import { type NumberValue, signedNumber } from "./number-value.ts";
import { reportWrongValue } from "./report-wrong-value.ts";
import type { ValueContext } from "./value-context.ts";

export type ScalarValueKind =
  | "text"
  | "int"
  | "number"
  | "percent"
  | "duration"
  | "bytes"
  | "rate"
  | "bool"
  | "date"
  | "name";

/** For messages: what each kind of value is called. */
const wantedNames: Readonly<Record<ScalarValueKind, string>> = {
  text: "text",
  int: "a whole number",
  number: "a number",
  percent: "a percentage",
  duration: "a duration",
  bytes: "a size in bytes",
  rate: "a rate",
  bool: "true or false",
  date: "a date",
  name: "a name",
};

/** A single value; the name of a `param` may stand for it. Null where it is of another kind, which was reported. */
export function readScalar(
  kind: ScalarValueKind,
  expression: ExpressionSyntax,
  what: string,
  context: ValueContext,
): Value | null {
  const { span } = expression;
  if (expression.node === "absent") return null;
  if (expression.node === "group") return readScalar(kind, expression.inner, what, context);
  if (expression.node === "name" && kind === "name") return { kind: "name", value: expression.name, span };
  const parameter =
    expression.node === "name"
      ? findParameter(wordOf(expression), context.parameters, context.declaration, context.reporter)
      : undefined;
  if (parameter !== undefined) {
    return parameter.value === undefined
      ? null
      : readParameter(kind, parameter.type, parameter.value, expression, what, context);
  }
  if (expression.node === "text" && kind === "text") {
    const value = interpolate(expression, context.parameters, context.declaration, context.reporter);
    return value === null ? null : { kind, value, span };
  }
  if (expression.node === "boolean" && kind === "bool") return { kind, value: expression.value, span };
  if (expression.node === "date" && kind === "date") return { kind, value: expression.value, span };
  const number = signedNumber(expression);
  if (number !== null) return readNumber(kind, number, expression, what, context);
  return wrong(kind, describeSyntax(expression), expression, what, context);
}

function readParameter(
  kind: ScalarValueKind,
  type: ColumnType,
  value: LiteralValue,
  expression: ExpressionSyntax,
  what: string,
  context: ValueContext,
): Value | null {
  const { span } = expression;
  const holds = type.kind;
  if (kind === "text" && typeof value === "string") return { kind, value, span };
  if (kind === "bool" && typeof value === "boolean") return { kind, value, span };
  if (typeof value === "number" && (holds === kind || (holds === "int" && kind === "number"))) {
    if (kind === "int" || kind === "number" || kind === "duration" || kind === "date") return { kind, value, span };
  }
  if (typeof value === "number" && holds === "number" && kind === "percent") return { kind, value, span };
  return wrong(kind, `a param that is ${kindName(holds)}`, expression, what, context);
}

function readNumber(
  kind: ScalarValueKind,
  number: NumberValue,
  expression: ExpressionSyntax,
  what: string,
  context: ValueContext,
): Value | null {
  const { span } = expression;
  if (kind === "int" && number.kind === "int") return { kind, value: number.value, span };
  if (kind === "number" && (number.kind === "int" || number.kind === "number" || number.kind === "percent")) {
    return { kind, value: number.value, span };
  }
  if ((kind === "percent" || kind === "duration" || kind === "bytes" || kind === "rate") && number.kind === kind) {
    return { kind, value: number.value, span };
  }
  const suggestions = withUnits(kind, number);
  const [suggestion] = suggestions;
  if (suggestion === undefined) return wrong(kind, describeSyntax(expression), expression, what, context);
  const fixes = suggestions.map((text) => replaceName(span, text, text));
  const { declaration, reporter } = context;
  reporter.report(declaration, span, codes.missingUnit, { what, wanted: wantedNames[kind], suggestion }, { fixes });
  return null;
}

/** A bare number with the units that it may have been meant in, the likeliest first; none where a unit would not help. */
function withUnits(kind: ScalarValueKind, { kind: found, value }: NumberValue): readonly string[] {
  if (found !== "int" && found !== "number") return [];
  switch (kind) {
    case "percent":
      return [`${value > 0 && value < 1 ? Number((value * 100).toPrecision(12)) : value}%`];
    case "duration":
      return [`${value}s`, `${value}m`, `${value}h`];
    case "bytes":
      return value >= 1_000_000 ? [`${Math.round(value / 1e6)}MB`] : [`${value}MB`, `${value}GB`];
    case "rate":
      return [`${value}/s`, `${value}/m`];
    default:
      return [];
  }
}

const wrong = (
  kind: ScalarValueKind,
  found: string,
  expression: ExpressionSyntax,
  what: string,
  context: ValueContext,
): null => {
  const { span } = expression;
  const bare = kind === "text" && expression.node === "name";
  const quoted = bare ? [replaceName(span, `"${expression.name}"`, JSON.stringify(expression.name))] : [];
  return reportWrongValue(what, wantedNames[kind], found, span, context, quoted);
};
