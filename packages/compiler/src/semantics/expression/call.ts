import { codes } from "@mlopsc/diagnostics";
import type { CallSyntax, Word } from "@mlopsc/grammar";
import {
  type ColumnType,
  type FunctionEntry,
  type FunctionName,
  functionEntry,
  functions,
  isFunctionName,
} from "@mlopsc/vocabulary";
import { reportUnknown } from "../names/report-unknown.ts";
import { isAggregateName } from "./aggregate-names.ts";
import { fitArguments } from "./fit-arguments.ts";
import { familyOf, intervalOf } from "./kinds.ts";
import { resultType } from "./result-type.ts";
import type { ExpressionScope, Operand, OperandScope, TypedExpression } from "./typed-expression.ts";

/** The functions that are called by their name; the others are operators. */
const callable = (Object.keys(functions) as FunctionName[]).filter(
  (name) => functionEntry(name).operator === undefined,
);

/** The function of this name; null where there is none, which was reported. */
export function findFunction(
  callee: Word,
  { declaration, reporter, words }: OperandScope & Pick<ExpressionScope, "words">,
): FunctionName | null {
  const { text } = callee;
  if (isFunctionName(text) && functionEntry(text).operator === undefined) return text;
  if (isAggregateName(text)) {
    reporter.report(declaration, callee.span, codes.misplacedAggregate, { callee: text });
  } else {
    const known = [...(words?.functions ?? []), ...callable];
    reportUnknown(reporter, declaration, callee, codes.unknownFunction, known, {});
  }
  return null;
}

/** A call of a function; `operands` stand in the order of its parameters. Null where they do not fit (reported). */
export function functionCall(
  name: FunctionName,
  operands: readonly Operand[],
  call: CallSyntax,
  scope: OperandScope,
): TypedExpression | null {
  const entry = functionEntry(name);
  const fitted = fitArguments(name, entry, operands, scope);
  if (fitted === null) return null;
  const type = resultType(name, entry, fitted);
  if (type === null) {
    scope.reporter.report(scope.declaration, call.span, codes.untypedNone, { what: `\`${name}\`` });
    return null;
  }
  const outcome = name === "missing" && !fitted[0]!.type.nullable ? { outcome: false } : {};
  return {
    expression: { kind: "call", function: name, arguments: fitted.map(({ expression }) => expression) },
    type: { ...type, nullable: isNullable(name, entry, fitted), ...personal(name, fitted) },
    ...outcome,
  };
}

function isNullable(name: FunctionName, entry: FunctionEntry, operands: readonly Operand[]): boolean {
  const nullable = operands.map(({ type }) => type.nullable);
  if (name === "missing") return false;
  if (name === "coalesce") return nullable.every(Boolean);
  if (name === "if") return nullable.slice(1).some(Boolean);
  return nullable.some(Boolean) || (entry.partial === true && mayFail(name, operands[0]!.type));
}

/** Whether the function can miss for a value of this type; rounding overflows for no value that data hold. */
function mayFail(name: FunctionName, type: ColumnType): boolean {
  const { low, high } = intervalOf(type);
  switch (name) {
    case "round":
      return false;
    case "log":
    case "log10":
      return low <= 0;
    case "log1p":
      return low <= -1;
    case "sqrt":
      return low < 0;
    case "exp":
      return high > 700;
    case "int":
    case "number":
      return familyOf(type.kind) === "text";
    default:
      return true;
  }
}

function personal(name: FunctionName, operands: readonly Operand[]): Pick<ColumnType, "pii"> {
  if (name === "pseudonym" || name === "missing") return {};
  return operands.some(({ type }) => type.pii) ? { pii: true } : {};
}
